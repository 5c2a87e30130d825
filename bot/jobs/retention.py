"""Deletes what is kept no longer, in small batches."""

from bot.services.suite import Services

BATCHES = 50
"""Batches in one run for a team: others write in between."""


def retention(services: Services, team: str) -> None:
    """Delete some of what a team keeps no longer."""
    for _ in range(BATCHES):
        if not services.retainer.step(team):
            break
