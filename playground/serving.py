"""Serves a Slack on this machine, and on no other."""

import errno
import socket
from collections.abc import Callable

from aiohttp import web

from playground.app import create_app
from playground.slack import Slack

HOST = "127.0.0.1"
PORTS_TRIED = 50


class NoFreePortError(OSError):
    """Every port that was tried is in use."""


def bind(port: int, say: Callable[[str], None] = lambda _: None) -> socket.socket:
    """A listening socket on 127.0.0.1: on `port` (0 is any) or, when that is in use, on the next free one.

    `say` is told of each port in use. Raises NoFreePortError.
    """
    for candidate in range(port, port + PORTS_TRIED):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
            listener.listen(128)
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                raise
            say(f"Port {candidate} is in use, trying {candidate + 1}.")
        else:
            return listener
    raise NoFreePortError(f"ports {port} to {port + PORTS_TRIED - 1} are all in use")


async def start(slack: Slack, listener: socket.socket) -> web.AppRunner:
    """Serve on that socket; `cleanup()` of what is returned ends it."""
    slack.workspace.address = f"http://{HOST}:{listener.getsockname()[1]}"
    runner = web.AppRunner(create_app(slack), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    return runner


def environment(slack: Slack) -> dict[str, str]:
    """What an app needs to know to talk to this Slack, under the names of environment variables."""
    credentials = slack.workspace.app.credentials
    return {
        "SLACK_API_URL": f"{slack.workspace.address}/api/",
        "SLACK_BOT_TOKEN": credentials.bot_token,
        "SLACK_APP_TOKEN": credentials.app_token,
        "SLACK_SIGNING_SECRET": credentials.signing_secret,
    }
