"""Has askers asked how it went, once their threads are quiet."""

from collections.abc import Callable

from bot.services.suite import Services


def follow_ups(services: Services, teams: Callable[[], list[str]]) -> None:
    """Follow up every team's questions."""
    for team in teams():
        services.closer.follow_up(team)
