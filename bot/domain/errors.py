"""The errors of Kith that a person may be told about, each with one sentence that says what to do."""


class KithError(Exception):
    """Something went wrong that its reader can mend; the message is one plain sentence."""


class ImportFailed(KithError):
    """An export, or one of its files, cannot be read. Nothing of that file was stored."""


class NotConfigured(KithError):
    """A setting is missing or malformed."""


class StoreUnavailable(KithError):
    """The database cannot be opened, is locked, or is full."""


class TransferFailed(KithError):
    """A backup, its restoring or a move did not go through. What was there before still is."""


class UnknownWorkspace(KithError):
    """No such workspace in the database, or several where one was to be named."""


class NotInstalled(KithError):
    """Kith may not speak in this workspace (any more)."""


class UnknownPerson(KithError):
    """No such person in this workspace."""


class UnknownChannel(KithError):
    """No such channel in this workspace."""


class NotAllowed(KithError):
    """This person may not do this."""


class Paused(KithError):
    """An admin has paused Kith in this workspace: what it would say unasked waits."""


class SlackRefused(KithError):
    """Slack will not do this, however often it is asked. `code` is Slack's own error code, `advice` a sentence."""

    def __init__(self, code: str, advice: str = "") -> None:
        super().__init__(f"Slack refused: {code}. {advice}".rstrip())
        self.code = code


class SlackBusy(KithError):
    """Slack cannot be reached, is troubled or is asked too often: worth trying again after `retry_after` seconds."""

    def __init__(self, reason: str, retry_after: float = 0.0) -> None:
        super().__init__(f"Slack is not available just now: {reason}.")
        self.retry_after = retry_after
