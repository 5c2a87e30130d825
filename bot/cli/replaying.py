"""`kith replay`: an export gone through in the order of time, to measure Kith on it."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import track

from bot.app import open_store
from bot.domain.errors import ImportFailed
from bot.domain.messages import MessageKey
from bot.services.exports import Export, open_export
from bot.services.ranking import LearnedRanker
from bot.services.replaying import RankReplay, Way
from bot.settings import Settings


def rank(path: Path, questions: Path, out: Path, channels: bool, spreads: bool) -> None:
    """Rank the questions of an export and write down whom Kith would have named. Raises KithError."""
    console = Console(stderr=True)
    with open_export(path) as export, TemporaryDirectory(prefix="kith-replay-") as folder:
        names = {channel.id: channel.name for channel in export.channels}
        keys = _questions(questions, export)
        settings = Settings(kith_database_url=f"sqlite:///{folder}/replay.sqlite")
        with open_store(settings) as store, out.open("w", encoding="utf-8") as file:
            replay = RankReplay(store, Way(LearnedRanker(spreads), channels))
            for ranked in track(replay.run(export, keys), "Ranking", len(keys), console=console, transient=True):
                file.write(_line(ranked.question, names, ranked.people) + "\n")


def _questions(path: Path, export: Export) -> list[MessageKey]:
    """The questions of a file of JSON lines, by channel id. Raises ImportFailed."""
    ids = {channel.name: channel.id for channel in export.channels}
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [MessageKey(ids.get(row["channel"], row["channel"]), row["question_ts"]) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ImportFailed(f"{path} holds no JSON lines with question_ts and channel.") from error


def _line(question: MessageKey, names: Mapping[str, str], people: tuple[str, ...]) -> str:
    return json.dumps(
        {"question_ts": question.ts, "channel": names.get(question.channel, question.channel), "ranked": people}
    )
