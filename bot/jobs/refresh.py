"""Reads people and channels anew, so that no missed event leaves a wrong picture for long."""

from collections.abc import Callable

import structlog

from bot.domain.errors import KithError
from bot.services.suite import Services

log = structlog.get_logger(__name__)


def refresh(services: Services, teams: Callable[[], list[str]]) -> None:
    """Refresh every team's picture; one that Slack refuses does not keep the others waiting."""
    for team in teams():
        try:
            services.workspace.refresh(team)
            services.contacts.drop_old_previews(team)
        except KithError as error:
            log.warning("the workspace was not refreshed", team=team, reason=str(error))
