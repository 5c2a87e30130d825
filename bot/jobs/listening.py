"""Notes that Kith hears, so that a silence is noticed at its end."""

from collections.abc import Callable

from bot.services.suite import Services


def listening(services: Services, teams: Callable[[], list[str]], is_receiving: Callable[[], bool]) -> None:
    """Note it for every team, while there is a way in."""
    if is_receiving():
        for team in teams():
            services.catching_up.hear(team)
