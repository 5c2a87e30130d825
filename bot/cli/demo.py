"""`kith demo`: what Kith is for, shown on a sample company, in the terminal."""

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from bot.app import open_store
from bot.cli.answers import print_answer
from bot.cli.asking import answered, question_from
from bot.cli.importing import import_into, report, workspace_of
from bot.domain.errors import KithError
from bot.services.exports import open_export
from bot.services.ports import Store
from bot.settings import Settings


def demo(folder: Path) -> None:
    """Make the sample workspace, import it and show what Kith makes of it. Raises KithError."""
    console = Console(highlight=False)
    database = f"sqlite:///{folder}/kith.sqlite"
    story = make_workspace(folder)
    _say(console, f"{story['company']}, a made-up company", "its Slack export, read by Kith:")
    with open_store(Settings(kith_database_url=database)) as store:
        with open_export(folder / "workspace") as export:
            workspace = workspace_of(export, store)
            report(import_into(store, export, workspace, console), console)
        for question in story["questions"]:
            _show(console, store, workspace, question)
    asked = story["questions"][0]
    again = f"KITH_DATABASE_URL={database} kith ask {shlex.quote(asked['question'])} --as {asked['asker_name']}"
    _say(console, "Ask something yourself", again)


def make_workspace(folder: Path) -> Mapping[str, Any]:
    """Write the sample workspace afresh; returns its story. Raises KithError."""
    shutil.rmtree(folder / "workspace", ignore_errors=True)
    for old in folder.glob("kith.sqlite*"):
        old.unlink()
    command = [sys.executable, "-m", "playground.sample", str(folder / "workspace")]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        raise KithError(f"The sample workspace could not be written: {made.stderr.strip() or 'no reason given'}.")
    story: Mapping[str, Any] = json.loads((folder / "workspace" / "story.json").read_text(encoding="utf-8"))
    return story


def _show(console: Console, store: Store, workspace: str, asked: Mapping[str, Any]) -> None:
    _say(console, f"{asked['asker_name']} asks in #{asked['channel']}", asked["question"])
    question = question_from(store, workspace, asked["question"], asked["asker"], asked["channel"], "")
    answer, channels = answered(store, workspace, question)
    print_answer(console, answer, channels, question.at)


def _say(console: Console, who: str, what: str) -> None:
    console.print()
    console.rule(f"[bold]{escape(who)}[/]", align="left", style="dim")
    console.print(escape(what), soft_wrap=True)
    console.print()
