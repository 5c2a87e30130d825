"""Reads on in the pasts that Kith may read, as far as Slack lets it."""

from bot.services.suite import Services

PAGES = 40
"""Pages read in one run: within Slack's fifty calls a minute (https://docs.slack.dev/apis/web-api/rate-limits)."""


def backfill(services: Services, team: str) -> None:
    """Read some pages of a team's backfills. Raises SlackBusy; the next run goes on from there."""
    for _ in range(PAGES):
        if not services.backfiller.step(team):
            break
