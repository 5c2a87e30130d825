"""Deletes what is kept no longer, in small batches."""

from collections.abc import Callable

from bot.services.suite import Services

BATCHES = 50
"""Batches in one run for a team: others write in between."""


def retention(services: Services, teams: Callable[[], list[str]]) -> None:
    """Delete some of what every team keeps no longer, and what is no team's yet."""
    services.retainer.drop_states()
    for team in teams():
        for _ in range(BATCHES):
            if not services.retainer.step(team):
                break
