"""Goes on asking on people's behalf, as working hours begin and waiting times end."""

from collections.abc import Callable

import structlog

from bot.domain.errors import KithError
from bot.services.suite import Services

log = structlog.get_logger(__name__)


def requests(services: Services, teams: Callable[[], list[str]]) -> None:
    """Go on with every team's searches; where Slack does not tell who is to be left in peace, at the next run."""
    for team in teams():
        try:
            services.requester.advance(team)
        except KithError as error:
            log.info("nobody was asked just now", team=team, reason=str(error))
