"""The `kith` command line: one thin function per verb, each verb's module loaded when it is called."""

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.errors import KithError
from bot.interpreter import keep_what_is_loaded, reckon_on_one_thread

REFUSED = 1
INTERRUPTED = 130

EXIT_CODES = """\
Exit codes: 0 done; 1 refused, with the reason in one sentence; 2 wrong usage; 130 interrupted."""

kith = typer.Typer(
    help="Who helps whom, and through whom you can reach the person you need.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
replay = typer.Typer(help="Go through an export in the order of time and measure Kith on it.", no_args_is_help=True)
kith.add_typer(replay, name="replay")
key = typer.Typer(help="The keys that encrypt the tokens of workspaces that install Kith.", no_args_is_help=True)
kith.add_typer(key, name="key")

Team = Annotated[str, typer.Option(help="The workspace's id; needed only where the database holds several.")]


def main() -> None:
    """Run the command line."""
    try:
        kith()
    except KithError as error:
        sys.stderr.write(f"kith: {error}\n")
        sys.exit(REFUSED)


@kith.callback(invoke_without_command=True)
def _kith(
    show_version: Annotated[bool, typer.Option("--version", help="Print Kith's version.", is_eager=True)] = False,
) -> None:
    if show_version:
        typer.echo(f"kith {version('kith')}")
        raise typer.Exit


@kith.command(
    epilog="Reads SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET) from the environment or .env."
)
def run() -> None:
    """Run the bot: listen to Slack, answer, post digests. Stops on Ctrl-C."""
    _verb("running", "run")


@kith.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its files; emptied each time.")] = Path(".demo"),
    port: Annotated[int, typer.Option(help="Port of the chat page; the next free one when it is in use.")] = 3456,
    terminal: Annotated[
        bool, typer.Option("--terminal", help="Answer in the terminal, without the chat page.")
    ] = False,
) -> None:
    """Show what Kith does, on a sample company of about forty people. Needs no Slack.

    Opens a Slack workspace on this machine, with a page to chat in, and runs Kith in it until Ctrl-C.
    """
    if terminal:
        _verb("demo", "in_the_terminal", folder)
    else:
        _verb("demo", "in_the_playground", folder, port)


@kith.command("import", epilog="Examples: kith import export.zip   |   kith import 'Acme export/' --team T024BE7LD")
def import_(
    export: Annotated[Path, typer.Argument(help="The export as Slack made it: a zip, or the folder in it.")],
    team: Annotated[
        str, typer.Option(help="The workspace's id; by default what the export says, or the only one.")
    ] = "",
) -> None:
    """Read a Slack export: who helped whom, about what. Direct messages are left out; text is not kept.

    Reading an export again, or after an interruption, changes nothing that is there already.
    """
    _verb("importing", "import_export", export, team)


@kith.command(epilog="Example: kith ask 'who can help with terraform state locks?' --as ingrid --channel infra")
def ask(
    question: Annotated[str, typer.Argument(help="What you would ask a colleague.")],
    asker: Annotated[str, typer.Option("--as", help="Who asks: a name, @name or id.", metavar="USER")],
    channel: Annotated[
        str, typer.Option(help="Ask in this channel: only what all of its members may see counts.")
    ] = "",
    at: Annotated[
        str, typer.Option(help="The clock of the answer, such as 2024-01-31T09:00 (UTC).", metavar="WHEN")
    ] = "",
    team: Team = "",
) -> None:
    """Ask who can help, and through whom, as somebody in the workspace."""
    _verb("asking", "ask", question, asker, channel, at, team)


@kith.command(epilog="Example: kith digest --preview general")
def digest(
    preview: Annotated[str, typer.Option(help="The channel whose digest to print.", metavar="CHANNEL")],
    at: Annotated[
        str, typer.Option(help="The clock of the digest, such as 2024-01-31T09:00 (UTC).", metavar="WHEN")
    ] = "",
    team: Team = "",
) -> None:
    """Print a channel's digest as it would be posted now. Posts nothing."""
    _verb("digests", "preview", preview, at, team)


@replay.command("topics", epilog="Example: kith replay topics export.zip --out topics.jsonl")
def replay_topics(
    export: Annotated[Path, typer.Argument(help="The export as Slack made it: a zip, or the folder in it.")],
    out: Annotated[Path, typer.Option(help="Where to write one JSON line for each week.")],
) -> None:
    """Find the emerging topics of each week of an export, from what was said until its Sunday."""
    _verb("topics", "replay_topics", export, out)


@kith.command(epilog="Example: kith contacts people.csv --as ingrid")
def contacts(
    file: Annotated[Path, typer.Argument(help="A CSV file with a line of column names, or vCards.")],
    introducer: Annotated[
        str, typer.Option("--as", help="Who knows them, where the file does not say: a name or id.", metavar="USER")
    ] = "",
    team: Team = "",
) -> None:
    """Import people outside whom somebody here knows: name, organisation, topics, how_well, note, introducer.

    Each contact belongs to who knows it; nobody else is ever shown who it is.
    """
    _verb("contacts", "import_contacts", file, introducer, team)


@kith.command(epilog="Example: kith forget @ingrid")
def forget(
    user: Annotated[str, typer.Argument(help="Whom to forget: a name, @name or id.", metavar="USER")],
    team: Team = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Erase everything about a person, for good: later imports and deliveries do not bring them back."""
    _verb("forgetting", "forget", user, team, yes)


@kith.command()
def doctor() -> None:
    """Check the settings, the database and the app's scopes, and say what to do about each fault."""
    _verb("doctor", "doctor")


@kith.command(epilog="Example: kith migrate --to postgresql://kith@db.example.com/kith")
def migrate(
    to: Annotated[
        str, typer.Option(help="Move the store into this database, which is empty. Stop Kith first.", metavar="URL")
    ] = "",
) -> None:
    """Bring the database to this version's schema. Safe to run twice, and by several processes at once.

    With --to, everything is copied from SQLite to PostgreSQL, or back, and counted; an interrupted move goes on where
    it stopped. The old database stays as it is. PGPASSWORD keeps a password off the command line.
    """
    if to:
        _verb("migrating", "move_store", to)
    else:
        _verb("migrating", "migrate_database")


Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")]


@kith.command(epilog="Example: kith backup kith-2026-11-24.backup")
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the backup.")],
    overwrite: Overwrite = False,
) -> None:
    """Write the whole store into one file, and check it. Kith may go on running.

    PostgreSQL is backed up with its own pg_dump, which must be installed.
    """
    _verb("backups", "back_up", file, overwrite)


@kith.command(epilog="Example: kith restore kith-2026-11-24.backup")
def restore(
    file: Annotated[Path, typer.Argument(help="A file that kith backup wrote.")],
    overwrite: Overwrite = False,
) -> None:
    """Make the store what it was when a backup was written. Stop Kith first.

    The backup is checked before anything changes. Whoever was erased since then is erased again.
    """
    _verb("backups", "restore", file, overwrite)


@replay.command(
    epilog="Example: kith replay rank export.zip --questions questions.jsonl --out ranked.jsonl --no-channel"
)
def rank(
    export: Annotated[Path, typer.Argument(help="The export as Slack made it: a zip, or the folder in it.")],
    questions: Annotated[
        Path, typer.Option(help="The questions to rank: JSON lines with question_ts and channel (its name).")
    ],
    out: Annotated[Path, typer.Option(help="Where to write, per question, whom Kith would have named, best first.")],
    channel: Annotated[bool, typer.Option(help="Tell the ranking where the question was asked.")] = True,
    spread: Annotated[bool, typer.Option(help="Let people who were named often of late fall back.")] = True,
) -> None:
    """Rank questions of an export, each from what was visible strictly before it. Touches no other database."""
    _verb("replaying", "rank", export, questions, out, channel, spread)


@key.command("new")
def new_key() -> None:
    """Print a new key. Put it first in KITH_ENCRYPTION_KEYS, leave the others behind it."""
    _verb("keys", "new_key")


@key.command("rotate")
def rotate_keys() -> None:
    """Encrypt all tokens with the first of KITH_ENCRYPTION_KEYS: the others are needless from then on."""
    _verb("keys", "rotate_keys")


def _verb(module: str, name: str, *arguments: object) -> None:
    """Load a verb and call it; a Ctrl-C ends it without a word."""
    try:
        _loaded(module, name)(*arguments)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def _loaded(module: str, name: str) -> Callable[..., None]:
    """A verb's function; nothing is looked through for garbage meanwhile, which takes time and finds none."""
    reckon_on_one_thread()
    gc.disable()
    verb: Callable[..., None] = getattr(import_module(f"bot.cli.{module}"), name)
    keep_what_is_loaded()
    gc.enable()
    return verb


if __name__ == "__main__":
    main()
