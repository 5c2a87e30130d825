"""The errors of Kith that a person may be told about, each with one sentence that says what to do."""


class KithError(Exception):
    """Something went wrong that its reader can mend; the message is one plain sentence."""


class ImportFailed(KithError):
    """An export, or one of its files, cannot be read. Nothing of that file was stored."""


class NotConfigured(KithError):
    """A setting is missing or malformed."""


class UnknownPerson(KithError):
    """No such person in this workspace."""


class UnknownChannel(KithError):
    """No such channel in this workspace."""


class NotAllowed(KithError):
    """This person may not do this."""
