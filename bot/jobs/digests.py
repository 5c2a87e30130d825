"""Queues the digests that are due."""

from collections.abc import Callable

from bot.services.suite import Services


def digests(services: Services, teams: Callable[[], list[str]]) -> None:
    """Queue every team's due digests; what was queued before, by whichever process, is not queued again."""
    for team in teams():
        services.digesting.queue_due(team)
