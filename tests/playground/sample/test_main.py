import csv
import json
from pathlib import Path

import pytest

from playground.sample.__main__ import main
from playground.sample.people import cast

ARGUMENTS = ["--until", "2026-11-23"]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


def test_the_same_seed_writes_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("again", "1"), ("other", "2")):
        assert main([str(tmp_path / name), "--seed", seed, *ARGUMENTS]) == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "again")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    assert main([str(tmp_path), *ARGUMENTS]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert contents(tmp_path) == {"mine.txt": b"keep"}


def test_a_day_in_the_week_counts_as_its_monday(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "out"), "--until", "2026-11-26"]) == 0
    assert "until Monday 23 November 2026 07:30 UTC" in capsys.readouterr().out
    assert json.loads((tmp_path / "out" / "story.json").read_text())["ends_at"] == "2026-11-23T07:30:00+00:00"


def test_contacts_come_as_csv_and_as_vcards(tmp_path: Path) -> None:
    main([str(tmp_path / "out"), *ARGUMENTS])
    with (tmp_path / "out" / "extras" / "contacts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["introducer"] for row in rows} <= {person.email for person in cast().values()}
    assert {row["how_well"] for row in rows} == {"met", "known", "well"}
    cards = (tmp_path / "out" / "extras" / "contacts.vcf").read_bytes()
    assert cards.count(b"BEGIN:VCARD\r\n") == cards.count(b"END:VCARD\r\n") == 3
