"""Reads on in the pasts that Kith may read, as far as Slack lets it."""

from collections.abc import Callable

import structlog

from bot.domain.errors import SlackBusy
from bot.services.suite import Services

PAGES = 40
"""Pages read in one run: within Slack's fifty calls a minute (https://docs.slack.dev/apis/web-api/rate-limits)."""

log = structlog.get_logger(__name__)


def backfill(services: Services, teams: Callable[[], list[str]]) -> None:
    """Read some pages of every team's backfills; where Slack is busy, the next run goes on from there."""
    for team in teams():
        try:
            for _ in range(PAGES):
                if not services.backfiller.step(team):
                    break
        except SlackBusy as busy:
            log.info("the past is read on later", team=team, reason=str(busy))
