"""Offers people to meet, once a week and to a few at a time."""

from collections.abc import Callable

from bot.services.suite import Services


def weaving(services: Services, teams: Callable[[], list[str]]) -> None:
    """Ask every team's next pairs, where a week has passed."""
    for team in teams():
        services.weaver.offer(team)
