"""Files of the app and of people."""

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
