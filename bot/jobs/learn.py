"""Teaches the ranking what the latest questions and their answers say."""

from collections.abc import Callable

import structlog

from bot.domain.errors import KithError
from bot.services.suite import Services

log = structlog.get_logger(__name__)


def learn(services: Services, teams: Callable[[], list[str]]) -> None:
    """Take one lesson for every team; a long history is learnt over several runs, a lesson each."""
    for team in teams():
        try:
            services.learner.learn(team, services.clock())
        except KithError as error:
            log.warning("no lesson was taken", team=team, reason=str(error))
