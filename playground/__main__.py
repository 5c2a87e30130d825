"""`python -m playground`: serves a Slack workspace on this machine until it is interrupted."""

import argparse
import asyncio
import json
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from playground.export import ExportError
from playground.manifest import ManifestError, load_manifest
from playground.opening import Opening, open_slack
from playground.serving import NoFreePortError, bind, environment, start
from playground.slack import Slack
from playground.slack_app import Credentials


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the status for the shell."""
    options = _parser().parse_args(arguments)
    try:
        slack = open_slack(load_manifest(options.manifest), _opening(options))
        listener = bind(options.port, _say)
    except (ManifestError, ExportError, NoFreePortError) as error:
        print(f"playground: {error}", file=sys.stderr)  # noqa: T201
        return 2
    try:
        asyncio.run(_serve(slack, listener, options.ready_file))
    except KeyboardInterrupt:
        return 0
    return 0


async def _serve(slack: Slack, listener: socket.socket, ready_file: Path | None) -> None:
    runner = await start(slack, listener)
    _say(f"The playground is at {slack.workspace.address}/")
    for name, value in environment(slack).items():
        _say(f"  {name}={value}")
    if ready_file:
        ready_file.write_text(json.dumps(environment(slack)), encoding="utf-8")
    try:
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def _opening(options: argparse.Namespace) -> Opening:
    return Opening(
        export=options.workspace,
        credentials=Credentials(options.bot_token, options.app_token, options.signing_secret),
        start=options.start,
        start_after_export=options.start_after_export,
        bot_channels=tuple(options.bot_channels.split(",")),
        request_url=options.request_url,
        acknowledge_within=options.acknowledge_within,
        retry_delays=tuple(float(delay) for delay in options.retry_delays.split(",")),
    )


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def _parser() -> argparse.ArgumentParser:
    defaults = Credentials()
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    add = parser.add_argument
    add("--port", type=int, default=3500, help="port on 127.0.0.1; the next free one when it is in use")
    add("--manifest", type=Path, default=Path("manifest.yml"), help="the app's manifest")
    add("--workspace", type=Path, help="folder in the shape of a Slack export; a few people when left out")
    add("--bot-channels", default="public", help="channels the bot is in: names, or `public` for all public ones")
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
