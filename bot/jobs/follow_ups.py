"""Has askers asked how it went, once their threads are quiet."""

from bot.services.suite import Services


def follow_ups(services: Services, team: str) -> None:
    """Follow up a team's questions."""
    services.closer.follow_up(team)
