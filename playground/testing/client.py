"""The playground as a test sees it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from playground.actions import ACTIONS
from playground.changes.views import shown_modals
from playground.faults import Fault
from playground.feed import Occurrence
from playground.manifest import Manifest, load_manifest, parse_manifest
from playground.model import Channel, Json, Message
from playground.objects.messages import message_object
from playground.objects.views import view_object
from playground.opening import Opening, open_slack
from playground.serving import environment
from playground.slack import Slack
from playground.testing.people import Actor
from playground.testing.server import ServerThread
from playground.testing.shown import ShownMessage, ShownView

Found = TypeVar("Found")
PATIENCE = 10.0


class NothingLikeItError(AssertionError):
    """What a test waited for did not happen; the message says what did."""


class Playground:
    """A running playground. Channels and people are named as in Slack (`general`, `maya`) or by id.

    `wait_for_...` return as soon as there is what they wait for and raise NothingLikeItError after `timeout` seconds.
    """

    def __init__(self, slack: Slack, thread: ServerThread) -> None:
        self._slack = slack
        self._thread = thread
        self.address = slack.workspace.address
        self.environment = environment(slack)
        self.api_url = self.environment["SLACK_API_URL"]
        self.credentials = slack.workspace.app.credentials
        self.team_id = slack.workspace.team.id
        self.app_user_id = slack.workspace.app.user_id

    def person(self, who: str) -> Actor:
        """Somebody to act as."""
        found = self._thread.ask(lambda: self._slack.workspace.person(who))
        return Actor(found.id, self.app_user_id, self.do, self._views_of)

    def do(self, action: str, **arguments: Any) -> Any:
        """Do one of the playground's actions (see `playground.actions`)."""
        return self._thread.run(ACTIONS[action](self._slack, **arguments))  # type: ignore[arg-type]

    def add_person(self, name: str, **fields: Any) -> Actor:
        """Let somebody new join; `organisation` makes them a stranger, `is_guest` a guest."""
        self.do("add_person", name=name, **fields)
        return self.person(name)

    def add_channel(self, name: str, *members: str, private: bool = False, with_app: bool = True) -> str:
        """Make a channel in which these people are (the first made it), and the app; returns its id."""
        channel_id = self.person(members[0]).creates_channel(name, *members[1:], private=private)
        if with_app:
            self.person(members[0]).invites_app(name)
        return channel_id

    def channel_id(self, name: str) -> str:
        """The id of a channel."""
        return self._thread.ask(lambda: self._slack.workspace.channel(name).id)

    def members(self, channel: str) -> list[str]:
        """The ids of those in a channel."""
        return self._thread.ask(lambda: list(self._slack.workspace.channel(channel).members))

    def messages(self, channel: str) -> list[ShownMessage]:
        """All messages of a channel, replies too, oldest first."""
        return self._thread.ask(lambda: [self._shown(m) for m in self._channel(channel).in_order()])

    def thread(self, message: ShownMessage) -> list[ShownMessage]:
        """The replies to a message, oldest first."""
        root = message.thread_ts or message.ts
        return [one for one in self.messages(message.channel) if one.thread_ts == root and one.ts != root]

    def message(self, message: ShownMessage) -> ShownMessage:
        """The same message as it is now."""
        return self._thread.ask(
            lambda: self._shown(self._slack.workspace.message(self._channel(message.channel), message.ts))
        )

    def ephemerals(self, person: str, channel: str) -> list[ShownMessage]:
        """What only this person sees in a channel, oldest first."""
        user = self.person(person).id
        return self._thread.ask(
            lambda: [self._shown(m) for m in self._channel(channel).ephemerals.values() if m.ephemeral_to == user]
        )

    def direct_messages(self, person: str) -> list[ShownMessage]:
        """What this person and the app said to each other in private, oldest first."""
        user = self.person(person).id
        found = self._thread.ask(lambda: self._slack.workspace.direct_message(user, self.app_user_id))
        return self.messages(found.id) if found else []

    def wait_for_message(
        self, channel: str, containing: str = "", after: ShownMessage | None = None, timeout: float = PATIENCE
    ) -> ShownMessage:
        """The first message of the app in a channel, after another one, that shows this text."""
        found = self.wait_for(lambda: self._said(self.messages(channel), containing, after), timeout)
        return found or self._nothing(f"no message of the app in {channel} with {containing!r}", channel)

    def wait_for_reply(self, to: ShownMessage, containing: str = "", timeout: float = PATIENCE) -> ShownMessage:
        """The app's first reply in the thread of a message that shows this text."""
        found = self.wait_for(lambda: self._said(self.thread(to), containing, None), timeout)
        return found or self._nothing(f"no reply of the app with {containing!r}", to.channel)

    def wait_for_direct_message(
        self, person: str, containing: str = "", after: ShownMessage | None = None, timeout: float = PATIENCE
    ) -> ShownMessage:
        """The first message of the app to this person in private that shows this text."""
        found = self.wait_for(lambda: self._said(self.direct_messages(person), containing, after), timeout)
        return found or self._nothing(f"no message of the app to {person} with {containing!r}")

    def wait_for_ephemeral(
        self, person: str, channel: str, containing: str = "", timeout: float = PATIENCE
    ) -> ShownMessage:
        """The first ephemeral message to this person in a channel that shows this text."""
        found = self.wait_for(lambda: self._said(self.ephemerals(person, channel), containing, None), timeout)
        return found or self._nothing(f"no ephemeral message to {person} with {containing!r}", channel)

    def wait_for_home(self, person: str, containing: str = "", timeout: float = PATIENCE) -> ShownView:
        """This person's home tab once it shows this text."""
        actor = self.person(person)
        found = self.wait_for(lambda: _with_text(actor.home, containing), timeout)
        return found or self._nothing(f"{person}'s home does not show {containing!r}: {actor.home}")

    def wait_for_modal(self, person: str, containing: str = "", timeout: float = PATIENCE) -> ShownView:
        """The modal on top of what this person sees, once it shows this text."""
        actor = self.person(person)
        found = self.wait_for(lambda: _with_text(actor.modal, containing), timeout)
        return found or self._nothing(f"{person} sees no modal with {containing!r}: {actor.modal}")

    def wait_for(self, question: Callable[[], Found], timeout: float = PATIENCE) -> Found | None:
        """The first answer that is true, asked again whenever something happens; None after `timeout` seconds."""
        return self._thread.wait_for(question, timeout)

    @property
    def connections(self) -> int:
        """How many websockets the app has open."""
        return self._thread.ask(lambda: self._slack.sockets.connections)

    def wait_until_connected(self, sockets: int = 1, timeout: float = PATIENCE) -> None:
        """Wait until the app has that many websockets open."""
        if not self.wait_for(lambda: self._slack.sockets.connections >= sockets, timeout):
            self._nothing(f"the app has {self._slack.sockets.connections} websockets open, not {sockets}")

    def wait_until_delivered(self, timeout: float = PATIENCE) -> None:
        """Wait until every event so far is acknowledged or given up."""
        if not self.wait_for(lambda: self._slack.courier.underway == 0, timeout):
            self._nothing(f"{self._slack.courier.underway} events are still under way")

    def calls(self, method: str | None = None) -> list[Json]:
        """The Web API calls so far: `method`, `arguments`, `status`, `response`."""
        calls = [one.body for one in self._recent("api_call")]
        return [one for one in calls if method in (None, one["method"])]

    def wait_for_call(self, method: str, timeout: float = PATIENCE) -> Json:
        """The first call of a method."""
        found = self.wait_for(lambda: self.calls(method), timeout)
        return found[0] if found else self._nothing(f"{method} was not called")

    def envelopes(self, subject: str | None = None) -> list[Json]:
        """What was sent to the app so far, in the order of acknowledgement: `envelope`, `outcome`, `response`.

        `subject` is the type of event or interaction, or a command.
        """
        bodies = [one.body for one in self._recent("envelope")]
        return [one for one in bodies if subject in (None, _subject(one["envelope"]))]

    def wait_for_envelope(self, subject: str, outcome: str = "acknowledged", timeout: float = PATIENCE) -> Json:
        """The first envelope about `subject` that ended so."""
        found = self.wait_for(lambda: [e for e in self.envelopes(subject) if e["outcome"] == outcome], timeout)
        return found[0] if found else self._nothing(f"no {outcome} envelope about {subject}")

    def events(self, event_type: str | None = None) -> list[Json]:
        """What happened in the workspace so far, whether the app was told or not."""
        events = [one.body["event"] for one in self._recent("event")]
        return [one for one in events if event_type in (None, one["type"])]

    def occurrences(self, kind: str) -> list[Json]:
        """What the feed has of one kind (see `playground.feed`)."""
        return [one.body for one in self._recent(kind)]

    @property
    def now(self) -> datetime:
        """The workspace's time."""
        return datetime.fromtimestamp(self._slack.workspace.clock.now(), UTC)

    def advance(self, duration: timedelta) -> None:
        """Move the workspace's clock forward."""
        self._thread.ask(lambda: self._slack.workspace.clock.advance(duration.total_seconds()))

    def advance_seconds(self, seconds: float) -> None:
        """Move the workspace's clock forward by that many seconds."""
        self.advance(timedelta(seconds=seconds))

    def trigger_id(self, person: str) -> str:
        """A trigger id as any interaction of this person carries it."""
        user = self.person(person).id
        return self._thread.ask(lambda: self._slack.triggers.issue(user))

    def status(self, thread: ShownMessage) -> str:
        """What an agent says it is doing in a thread."""
        key = (thread.channel, thread.thread_ts or thread.ts)
        return str(self._thread.ask(lambda: self._slack.workspace.statuses.get(key, {})).get("status", ""))

    def fault(self, kind: str, target: str = "*", times: int = 1, seconds: float = 0.0) -> None:
        """Let something go wrong (see `playground.faults`)."""
        fault = Fault(kind, target, times, seconds)
        self._thread.ask(lambda: self._slack.faults.add(fault))

    @property
    def pending_faults(self) -> list[Json]:
        """What is still to go wrong."""
        return self._thread.ask(self._slack.faults.pending)

    def clear_faults(self) -> None:
        """Let nothing go wrong any more."""
        self._thread.ask(self._slack.faults.clear)

    def disconnect(self, reason: str | None = None) -> None:
        """Cut the app's websockets off, or (with a `reason` such as `refresh_requested`) ask it to connect anew."""
        sockets = self._slack.sockets
        self._thread.run(sockets.refresh(reason) if reason else sockets.disconnect())

    def use_request_url(self, url: str) -> None:
        """Send everything to this address over signed HTTP from here on; raises SlackError if it fails."""
        self._thread.run(self._slack.request_urls.verify(url))
        self._thread.ask(self._slack.use_http)

    def use_redirect_url(self, url: str) -> None:
        """Send whoever has allowed the app to be installed to this address."""
        app = self._slack.workspace.app
        self._thread.ask(lambda: setattr(app, "manifest", replace(app.manifest, redirect_urls=(url,))))

    def knows(self, secret: str) -> bool:
        """Whether a code or token of the app is of this workspace."""
        app = self._slack.workspace.app
        return secret in (
            *self._slack.codes,
            *app.rotating.expiring,
            app.rotating.refresh_token,
            app.credentials.bot_token,
        )

    def _channel(self, channel: str) -> Channel:
        return self._slack.workspace.channel(channel)

    def _shown(self, message: Message) -> ShownMessage:
        shown = message_object(self._slack.workspace, message)
        return ShownMessage(message.channel_id, shown, is_ephemeral=message.ephemeral_to is not None)

    def _said(self, said: list[ShownMessage], text: str, after: ShownMessage | None) -> ShownMessage | None:
        later = (one for one in said if after is None or one.ts > after.ts)
        return next((m for m in later if m.by_app and text in f"{m.text}\n{m.shown_text}"), None)

    def _views_of(self, user: str) -> tuple[Json | None, list[Json]]:
        def look() -> tuple[Json | None, list[Json]]:
            workspace = self._slack.workspace
            home = workspace.homes.get(user)
            return view_object(workspace, home) if home else None, shown_modals(workspace, user)

        return self._thread.ask(look)

    def _recent(self, kind: str) -> list[Occurrence]:
        return self._thread.ask(lambda: self._slack.workspace.feed.recent(kind))

    def _nothing(self, what: str, channel: str | None = None) -> Any:
        lines = [what]
        if channel:
            lines += ["last messages:", *(f"  {m.user}: {m.shown_text}" for m in self.messages(channel)[-5:])]
        refused = [c for c in self.calls() if not c["response"].get("ok")]
        lines += [f"refused call: {c['method']} {c['arguments']} -> {c['response']}" for c in refused[-5:]]
        lost = [e for e in self.envelopes() if e["outcome"] != "acknowledged"]
        lines += [f"{_subject(e['envelope'])}: {e['outcome']}" for e in lost[-5:]]
        raise NothingLikeItError("\n".join(lines))


@contextmanager
def running_playground(
    manifest: Manifest | Path | Json, export: Path | None = None, **opening: Any
) -> Iterator[Playground]:
    """A playground for one test: the workspace of an export, or a few people (see `playground.starter`).

    `opening` are the other fields of `playground.opening.Opening`, for example `acknowledge_within=0.5`.
    """
    understood = _understand(manifest)
    thread = ServerThread()
    slack = thread.start(lambda: open_slack(understood, Opening(export=export, **opening)))
    try:
        yield Playground(slack, thread)
    finally:
        thread.stop()


def _understand(manifest: Manifest | Path | Json) -> Manifest:
    if isinstance(manifest, Path):
        return load_manifest(manifest)
    return parse_manifest(manifest) if isinstance(manifest, dict) else manifest


def _with_text(view: ShownView | None, text: str) -> ShownView | None:
    return view if view and text in view.shown_text else None


def _subject(envelope: Json) -> str:
    payload = envelope["payload"]
    return str(payload["event"]["type"] if "event" in payload else payload.get("type") or payload.get("command"))
