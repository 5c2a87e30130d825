"""What people write reaches the database as values alone, and comes back as it was written."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from bot.domain.asks import Ask
from bot.domain.consent import Choice, topics_from
from bot.domain.events import MessagePosted
from bot.services.recording import HelpRecorder
from bot.services.suite import Services
from storage.models import Row
from storage.unit_of_work import SqlStore
from tests.hostile.conftest import TEAM
from tests.hostile.made import AT
from tests.hostile.payloads import contact

ROOT = Path(__file__).parents[2]
RAW = {"text", "exec_driver_sql", "literal_column"}
INJECTIONS = (
    "'; DROP TABLE helps; --",
    '"; DELETE FROM people WHERE "1"="1',
    "' OR '1'='1",
    "') UNION SELECT token FROM installations --",
    "%(name)s %s ? :name $1 \\",
    "\\'; SELECT pg_sleep(9); --",
    "kafka% _ [a-z]* NEAR(kafka) OR kafka:*",
)
WORDS = st.one_of(
    st.sampled_from(INJECTIONS), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(words=WORDS)
def test_no_words_are_taken_for_sql(store: SqlStore, services: Services, words: str) -> None:
    tables = set(inspect(store.engine).get_table_names())
    ask = Ask(f"C1:{len(words)}:{words}"[:100], "U1", words, "C1", AT)
    known = replace(contact(), identity=replace(contact().identity, name=words[:100] or "-", note=words), id=0)
    with store.writing(TEAM) as work:
        kept, _ = work.asks.put(ask)
        number = work.contacts.put("U1", known)
        work.choices.put("U1", Choice(never=topics_from(words)))
        work.settings.set("probe", words)
    HelpRecorder(store).record(TEAM, [MessagePosted("C1", "1795000000.000009", "U2", f"How do I {words} kafka?")])
    services.asking.answer(TEAM, replace(ask, id=kept.id))
    with store.reading(TEAM) as work:
        read, own = work.asks.get(kept.id), work.contacts.own("U1", number)
        assert read is not None
        assert own is not None
        assert (read.text, own.identity.note, work.settings.get("probe")) == (words, words, words)
        assert work.choices.of(["U1"]).of("U1").never == topics_from(words)
    assert (
        set(inspect(store.engine).get_table_names()) == tables >= {table.name for table in Row.metadata.sorted_tables}
    )


def raw_sql(source: Path) -> Iterator[ast.Call]:
    """The calls that hand SQL to the database as it is written."""
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in RAW and node.args:
                yield node


def is_written_down(sql: ast.expr) -> bool:
    """Whether SQL stands in the source, put together of constants of the program alone."""
    if isinstance(sql, ast.IfExp):
        return is_written_down(sql.body) and is_written_down(sql.orelse)
    if isinstance(sql, ast.JoinedStr):
        inside = [part.value for part in sql.values if isinstance(part, ast.FormattedValue)]
        return all(isinstance(name, ast.Name) and name.id.isupper() for name in inside)
    return isinstance(sql, ast.Constant)


@pytest.mark.parametrize("source", sorted((ROOT / "storage").glob("*.py")), ids=lambda source: source.name)
def test_no_sql_is_put_together_of_values(source: Path) -> None:
    """Two modules put it together of our tables' names: one itself, one by SQLAlchemy's compiler."""
    ours = {"moving.py": {"highest", "names"}, "upsert.py": {"self"}}.get(source.name, set())
    for call in raw_sql(source):
        names = {node.id for node in ast.walk(call.args[0]) if isinstance(node, ast.Name)}
        assert is_written_down(call.args[0]) or names <= ours, ast.unparse(call)
