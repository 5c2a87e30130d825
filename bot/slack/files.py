"""Reading a file that somebody gave to Kith, while they wait."""

from http import HTTPStatus
from urllib.error import URLError
from urllib.request import Request, urlopen

from slack_sdk import WebClient

from bot.domain.errors import ImportFailed, SlackBusy, SlackRefused
from bot.slack.refusals import MissingScope, refusals

WAIT_SECONDS = 2
"""Slack wants its answer within three."""


def file_content(client: WebClient, file: str, largest: int) -> bytes:
    """What is in a file of at most `largest` bytes. Raises ImportFailed, with what to do instead."""
    try:
        with refusals():
            told = client.files_info(file=file)["file"]
    except MissingScope as error:
        raise ImportFailed("I was not given the right to read files here; paste the text instead.") from error
    except (SlackRefused, SlackBusy) as error:
        raise ImportFailed("Slack does not give me this file; try again, or paste the text instead.") from error
    if told.get("size", 0) > largest:
        raise ImportFailed(f"The file is larger than {largest // 1_000_000} MB; import it in parts.")
    request = Request(told["url_private_download"], headers={"Authorization": f"Bearer {client.token}"})
    try:
        with urlopen(request, timeout=WAIT_SECONDS) as answer:
            content: bytes = answer.read(largest + 1)
            is_page = answer.status != HTTPStatus.OK or answer.headers.get_content_type() == "text/html"
    except (URLError, OSError) as error:
        raise ImportFailed("Slack does not give me this file; try again, or paste the text instead.") from error
    if is_page:
        raise ImportFailed("I was not given the right to read files here; paste the text instead.")
    return content
