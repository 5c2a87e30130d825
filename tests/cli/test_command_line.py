import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import Kith
from tests.exports import message, user, write_export

VERBS = ["run", "demo", "import", "ask", "contacts", "digest", "forget", "doctor", "migrate", "backup", "restore"]
HEAVY = ("matplotlib", "slack_bolt", "slack_sdk", "apscheduler", "aiohttp", "wordfreq", "numpy", "sqlalchemy")


def test_help_names_every_verb_and_the_exit_codes(run_kith: Kith) -> None:
    code, out, _ = run_kith("--help")
    assert code == 0
    assert all(f" {verb} " in out for verb in VERBS)
    assert "Exit codes: 0" in out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(run_kith: Kith, verb: str) -> None:
    code, out, _ = run_kith(verb, "--help")
    assert code == 0
    assert f"kith {verb}" in out.replace("__main__.py", "kith")


def test_help_loads_nothing_that_it_does_not_need() -> None:
    script = (
        "import sys; sys.argv = ['kith', '--help']\n"
        "from bot.__main__ import main\n"
        "try: main()\n"
        f"except SystemExit: print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "loaded: []"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads as Linux shows them")
def test_no_thread_is_started_to_multiply_matrices() -> None:
    script = (
        "import os, sys; sys.argv = ['kith', 'key', 'new']\n"
        "from bot.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: import numpy; print('threads:', len(os.listdir('/proc/self/task')))"
    )
    ours = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=ours).stdout
    assert out.splitlines()[-1] == "threads: 1"


def test_the_version_is_the_packages(run_kith: Kith) -> None:
    assert run_kith("--version")[1].startswith("kith 0.")


def test_wrong_usage_leaves_with_2(run_kith: Kith) -> None:
    code, _, err = run_kith("ask")
    assert code == 2
    assert "Missing" in err


def test_a_refusal_is_one_sentence_without_a_traceback(run_kith: Kith) -> None:
    assert run_kith("import", "nowhere.zip") == (1, "", "kith: nowhere.zip does not exist.\n")


def test_a_database_that_cannot_be_opened_is_a_refusal(
    run_kith: Kith, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KITH_DATABASE_URL", f"sqlite:///{tmp_path}/no/such/folder/kith.sqlite")
    code, _, err = run_kith("migrate")
    assert code == 1
    assert "cannot be used: unable to open database file." in err
    assert err.count("\n") == 1


def test_a_file_that_is_no_database_is_a_refusal(run_kith: Kith, tmp_path: Path) -> None:
    (tmp_path / "kith.sqlite").write_bytes(b"this is a letter to my aunt, and no database" * 50)
    code, _, err = run_kith("migrate")
    assert (code, err.count("\n")) == (1, 1)
    assert "file is not a database" in err


def test_migrating_twice_is_fine(run_kith: Kith) -> None:
    assert [run_kith("migrate")[0] for _ in range(2)] == [0, 0]


def test_an_import_tells_what_it_read_and_what_was_new(run_kith: Kith, tmp_path: Path) -> None:
    messages = [message("1706702400.000100", "UANA", "hi"), {"odd": True}]
    export = write_export(tmp_path / "export", {"general/2024-01-31": messages})
    code, out, _ = run_kith("import", export)
    assert code == 0
    assert "1 messages of 3 people in 2 channels read, 1 of them new." in out
    assert "Skipped 1 × a message without a usable ts." in out
    assert "0 of them new" in run_kith("import", export)[1]


def test_an_import_that_stops_says_what_to_do(run_kith: Kith, tmp_path: Path) -> None:
    export = write_export(tmp_path / "export", {"general/2024-01-31": []})
    (export / "general/2024-01-31.json").write_text("{")
    code, _, err = run_kith("import", export)
    assert code == 1
    assert "general/2024-01-31.json" in err
    assert "mend it and import again" in err


def test_an_import_goes_to_the_workspace_that_the_export_names(run_kith: Kith, tmp_path: Path) -> None:
    ours = write_export(tmp_path / "ours", users=[user("UANA", team_id="T0OURS")])
    run_kith("import", ours)
    run_kith("import", ours, "--team", "T0OTHER")
    assert "choose with --team: T0OTHER, T0OURS" in run_kith("forget", "ana", "--yes")[2]


def test_an_interrupted_verb_leaves_quietly(run_kith: Kith, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.cli.migrating.migrate_database", interrupted)
    assert run_kith("migrate") == (130, "", "")


def test_a_person_forgotten_is_not_brought_back_by_an_import(run_kith: Kith, tmp_path: Path) -> None:
    messages = [
        message("1706702400.000100", "UANA", "thanks <@UBEN>!"),
        message("1706702500.000100", "UBEN", "sure"),
    ]
    export = write_export(tmp_path / "export", {"general/2024-01-31": messages})
    run_kith("import", export)
    code, out, _ = run_kith("forget", "@ben", "--yes")
    assert (code, out.startswith("Ben is forgotten: ")) == (0, True)
    assert "0 helps found" in run_kith("import", export)[1]
    assert "Nobody here is called ben" in run_kith("forget", "ben", "--yes")[2]


def test_nobody_is_forgotten_without_a_yes(run_kith: Kith, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_kith("import", write_export(tmp_path / "export"))
    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    assert run_kith("forget", "ben")[0] == 1
    assert "is forgotten" in run_kith("forget", "ben", "--yes")[1]
