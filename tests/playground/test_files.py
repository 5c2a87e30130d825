"""Files of the app and of people."""

from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from slack_sdk import WebClient

from playground.testing import Playground
from tests.playground.test_authentication import error_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def test_the_sdk_uploads_a_file_with_a_comment(slack: Playground, client: WebClient) -> None:
    answer = client.files_upload_v2(
        channel="C0GENERAL", filename="plot.png", content=PNG, title="A plot", initial_comment="see"
    )
    (message,) = slack.messages("general")
    (file,) = message.json["files"]
    assert (message.text, file["title"], file["mimetype"]) == ("see", "A plot", "image/png")
    assert file["id"] == answer["files"][0]["id"]
    with urlopen(file["url_private"]) as shown:
        assert shown.read() == PNG


def test_a_file_of_a_person_is_told_of_and_described(slack: Playground, client: WebClient) -> None:
    message = slack.person("maya").uploads("general", "notes.txt", b"hello", text="my notes")
    file_id = message.json["files"][0]["id"]
    file = client.files_info(file=file_id)["file"]
    assert (file["name"], file["size"], file["user"]) == ("notes.txt", 5, "U0MAYA")
    assert message.json["subtype"] == "file_share"
    assert [event["file_id"] for event in slack.events("file_shared")] == [file_id]


@pytest.mark.parametrize("files", [[], "x", [{"id": "F0NOTHING"}]])
def test_only_what_was_uploaded_is_completed(client: WebClient, files: object) -> None:
    error = error_of(client, "files.completeUploadExternal", files=files, channel_id="C0GENERAL")
    assert error in ("invalid_arguments", "file_not_found", "invalid_args")


def test_a_file_that_was_only_announced_cannot_be_completed(client: WebClient) -> None:
    file_id = client.files_getUploadURLExternal(filename="a.txt", length=3)["file_id"]
    assert error_of(client, "files.completeUploadExternal", files=[{"id": file_id}]) == "file_not_found"


def test_unknown_files_are_not_found(slack: Playground, client: WebClient) -> None:
    assert error_of(client, "files.info", file="F0NOTHING") == "file_not_found"
    with pytest.raises(HTTPError, match="404") as refused:
        urlopen(f"{slack.address}/files/F0NOTHING/x.txt")
    refused.value.close()


def shows(file: dict[str, str]) -> list[dict[str, Any]]:
    return [{"type": "image", "slack_file": file, "alt_text": "a chart"}]


def test_a_message_shows_a_picture_that_its_app_may_open_and_keeps_its_metadata(client: WebClient) -> None:
    about = {"event_type": "digest", "event_payload": {"key": "k1"}}
    first = client.chat_postMessage(channel="C0GENERAL", text="Soon", metadata=about)
    upload = client.files_upload_v2(channel="C0GENERAL", thread_ts=first["ts"], content=PNG, filename="chart.png")
    by_id, by_url = {"id": upload["file"]["id"]}, {"url": upload["file"]["permalink"]}
    client.chat_update(channel="C0GENERAL", ts=first["ts"], text="Soon", blocks=shows(by_id))
    client.chat_postMessage(channel="C0GENERAL", text="Now", blocks=shows(by_url), metadata=about)
    soon, now = (
        message
        for message in client.conversations_history(channel="C0GENERAL", include_all_metadata=True)["messages"][::-1]
        if message["text"] in ("Soon", "Now")
    )
    assert soon["metadata"] == now["metadata"] == about
    assert soon["blocks"][0]["slack_file"] == by_id


@pytest.mark.parametrize("name", ["chart.svg", "notes.txt"])
def test_only_pictures_are_shown(client: WebClient, name: str) -> None:
    upload = client.files_upload_v2(channel="C0GENERAL", content="x", filename=name)
    blocks = shows({"id": upload["file"]["id"]})
    assert error_of(client, "chat.postMessage", channel="C0GENERAL", text="x", blocks=blocks) == "invalid_blocks"


def test_a_picture_that_the_app_may_not_open_is_not_shown(slack: Playground, client: WebClient) -> None:
    secret = slack.person("maya").uploads("founders", "plan.png", PNG)
    for file in (secret.json["files"][0]["id"], "F0NOTHING"):
        refused = error_of(client, "chat.postMessage", channel="C0GENERAL", text="x", blocks=shows({"id": file}))
        assert refused == "invalid_blocks"
    both = shows({"id": "F1", "url": "https://example.slack.com/F1"})
    assert error_of(client, "chat.postMessage", channel="C0GENERAL", text="x", blocks=both) == "invalid_blocks"
    view = {"type": "home", "blocks": shows({"id": "F0NOTHING"})}
    assert error_of(client, "views.publish", user_id="U0MAYA", view=view) == "invalid_arguments"
