"""Teaches the ranking what the latest questions and their answers say."""

from bot.services.suite import Services


def learn(services: Services, team: str) -> None:
    """Take one lesson for a team; a long history is learnt over several runs, a lesson each."""
    services.learner.learn(team, services.clock())
