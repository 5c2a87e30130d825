"""Reading a file that somebody gave to Kith, while they wait."""

from http import HTTPStatus
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk import WebClient

from bot.domain.errors import ImportFailed, SlackBusy, SlackRefused
from bot.slack.refusals import MissingScope, refusals

WAIT_SECONDS = 2
"""Slack wants its answer within three."""

NO_RIGHT = "I was not given the right to read files here; paste the text instead."
NOT_GIVEN = "Slack does not give me this file; try again, or paste the text instead."
ELSEWHERE = "This file is kept outside of Slack, where I do not go; paste the text instead."


def file_content(client: WebClient, file: str, largest: int) -> bytes:
    """What is in a file of at most `largest` bytes. Raises ImportFailed, with what to do instead."""
    try:
        with refusals():
            told = client.files_info(file=file)["file"]
    except MissingScope as error:
        raise ImportFailed(NO_RIGHT) from error
    except (SlackRefused, SlackBusy) as error:
        raise ImportFailed(NOT_GIVEN) from error
    if told.get("size", 0) > largest:
        raise ImportFailed(f"The file is larger than {largest // 1_000_000} MB; import it in parts.")
    url = str(told.get("url_private_download"))
    if told.get("is_external") or not _is_slacks(url, client.base_url):
        raise ImportFailed(ELSEWHERE)
    return _downloaded(Request(url, headers={"Authorization": f"Bearer {client.token}"}), largest)


def _downloaded(request: Request, largest: int) -> bytes:
    try:
        with build_opener(_StaysThere()).open(request, timeout=WAIT_SECONDS) as answer:
            content: bytes = answer.read(largest + 1)
            is_page = answer.status != HTTPStatus.OK or answer.headers.get_content_type() == "text/html"
    except HTTPError as error:
        raise ImportFailed(NO_RIGHT if error.code < HTTPStatus.BAD_REQUEST else NOT_GIVEN) from error
    except OSError as error:
        raise ImportFailed(NOT_GIVEN) from error
    if is_page:
        raise ImportFailed(NO_RIGHT)
    return content


class _StaysThere(HTTPRedirectHandler):
    """Follows no redirection: it would take the token along. Slack redirects to a page that asks to sign in."""

    def redirect_request(self, *_: object) -> None:
        """Stay."""


def _is_slacks(url: str, api_url: str) -> bool:
    """Whether a file's address is Slack's own, or that of the local workspace which takes its place."""
    given, api = urlsplit(url), urlsplit(api_url)
    is_local = (given.scheme, given.netloc) == (api.scheme, api.netloc)
    return is_local or (given.scheme == "https" and str(given.hostname).endswith(".slack.com"))
