"""Acting as a person."""

from collections.abc import Callable
from typing import Any

from playground.model import Json
from playground.testing.shown import ShownMessage, ShownView

Do = Callable[..., Any]
Place = ShownMessage | ShownView


class Actor:
    """Somebody of the workspace. Whatever Slack would refuse them raises SlackError.

    What the app must acknowledge (buttons, menus, modals, commands, shortcuts) returns once it has, and raises
    NotAcknowledgedError when it does not.
    """

    def __init__(self, person_id: str, app_id: str, do: Do, shown: Callable[[str], Any]) -> None:
        self.id = person_id
        self._app_id = app_id
        self._do = do
        self._shown = shown

    @property
    def mention(self) -> str:
        """How a message mentions them."""
        return f"<@{self.id}>"

    def posts(
        self, channel: str, text: str, thread: ShownMessage | None = None, broadcast: bool = False
    ) -> ShownMessage:
        """Write a message, as one types it: `@name` and `#channel` become mentions."""
        thread_ts = (thread.thread_ts or thread.ts) if thread else None
        return self._posted("post_message", channel, text=text, thread_ts=thread_ts, broadcast=broadcast)

    def replies(self, message: ShownMessage, text: str, broadcast: bool = False) -> ShownMessage:
        """Reply in the thread of a message."""
        return self.posts(message.channel, text, thread=message, broadcast=broadcast)

    def writes_to_app(self, text: str, thread: ShownMessage | None = None) -> ShownMessage:
        """Write to the app in private."""
        channel = self._do("open_direct_message", user=self.id, users=[self._app_id])
        return self.posts(channel["id"], text, thread)

    def writes_to(self, *people: str, text: str) -> ShownMessage:
        """Write to one or more people in private."""
        channel = self._do("open_direct_message", user=self.id, users=list(people))
        return self.posts(channel["id"], text)

    def edits(self, message: ShownMessage, text: str) -> ShownMessage:
        """Change one's message."""
        return self._posted("edit_message", message.channel, ts=message.ts, text=text)

    def deletes(self, message: ShownMessage) -> None:
        """Delete one's message, or dismiss an ephemeral one."""
        self._do("delete_message", user=self.id, **message.address)

    def reacts(self, message: ShownMessage, emoji: str) -> None:
        """Add a reaction."""
        self._do("react", user=self.id, emoji=emoji, **message.address)

    def unreacts(self, message: ShownMessage, emoji: str) -> None:
        """Take a reaction back."""
        self._do("unreact", user=self.id, emoji=emoji, **message.address)

    def uploads(self, channel: str, name: str, content: bytes, text: str = "") -> ShownMessage:
        """Post a file."""
        file = self._do("upload_file", user=self.id, channel=channel, name=name, content=content)
        return self._posted("post_message", channel, text=text, files=[file["id"]])

    def joins(self, channel: str) -> None:
        """Join a public channel."""
        self._do("join_channel", user=self.id, channel=channel)

    def leaves(self, channel: str) -> None:
        """Leave a channel."""
        self._do("leave_channel", user=self.id, channel=channel)

    def invites(self, channel: str, *people: str) -> None:
        """Bring people into a channel."""
        self._do("invite", user=self.id, channel=channel, users=list(people))

    def invites_app(self, channel: str) -> None:
        """Bring the app into a channel."""
        self.invites(channel, self._app_id)

    def removes_app(self, channel: str) -> None:
        """Take the app out of a channel."""
        self._do("kick", user=self.id, channel=channel, users=[self._app_id])

    def creates_channel(self, name: str, *members: str, private: bool = False) -> str:
        """Make a channel with these people; returns its id."""
        made = self._do("create_channel", user=self.id, name=name, is_private=private, members=list(members))
        return str(made["id"])

    def presses(self, place: Place, action_id: str, value: str | None = None, block_id: str | None = None) -> None:
        """Press a button of a message or view; `value` tells one of two feedback buttons."""
        arguments = {"action_id": action_id, "value": value, "block_id": block_id}
        self._do("press", user=self.id, **arguments, **place.address)

    def chooses(self, place: Place, action_id: str, value: Any, block_id: str | None = None) -> None:
        """Pick in a menu (an option's value or text, an id, or a list of these) or fill in an input."""
        arguments = {"action_id": action_id, "value": value, "block_id": block_id}
        self._do("choose", user=self.id, **arguments, **place.address)

    def types(self, place: Place, action_id: str, typed: str) -> Json:
        """Type into an external select: the app's `options`."""
        suggested: Json = self._do("suggest", user=self.id, action_id=action_id, typed=typed, **place.address)
        return suggested

    def submits(self, modal: ShownView, values: Json | None = None) -> dict[str, str]:
        """Submit a modal with values by block id, action id or label; returns the errors that keep it open."""
        answer = self._do("submit_view", user=self.id, view_id=modal.id, values=values)
        return dict(answer.get("errors") or {})

    def closes(self, modal: ShownView, all_views: bool = False) -> None:
        """Close a modal, or all that are stacked."""
        self._do("close_view", user=self.id, view_id=modal.id, all_views=all_views)

    def runs(self, command: str, text: str = "", channel: str = "general") -> Json:
        """Run a slash command; returns what the app acknowledged with."""
        answer: Json = self._do("run_command", user=self.id, channel=channel, command=command, text=text)
        return answer

    def uses_shortcut(self, callback_id: str, on: ShownMessage | None = None) -> None:
        """Run a global shortcut, or a message shortcut on a message."""
        if on is None:
            self._do("global_shortcut", user=self.id, callback_id=callback_id)
        else:
            self._do("message_shortcut", user=self.id, callback_id=callback_id, **on.address)

    def opens_home(self, tab: str = "home") -> None:
        """Open the app's home."""
        self._do("open_home", user=self.id, tab=tab)

    @property
    def home(self) -> ShownView | None:
        """The app's home tab as they see it now."""
        view, _ = self._shown(self.id)
        return ShownView(view) if view else None

    @property
    def modal(self) -> ShownView | None:
        """The modal on top."""
        _, modals = self._shown(self.id)
        return ShownView(modals[-1]) if modals else None

    def _posted(self, action: str, channel: str, **arguments: Any) -> ShownMessage:
        said = self._do(action, user=self.id, channel=channel, **arguments)
        return ShownMessage(said["channel"], said)
