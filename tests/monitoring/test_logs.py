"""The log tells what happened, and quotes nobody."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from bot.domain.errors import SlackRefused, UnknownPerson
from bot.monitoring.logs import configure, traceback_of

INSERT = "INSERT INTO erased (team_id, person_id) VALUES (:team, :person)"

log = structlog.get_logger(__name__)


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root, configuration = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**configuration)


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """The lines of the log."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def raised(error: Exception, cause: Exception | None = None) -> str:
    """How an error is logged."""
    try:
        raise error from cause
    except type(error) as caught:
        return traceback_of((type(caught), caught, caught.__traceback__))


def test_each_line_is_one_object_with_its_level_its_time_and_its_request(capsys: pytest.CaptureFixture[str]) -> None:
    configure("INFO", as_json=True)
    with structlog.contextvars.bound_contextvars(request="Ev1"):
        log.info("queued", kind="answer")
        logging.getLogger("waitress").warning("a library's word")
    ours, theirs = written(capsys)
    assert ours | {"timestamp": ""} == {
        "event": "queued",
        "kind": "answer",
        "level": "info",
        "request": "Ev1",
        "timestamp": "",
    }
    assert (theirs["event"], theirs["request"], theirs["logger"]) == ("a library's word", "Ev1", "waitress")


def test_below_its_level_nothing_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    configure("WARNING", as_json=True)
    log.info("queued")
    logging.getLogger("waitress").info("hello")
    assert written(capsys) == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Unhandled request ({'type': 'block_actions', 'value': 'salary'})", "Unhandled request "),
        ("Failed to run a request listener: 'salary'", "Failed to run a request listener"),
        ("Received an unsupported data frame (payload: b'salary')", "Received an unsupported data frame "),
    ],
)
def test_of_slacks_libraries_only_what_quotes_nothing_is_kept(
    capsys: pytest.CaptureFixture[str], said: str, kept: str
) -> None:
    configure("INFO", as_json=True)
    logging.getLogger("slack_bolt.App").warning(said)
    assert [line["event"] for line in written(capsys)] == [kept]


def test_slacks_libraries_never_debug_since_they_would_log_payloads(capsys: pytest.CaptureFixture[str]) -> None:
    configure("DEBUG", as_json=True)
    logging.getLogger("slack_sdk.web").debug("salary")
    assert written(capsys) == []


def test_an_exceptions_own_words_are_left_out_unless_they_are_ours() -> None:
    told = raised(ValueError("my salary"), UnknownPerson("Nobody here is called Maya."))
    assert "salary" not in told
    assert "Maya" not in told
    assert told.splitlines()[-1] == "ValueError"
    assert "UnknownPerson" in told
    assert raised(SlackRefused("channel_not_found")).endswith("SlackRefused: Slack refused: channel_not_found.")


def test_of_several_errors_at_once_each_is_told() -> None:
    told = raised(ExceptionGroup("a job failed for 2 workspaces", [ValueError("salary"), SlackRefused("no_such_team")]))
    assert "ValueError" in told
    assert "Slack refused: no_such_team." in told
    assert told.splitlines()[-1] == "ExceptionGroup"
    assert "salary" not in told


def test_a_databases_complaint_is_told_without_the_row(engine: Engine) -> None:
    erased = {"team": "T1", "person": "UMAYA"}
    with pytest.raises(DatabaseError) as caught, engine.begin() as connection:
        connection.execute(text(INSERT), [erased, erased])
    told = traceback_of((caught.type, caught.value, caught.tb))
    assert "IntegrityError" in told
    assert "UMAYA" not in told
