"""`python -m playground`: serves a Slack workspace on this machine until it is interrupted."""

import argparse
import asyncio
import errno
import json
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from playground.app import create_app
from playground.clock import Clock
from playground.export import ExportError, last_message_at, read_export
from playground.manifest import ManifestError, load_manifest
from playground.slack import Slack, new_slack
from playground.slack_app import Credentials, SlackApp
from playground.starter import fill_with_a_few_people
from playground.workspace import Workspace, new_workspace

HOST = "127.0.0.1"
PORTS_TRIED = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the status for the shell."""
    options = _parser().parse_args(arguments)
    try:
        slack = build(options)
    except (ManifestError, ExportError) as error:
        print(f"playground: {error}", file=sys.stderr)  # noqa: T201
        return 2
    listener = bind(options.port)
    try:
        asyncio.run(_serve(slack, listener, options))
    except KeyboardInterrupt:
        return 0
    return 0


def build(options: argparse.Namespace) -> Slack:
    """The Slack that the options ask for; raises ManifestError or ExportError."""
    credentials = Credentials(options.bot_token, options.app_token, options.signing_secret)
    app = SlackApp(load_manifest(options.manifest), user_id="U0PLAYBOT", credentials=credentials)
    workspace = new_workspace(app, clock=Clock(options.start))
    if options.workspace:
        read_export(workspace, options.workspace)
        _let_the_bot_in(workspace, options.bot_channels)
        if options.start_after_export and (latest := last_message_at(workspace)):
            workspace.clock.set_to(latest + 1)
    else:
        fill_with_a_few_people(workspace)
    delays = tuple(float(delay) for delay in options.retry_delays.split(","))
    return new_slack(workspace, options.request_url, options.acknowledge_within, delays)


def bind(port: int) -> socket.socket:
    """A listening socket on 127.0.0.1: on `port` or, when that is in use, on the next free one."""
    for candidate in range(port, port + PORTS_TRIED):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                raise
            _say(f"Port {candidate} is in use, trying {candidate + 1}.")
            continue
        listener.listen(128)
        return listener
    raise SystemExit(f"playground: ports {port} to {port + PORTS_TRIED - 1} are all in use")


async def _serve(slack: Slack, listener: socket.socket, options: argparse.Namespace) -> None:
    address = f"http://{HOST}:{listener.getsockname()[1]}"
    slack.workspace.address = address
    runner = web.AppRunner(create_app(slack), access_log=None)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    _announce(slack, address)
    if options.ready_file:
        options.ready_file.write_text(json.dumps(environment(slack)), encoding="utf-8")
    try:
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def environment(slack: Slack) -> dict[str, str]:
    """What an app needs to know to talk to this Slack, under the names of environment variables."""
    credentials = slack.workspace.app.credentials
    return {
        "SLACK_API_URL": f"{slack.workspace.address}/api/",
        "SLACK_BOT_TOKEN": credentials.bot_token,
        "SLACK_APP_TOKEN": credentials.app_token,
        "SLACK_SIGNING_SECRET": credentials.signing_secret,
    }


def _announce(slack: Slack, address: str) -> None:
    _say(f"The playground is at {address}/")
    for name, value in environment(slack).items():
        _say(f"  {name}={value}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def _let_the_bot_in(workspace: Workspace, channels: str) -> None:
    wanted = channels.split(",")
    for channel in workspace.channels.values():
        named = channel.name in wanted or (channel.kind == "channel" and "public" in wanted)
        if named and not channel.is_archived and workspace.app.user_id not in channel.members:
            channel.members.append(workspace.app.user_id)


def _parser() -> argparse.ArgumentParser:
    defaults = Credentials()
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    add = parser.add_argument
    add("--port", type=int, default=3500, help="port on 127.0.0.1; the next free one when it is in use")
    add("--manifest", type=Path, default=Path("manifest.yml"), help="the app's manifest")
    add("--workspace", type=Path, help="folder in the shape of a Slack export; a few people when left out")
    add(
        "--bot-channels",
        default="public",
        help="channels the bot is in: names, or `public` for all public ones",
    )
    add("--start", type=float, help="workspace time to start at, in seconds since 1970; now when left out")
    add("--start-after-export", action="store_true", help="start right after the last message of the export")
    add("--ready-file", type=Path, help="written as JSON once the playground answers, with all an app needs")
    add("--bot-token", default=defaults.bot_token)
    add("--app-token", default=defaults.app_token)
    add("--signing-secret", default=defaults.signing_secret)
    add("--request-url", help="send everything to this address over signed HTTP instead of Socket Mode")
    add("--acknowledge-within", type=float, default=3.0, help="seconds until an envelope counts as lost")
    add("--retry-delays", default="0,60,300", help="seconds before each redelivery")
    return parser


if __name__ == "__main__":
    sys.exit(main())
