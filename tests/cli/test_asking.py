import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.moments import the_moment
from bot.domain.errors import KithError
from tests.cli.conftest import Kith
from tests.exports import channel, message, user, write_export

NEEDLESS = ("matplotlib", "slack_bolt", "slack_sdk", "apscheduler", "alembic")
ASKED, ANSWERED, THANKED = "1706702400.000100", "1706702500.000100", "1706706000.000100"
TERRAFORM = [
    message(ASKED, "UANA", "How do I unlock the terraform state?", thread_ts=ASKED),
    message(ANSWERED, "UBEN", "run force-unlock", thread_ts=ASKED),
    message(THANKED, "UANA", "That worked, thanks!", thread_ts=ASKED),
]
KAFKA = [
    message("1706702401.000100", "UANA", "Who knows why kafka lags?", thread_ts="1706702401.000100"),
    message("1706702501.000100", "UCLEO", "rebalance", thread_ts="1706702401.000100"),
    message("1706706001.000100", "UANA", "thanks <@UCLEO>!", thread_ts="1706702401.000100"),
]
USERS = [
    user("UANA"),
    user("UBEN", tz="Asia/Tokyo", profile={"display_name": "[red]Ben[/]", "title": "SRE"}),
    user("UCLEO"),
    user("UDAN"),
]


@pytest.fixture
def filled(run_kith: Kith, tmp_path: Path) -> Kith:
    """`kith` on a small workspace with a private channel of Ana's and Cleo's."""
    secret = channel("GSEC", "secret", members=["UANA", "UCLEO"])
    days = {"ops/2024-01-31": TERRAFORM, "secret/2024-01-31": KAFKA}
    run_kith("import", write_export(tmp_path / "export", days, USERS, groups=[secret]))
    return run_kith


def test_an_answer_says_who_why_and_through_whom(filled: Kith) -> None:
    code, out, _ = filled("ask", "who knows terraform?", "--as", "@ana")
    assert code == 0
    assert "1. [red]Ben[/] · SRE · Wed 22:00 there" in out
    assert "helped 1 person with terraform, most recently today (see one in #ops, 31 Jan 2024)" in out
    assert "you → [red]Ben[/]: [red]Ben[/] helped you with" in out


def test_the_clock_is_the_last_message_unless_another_is_given(filled: Kith) -> None:
    assert "most recently 29 days ago" in filled("ask", "terraform", "--as", "ana", "--at", "2024-03-01T12:00")[1]
    assert "Nobody here" in filled("ask", "terraform", "--as", "ana", "--at", "2024-01-01")[1]


def test_private_evidence_is_its_members_own(filled: Kith) -> None:
    assert "1. Cleo" in filled("ask", "kafka lag", "--as", "ana")[1]
    assert "1. Cleo" in filled("ask", "kafka lag", "--as", "ana", "--channel", "#secret")[1]
    assert "Nobody here" in filled("ask", "kafka lag", "--as", "dan")[1]
    assert "Cleo" not in filled("ask", "kafka lag", "--as", "ana", "--channel", "ops")[1]


def test_nobody_asks_in_a_private_channel_of_others(filled: Kith) -> None:
    code, out, err = filled("ask", "kafka lag", "--as", "dan", "--channel", "secret")
    assert (code, out) == (1, "")
    assert "Dan is not in #secret" in err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--as", "zoe"], "Nobody here is called zoe"),
        (["--as", "ana", "--channel", "sales"], "There is no channel sales here"),
        (["--as", "ana", "--at", "soon"], "soon is no time"),
        (["--as", "ana", "--team", "T9"], "There is no workspace T9 here"),
    ],
)
def test_what_cannot_be_meant_is_refused(filled: Kith, words: list[str], complaint: str) -> None:
    code, out, err = filled("ask", "terraform", *words)
    assert (code, out) == (1, "")
    assert complaint in err


def test_an_empty_store_says_how_to_fill_it(run_kith: Kith) -> None:
    assert "kith import EXPORT" in run_kith("ask", "terraform", "--as", "ana")[2]


def test_a_time_without_a_zone_is_utc() -> None:
    assert the_moment("2024-01-31T09:00") == the_moment("2024-01-31T10:00+01:00")
    with pytest.raises(KithError, match="is no time"):
        the_moment("31/01/2024")


@pytest.mark.usefixtures("filled")
def test_asking_loads_neither_slack_nor_the_scheduler_nor_charts() -> None:
    script = (
        "import sys; sys.argv = ['kith', 'ask', 'terraform', '--as', 'ana']\n"
        "from bot.__main__ import main\n"
        "try: main()\n"
        f"except SystemExit: print('loaded:', [name for name in {NEEDLESS!r} if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "helped 1 person with terraform" in out
    assert out.splitlines()[-1] == "loaded: []"
