"""`app_rate_limited`: Slack keeps events back, since there are too many; what was missed is read when that is over."""

from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from slack_bolt import App, BoltResponse

from bot.listeners.envelope import Body, tenant
from bot.services.slack_json import reading
from bot.services.suite import Services

log = structlog.get_logger(__name__)


def register(app: App, services: Services) -> None:
    """Listen to what is no event of the Events API's usual shape, and hence no listener's to Bolt."""

    def app_rate_limited(body: Body, next: Callable[[], BoltResponse]) -> BoltResponse:
        if body.get("type") != "app_rate_limited":
            return next()
        with reading("a rate limit"):
            since = datetime.fromtimestamp(int(body["minute_rate_limited"]), UTC)
        log.warning("Slack keeps events back", team=tenant(body), since=since.isoformat())
        services.catching_up.missed(tenant(body), since)
        return BoltResponse(status=200)

    app.middleware(app_rate_limited)
