"""Opens a workspace: from an export or with a few people, with an app installed in it."""

from dataclasses import dataclass, field
from pathlib import Path

from playground.clock import Clock
from playground.delivery.courier import ACKNOWLEDGE_WITHIN, RETRY_DELAYS
from playground.export import last_message_at, read_export
from playground.manifest import Manifest
from playground.model import Enterprise, Team
from playground.slack import Slack, new_slack
from playground.slack_app import Credentials, SlackApp
from playground.starter import fill_with_a_few_people
from playground.workspace import Workspace, new_workspace


@dataclass(frozen=True)
class Opening:
    """How a Slack shall begin.

    With an `enterprise` the app is installed org-wide; each of its other teams has a channel of its own to begin with.
    `start` is workspace time in seconds (now, when None), `start_after_export` lets it begin right after the last
    message that was read. `bot_channels` are names of channels that the bot is in; `public` means all public ones.
    With `request_url` everything is sent there over HTTP. Unless the app `is_installed`, somebody has to install it.
    Delays are in seconds.
    """

    export: Path | None = None
    team: Team | None = None
    enterprise: Enterprise | None = None
    is_installed: bool = True
    credentials: Credentials = field(default_factory=Credentials)
    start: float | None = None
    start_after_export: bool = False
    bot_channels: tuple[str, ...] = ("public",)
    request_url: str | None = None
    acknowledge_within: float = ACKNOWLEDGE_WITHIN
    retry_delays: tuple[float, ...] = RETRY_DELAYS


def open_slack(manifest: Manifest, opening: Opening) -> Slack:
    """A Slack that is not yet served; raises ExportError."""
    app = SlackApp(manifest, user_id="U0PLAYBOT", credentials=opening.credentials, is_installed=opening.is_installed)
    workspace = new_workspace(app, opening.team, Clock(opening.start), opening.enterprise)
    if opening.export:
        read_export(workspace, opening.export)
        _let_the_bot_in(workspace, opening.bot_channels)
        if opening.start_after_export and (latest := last_message_at(workspace)):
            workspace.clock.set_to(latest + 1)
    else:
        fill_with_a_few_people(workspace)
    return new_slack(workspace, opening.request_url, opening.acknowledge_within, opening.retry_delays)


def _let_the_bot_in(workspace: Workspace, wanted: tuple[str, ...]) -> None:
    for channel in workspace.channels.values():
        named = channel.name in wanted or (channel.kind == "channel" and "public" in wanted)
        if named and not channel.is_archived and workspace.app.user_id not in channel.members:
            channel.members.append(workspace.app.user_id)
