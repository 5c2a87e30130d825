"""The command line as its user runs it, in a folder of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main

Kith = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run_kith(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kith:
    """Runs `kith` with the given words; returns the exit code and what it printed and complained."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("KITH_MONITOR_PORT", "0")
    monkeypatch.setenv("KITH_DATABASE_URL", f"sqlite:///{tmp_path}/kith.sqlite")

    def run(*words: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["kith", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return run
