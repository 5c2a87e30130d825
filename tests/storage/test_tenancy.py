"""Every table and every query leads with the team; the watch that all tests run under would see one that does not."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Index, Table, UniqueConstraint, delete, exists, or_, select, update
from sqlalchemy.orm import aliased

from storage.models import AskRow, MessageRow, PersonRow, Row, SuggestionRow
from storage.unit_of_work import SqlStore
from tests.tenancy import TenancyWatch, unheld

OF_NO_TEAM = {"slack_oauth_states"}
ACROSS_TEAMS = {"ix_outbox_done_at_due_at"}
"""The index by which the sender finds what is due, whoever it is for."""

OTHER = aliased(MessageRow)
HERE = MessageRow.team_id == "T1"


def keys_of(table: Table) -> Sequence[Sequence[str]]:
    """The columns of the primary key, unless rows are counted, and of every unique constraint and index."""
    primary = [column.name for column in table.primary_key]
    found = [] if primary == ["id"] else [primary]
    found += [[column.name for column in one.columns] for one in table.constraints if isinstance(one, UniqueConstraint)]
    return found + [_columns(index) for index in table.indexes if index.name not in ACROSS_TEAMS]


def _columns(index: Index) -> list[str]:
    return [column.name for column in index.columns]


@pytest.mark.parametrize("table", Row.metadata.sorted_tables, ids=str)
def test_every_key_and_index_leads_with_the_team(table: Table) -> None:
    if table.name in OF_NO_TEAM:
        assert "team_id" not in table.c
        return
    keys = keys_of(table)
    assert keys
    assert all(columns[0] == "team_id" for columns in keys)


@pytest.mark.parametrize(
    "statement",
    [
        select(MessageRow).where(HERE),
        select(MessageRow, PersonRow).join(PersonRow, PersonRow.team_id == MessageRow.team_id).where(HERE),
        select(MessageRow).join(OTHER, OTHER.team_id == MessageRow.team_id).where(OTHER.team_id == "T1"),
        select(MessageRow.ts).where(HERE, exists().where(PersonRow.team_id == MessageRow.team_id)),
        update(MessageRow).where(HERE).values(terms=()),
        delete(SuggestionRow).where(
            SuggestionRow.team_id == "T1", SuggestionRow.ask_id.in_(select(AskRow.id).where(AskRow.team_id == "T1"))
        ),
    ],
    ids=str,
)
def test_a_statement_about_one_team_is_let_through(statement: Any) -> None:
    assert unheld(statement) == set()


@pytest.mark.parametrize(
    ("statement", "open_tables"),
    [
        (select(MessageRow), {"messages"}),
        (select(MessageRow).where(MessageRow.author_id == "U1"), {"messages"}),
        (select(MessageRow).where(or_(HERE, MessageRow.author_id == "U1")), {"messages"}),
        (select(MessageRow).where(MessageRow.team_id != "T1"), {"messages"}),
        (
            select(MessageRow, PersonRow).join(PersonRow, PersonRow.person_id == MessageRow.author_id).where(HERE),
            {"people"},
        ),
        (select(MessageRow.ts).where(HERE, exists().where(PersonRow.person_id == "U1")), {"people"}),
        (select(MessageRow).join(PersonRow, PersonRow.team_id == MessageRow.team_id), {"messages", "people"}),
        (
            delete(SuggestionRow).where(SuggestionRow.team_id == "T1", SuggestionRow.ask_id.in_(select(AskRow.id))),
            {"asks"},
        ),
        (update(PersonRow).values(name=""), {"people"}),
        (delete(PersonRow), {"people"}),
    ],
    ids=lambda given: ", ".join(sorted(given)) if isinstance(given, set) else str(given),
)
def test_a_statement_that_leaves_the_team_open_is_seen(statement: Any, open_tables: set[str]) -> None:
    assert unheld(statement) == open_tables


def test_an_alias_without_its_team_is_seen() -> None:
    (name,) = unheld(select(MessageRow).join(OTHER, OTHER.ts == MessageRow.ts).where(HERE))
    assert "messages" in name or name.startswith("%")


def test_the_watch_sees_what_sessions_execute(sqlite_store: SqlStore, tenancy_watch: TenancyWatch) -> None:
    with sqlite_store.reading("T1") as work:
        work.people.all()
        assert tenancy_watch.violations == []
        work.session.scalars(select(PersonRow)).all()
        work.session.execute(select(PersonRow.name).where(PersonRow.person_id == "U1"))
    seen, tenancy_watch.violations = tenancy_watch.violations, []
    assert len(seen) == 2
