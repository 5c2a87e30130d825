"""Queues the digests that are due."""

from bot.services.suite import Services


def digests(services: Services, team: str) -> None:
    """Queue a team's due digests; what was queued before, by whichever process, is not queued again."""
    services.digesting.queue_due(team)
