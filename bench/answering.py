"""Whom the ranking names first, against who answered: an export replayed once, scored beside the channel's habit.

All questions are ranked, as `kith replay rank` does, so that all load somebody. Scored are those of the second half, by
time, that named nobody. QUESTIONS are JSON lines with `question_ts`, `channel` (its name), `asker`, `helpers` (ids) and
`addressed`.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from matplotlib.figure import Figure

from bench.reporting import Report, Table
from bench.scoring import Asked, Scores, first_hit, habits_at, log_loss, reliability, score
from bot.domain.events import MessagePosted
from bot.domain.messages import MessageKey
from bot.services.exports import Export, messages_in_order, open_export
from bot.services.ranking import LearnedRanker
from bot.services.replaying import Ranked, RankReplay, Way
from storage.engine import open_engine
from storage.migrating import migrate
from storage.unit_of_work import SqlStore

SHOWN, UNSPREAD, ANYWHERE = "as shown", "not spread", "channel not told"
OTHERS = {UNSPREAD: Way(LearnedRanker(spreads=False)), ANYWHERE: Way(LearnedRanker(), channels=False)}

Bin = tuple[int, float, float]

FEW = 5
"""Of fewer questions a share says nothing."""


def main(export: Path, questions: Path, plot: Path | None = None) -> Report:
    """Replay, score, and draw the calibration into `plot`. Raises ImportFailed."""
    with open_export(export) as opened:
        rows = _rows(questions)
        ids = {channel.name: channel.id for channel in opened.channels}
        every = [_question(row, ids) for row in rows]
        half = len(rows) // 2
        asked = [one for one, row in zip(every[half:], rows[half:], strict=True) if not row["addressed"]]
        ranked = {one.question: one for one in _replay(opened, [one.key for one in every])}
        posted = (happening for happening in messages_in_order(opened) if isinstance(happening, MessagePosted))
        past = habits_at(posted, asked)
    orders = {SHOWN: {key: one.people for key, one in ranked.items()}}
    orders |= {name: {key: one.others[n] for key, one in ranked.items()} for n, name in enumerate(OTHERS)}
    new = {key: fresh for key, (_, fresh) in past.items()}
    habit = score({key: best for key, (best, _) in past.items()}, asked, new)
    found = {name: score(order, asked, new) for name, order in orders.items()}
    chances, hits = _outcomes(ranked, asked)
    bins = reliability(chances, hits)
    if plot:
        _draw(bins, plot)
    return Report("Ranking", __doc__ or "", [_scored(habit, found), _calibrated(bins, log_loss(chances, hits))])


def _rows(path: Path) -> list[dict[str, Any]]:
    """All questions, in the order of time."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return sorted(rows, key=lambda row: float(row["question_ts"]))


def _question(row: Mapping[str, Any], ids: Mapping[str, str]) -> Asked:
    key = MessageKey(ids.get(row["channel"], row["channel"]), row["question_ts"])
    return Asked(key, row["asker"], frozenset(row["helpers"]))


def _replay(export: Export, keys: Sequence[MessageKey]) -> list[Ranked]:
    with TemporaryDirectory(prefix="kith-bench-") as folder:
        engine = open_engine(f"sqlite:///{folder}/bench.sqlite")
        migrate(engine)
        replay = RankReplay(SqlStore(engine), Way(LearnedRanker()), others=tuple(OTHERS.values()))
        found = list(replay.run(export, keys))
        engine.dispose()
    return found


def _outcomes(ranked: Mapping[MessageKey, Ranked], asked: Sequence[Asked]) -> tuple[list[float], list[bool]]:
    """How likely the ranking held that one of the first five answers, and whether one did."""
    known = [one for one in asked if one.key in ranked]
    hits = [0 < first_hit(ranked[one.key].people, one) <= 5 for one in known]
    return [ranked[one.key].chance for one in known], hits


def _scored(habit: Scores, found: Mapping[str, Scores]) -> Table:
    shown, unspread = found[SHOWN], found[UNSPREAD]
    base = {SHOWN: habit, UNSPREAD: habit, ANYWHERE: shown}
    rows = [["the channel's habit", *_row(habit), "1.00"]]
    rows += [[name, *_row(one), f"{one.mrr / base[name].mrr:.2f}"] for name, one in found.items()]
    title = (
        f"{shown.questions} questions. Ratio: MRR to the habit's; where the channel is not told, to the one told. "
        f"Spreading: {shown.busiest / unspread.busiest - 1:+.0%} busiest, {shown.hit3 - unspread.hit3:+.3f} hit@3"
    )
    return Table(title, ["", "MRR", "hit@3", "hit@5", "busiest three", "newcomers", "ratio"], rows)


def _row(one: Scores) -> list[str]:
    return [f"{value:.3f}" for value in (one.mrr, one.hit3, one.hit5, one.busiest, one.newcomers)]


def _calibrated(bins: Sequence[Bin], loss: float) -> Table:
    rows = [[f"{chance:.2f}", f"{hits:.2f}", str(count)] for count, chance, hits in bins]
    title = f"How sure, and how often right: one of the first five answered (log-loss {loss:.3f})"
    return Table(title, ["chance", "share", "questions"], rows)


def _draw(bins: Sequence[Bin], path: Path) -> None:
    """The reliability diagram; a point's area is the number of its questions, and a few questions make none."""
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    counts, chances, hits = zip(*(one for one in bins if one[0] >= FEW), strict=True)
    axes.scatter(chances, hits, s=[600 * count / max(counts) + 8 for count in counts], color="#3b6ea5", alpha=0.8)
    axes.plot(chances, hits, color="#3b6ea5", linewidth=1)
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.set_xlabel("chance given that one of the first five answers")
    axes.set_ylabel("share of questions where one did")
    figure.savefig(path, dpi=120)
