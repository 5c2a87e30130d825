"""Reads on in the pasts that Kith may read, as far as Slack lets it."""

from collections.abc import Callable

import structlog

from bot.domain.errors import KithError
from bot.services.suite import Services

PAGES = 40
"""Pages read in one run: within Slack's fifty calls a minute (https://docs.slack.dev/apis/web-api/rate-limits)."""

log = structlog.get_logger(__name__)


def backfill(services: Services, teams: Callable[[], list[str]]) -> None:
    """Read some pages of every team's backfills; where Slack does not let it, the next run goes on."""
    for team in teams():
        try:
            for _ in range(PAGES):
                if not services.backfiller.step(team):
                    break
        except KithError as error:
            log.info("the past is read on later", team=team, reason=str(error))
