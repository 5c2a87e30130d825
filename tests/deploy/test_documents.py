"""What the documents say of commands, settings and metrics is so."""

import re
from itertools import takewhile
from pathlib import Path

import pytest

from bot.domain.outbox import Backlog
from bot.monitoring.metrics import Metrics
from bot.settings import Settings
from storage.models import Row
from tests.deploy.commands import VERBS
from tests.fakes import FakeClock

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "deploy").iterdir()]
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
CALLED = re.compile(r"(?:(?<![/@\w])|(?<=bin/))kith ([a-z][^&|]*)")
"""Kith called in a shell, not in Slack."""


def commands(document: Path) -> list[str]:
    """What stands after "kith" in code."""
    text = document.read_text(encoding="utf-8")
    code = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^    (.+)$", text, re.MULTILINE)
    return [words for line in code for words in CALLED.findall(line)]


def verb_of(words: list[str]) -> str:
    """The verb, of one word or two."""
    return next(name for name in (" ".join(words[:2]), words[0], "?") if name in VERBS or name == "?")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_command_that_is_named_exists_with_its_options(document: Path) -> None:
    for command in commands(document):
        words = command.split()
        verb = verb_of(words)
        assert verb != "?", f"kith {command}"
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= VERBS[verb], f"kith {command}"


def test_commands_are_found_where_there_are_some() -> None:
    assert "backup before-upgrade.backup" in commands(ROOT / "docs" / "operating.md")
    assert verb_of(["migrate", "--to"]) == "migrate"
    assert verb_of(["replay", "topics"]) == "replay topics"
    assert verb_of(["fly"]) == "?"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_setting_that_is_named_exists(document: Path) -> None:
    named = re.findall(r"\b(?:KITH|SLACK)_[A-Z_]+\b", document.read_text(encoding="utf-8"))
    others = {"KITH_TEST_DATABASE", "KITH_REQUIRE_BROWSER"}
    assert set(named) - others <= {name.upper() for name in Settings.model_fields}


def exposed() -> set[str]:
    """The names of all metrics of Kith's own, as they are asked for."""
    metrics = Metrics()
    metrics.watch_backlog(lambda: Backlog(0, 0, FakeClock()() - FakeClock()()))
    suffix = {"counter": "_total", "info": "_info"}
    families = [family for family in metrics.registry.collect() if family.name.startswith("kith_")]
    return {f"{family.name}{suffix.get(family.type, '')}" for family in families}


def test_every_metric_is_documented_and_every_documented_one_exists() -> None:
    table = "\n".join(line for line in OPERATING.splitlines() if line.startswith("| `kith_"))
    assert set(re.findall(r"`(kith_\w+)`", table)) == exposed()


def test_alerts_are_about_metrics_that_exist() -> None:
    alerts = takewhile(str.strip, OPERATING.partition("Worth an alert:\n\n")[2].splitlines())
    named = {name.removesuffix("_bucket") for line in alerts for name in re.findall(r"kith_\w+", line)}
    assert len(named) == 5
    assert named <= exposed()


def test_the_tables_that_a_distributed_database_must_have_changed_are_named() -> None:
    sentence = re.search(r"keyed by a number alone: ([^.]*)\.", OPERATING)
    assert sentence
    keyed = {table.name for table in Row.metadata.sorted_tables if next(iter(table.primary_key)).name != "team_id"}
    assert set(re.findall(r"`(\w+)`", sentence[1])) == keyed


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", OPERATING))
def test_links_lead_somewhere(link: str) -> None:
    assert link.startswith("https://") or (ROOT / "docs" / link).exists()
