"""The web application: Slack's addresses, the control API and the page."""

from aiohttp import web

from playground.api import routes as api
from playground.control import routes as control
from playground.files import add_routes as add_file_routes
from playground.guard import refuse_other_sites
from playground.hooks import add_routes as add_hook_routes
from playground.oauth import add_routes as add_oauth_routes
from playground.page.routes import add_routes as add_page_routes
from playground.slack import SLACK, Slack

LARGEST_REQUEST = 64 * 1024 * 1024


def create_app(slack: Slack) -> web.Application:
    """Serve a Slack; whoever runs the application closes `slack` with it."""
    app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[refuse_other_sites])
    app[SLACK] = slack
    app.router.add_get("/socket", slack.sockets.serve)
    api.add_routes(app)
    add_hook_routes(app)
    add_file_routes(app)
    add_oauth_routes(app)
    control.add_routes(app)
    add_page_routes(app)
    app.on_shutdown.append(_close)
    return app


async def _close(app: web.Application) -> None:
    await app[SLACK].close()
