"""`kith demo`: what Kith is for, shown on a sample company, on a page to chat in or in the terminal."""

import json
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from bot.app import open_store
from bot.cli.answers import print_answer
from bot.cli.asking import answered, question_from
from bot.cli.contacts import keep_all
from bot.cli.contacts import report as report_contacts
from bot.cli.importing import import_into, report, workspace_of
from bot.cli.running import serve
from bot.domain.errors import KithError
from bot.services.exports import open_export
from bot.services.ports import Store
from bot.settings import Settings, SlackSettings

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
READY_WITHIN = 60.0


def in_the_terminal(folder: Path) -> None:
    """Make the sample workspace, import it and show what Kith makes of it. Raises KithError."""
    console = Console(highlight=False)
    story = make_workspace(folder)
    workspace = _import(console, folder, story)
    with open_store(_settings(folder)) as store:
        for question in (*story["questions"], story["outside"]):
            _show(console, store, workspace, question)
    asked = story["questions"][0]
    again = (
        f"KITH_DATABASE_URL={_database(folder)} kith ask {shlex.quote(asked['question'])} --as {asked['asker_name']}"
    )
    _say(console, "Ask something yourself", again)


def in_the_playground(folder: Path, port: int) -> None:
    """Run Kith in the sample workspace, on a page to chat in, until Ctrl-C. Raises KithError."""
    console = Console(highlight=False)
    story = make_workspace(folder)
    _import(console, folder, story)
    with playground(folder, port) as environment:
        address = environment["SLACK_API_URL"].removesuffix("/api/")
        _invite(console, address, story)
        serve(
            SlackSettings.model_validate(
                {name.lower(): value for name, value in environment.items()}
                | {
                    "kith_database_url": _database(folder),
                    "kith_clock_url": f"{address}/playground/clock",
                    "kith_log_level": "WARNING",
                    "kith_monitor_port": 0,
                }
            )
        )
    console.print("The demo has ended.")


@contextmanager
def playground(folder: Path, port: int) -> Iterator[Mapping[str, str]]:
    """The sample workspace as a process of its own; gives what an app needs to reach it. Raises KithError."""
    ready = folder / "playground.json"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", "playground", "--port", str(port), "--ready-file", str(ready)]
    command += ["--workspace", str(folder / "workspace"), "--start-after-export", "--bot-channels", "public"]
    command += ["--manifest", str(MANIFEST)]
    with (folder / "playground.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        try:
            yield _awaited(process, ready, folder / "playground.log")
        finally:
            process.terminate()
            process.wait()


def _awaited(process: subprocess.Popen[bytes], ready: Path, log: Path) -> Mapping[str, str]:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        if ready.exists() and (said := ready.read_text(encoding="utf-8")):
            environment: Mapping[str, str] = json.loads(said)
            return environment
        time.sleep(0.1)
    said = log.read_text(encoding="utf-8").strip()
    raise KithError(f"The playground did not start: {said.splitlines()[-1] if said else 'it gave no reason'}.")


def _import(console: Console, folder: Path, story: Mapping[str, Any]) -> str:
    _say(console, f"{story['company']}, a made-up company", "its Slack export, read by Kith:")
    with open_store(_settings(folder)) as store, open_export(folder / "workspace") as export:
        workspace = workspace_of(export, store)
        report(import_into(store, export, workspace, console), console)
        contacts = (folder / "workspace" / "extras" / "contacts.csv").read_bytes()
        report_contacts(console, *keep_all(store, workspace, contacts, "", lambda: datetime.now(UTC)))
    return workspace


def _invite(console: Console, address: str, story: Mapping[str, Any]) -> None:
    asked = story["questions"][0]
    _say(console, "Open", address)
    console.print("Four things to try:")
    console.print(
        f"  1. As {asked['asker_name']}, ask in #{asked['channel']}: [bold]@Kith {escape(asked['question'])}[/]"
    )
    console.print("  2. React with 🙏 to somebody's answer, then look at Kith's Home tab: the help is counted.")
    console.print("  3. Type [bold]/kith digest[/] in #general and have one shown. Subscribe, move the clock at the")
    console.print("     top to next Monday, 09:00, and within a minute that week's digest is there.")
    outside = story["outside"]
    console.print(
        f"  4. As {outside['asker_name']}, ask in #{outside['channel']}: [bold]@Kith {escape(outside['question'])}[/]"
    )
    console.print("     Somebody outside has; ask for an introduction, and answer as the colleague who knows them.")
    console.print("\nCtrl-C ends the demo.\n")


def _database(folder: Path) -> str:
    return f"sqlite:///{folder}/kith.sqlite"


def _settings(folder: Path) -> Settings:
    return Settings(kith_database_url=_database(folder))


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
