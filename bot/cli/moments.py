"""Times on the command line."""

from datetime import UTC, datetime

from bot.domain.errors import KithError


def the_moment(text: str) -> datetime:
    """The time that an ISO 8601 text names, in UTC where it names no zone. Raises KithError."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise KithError(f"{text} is no time; write one like 2024-01-31T09:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
