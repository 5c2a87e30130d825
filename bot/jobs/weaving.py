"""Offers people to meet, once a week and to a few at a time."""

from bot.services.suite import Services


def weaving(services: Services, team: str) -> None:
    """Ask a team's next pairs, where a week has passed."""
    services.weaver.offer(team)
