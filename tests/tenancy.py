"""Watches every statement of a session: is each table that it reads or writes held to one workspace?"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Delete, Update
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList, ColumnClause, Grouping
from sqlalchemy.sql.selectable import Join, Select

from storage.engine import ACROSS_TEAMS
from storage.tenancy import TENANTS_TABLES

Name = str
VALUE = ":"
"""Stands among the names for a value that a statement is given."""


class TenancyWatch:
    """Notes the statements that read or write a table without saying whose rows."""

    def __init__(self) -> None:
        self.violations: list[str] = []
        self._known: dict[Any, set[Name]] = {}

    def __call__(self, state: ORMExecuteState) -> None:
        """Look at a statement before it is executed: a listener to `do_orm_execute`."""
        if state.execution_options.get(ACROSS_TEAMS):
            return
        if state.is_insert:
            given = state.parameters if isinstance(state.parameters, list) else [state.parameters]
            open_tables = set() if all("team_id" in (one or {}) for one in given) else {"the rows inserted"}
        else:
            open_tables = self._unheld(state.statement)
        if open_tables:
            self.violations.append(f"{', '.join(sorted(open_tables))} of every team in: {state.statement}")

    def _unheld(self, statement: Any) -> set[Name]:
        """As `unheld`, worked out once for all statements that differ in values alone."""
        key = statement._generate_cache_key()
        if key is None:
            return unheld(statement)
        if key.key not in self._known:
            self._known[key.key] = unheld(statement)
        return self._known[key.key]


def unheld(statement: Any) -> set[Name]:
    """The tables of a statement whose `team_id` follows from none of its conditions."""
    pairs, held = list(equalities(statement)), {VALUE}
    while grown := {other for pair in pairs if held & set(pair) for other in pair} - held:
        held |= grown
    return {table for table in tables(statement) if table not in held}


def tables(statement: Any) -> set[Name]:
    """The tables, and aliases of tables, in which rows of workspaces are looked for, at any depth."""
    owned = set(TENANTS_TABLES)
    return {str(one.name) for one in _sources(statement) if getattr(one, "element", one) in owned}


def _sources(statement: Any) -> Iterator[Any]:
    for element in visitors.iterate(statement):
        if isinstance(element, Select):
            yield from (leaf for whole in element.get_final_froms() for leaf in _leaves(whole))
        elif isinstance(element, Update | Delete):
            yield element.table


def _leaves(source: Any) -> Iterator[Any]:
    if isinstance(source, Join):
        yield from (*_leaves(source.left), *_leaves(source.right))
    else:
        yield source


def equalities(statement: Any) -> Iterator[tuple[Name, Name]]:
    """What the conditions, at any depth, hold to be one: the teams of two tables, or a table's and a value's."""
    for condition in _conditions(statement):
        for part in _parts(condition):
            if isinstance(part, BinaryExpression) and part.operator is operators.eq:
                sides = _side(part.left), _side(part.right)
                if all(sides):
                    yield sides


def _conditions(statement: Any) -> Iterator[Any]:
    for element in visitors.iterate(statement):
        yield getattr(element, "whereclause", None)
        if isinstance(element, Select):
            joins = (one for whole in element.get_final_froms() for one in visitors.iterate(whole))
            yield from (join.onclause for join in joins if isinstance(join, Join))


def _parts(condition: Any) -> Iterator[Any]:
    """What must all be true."""
    if isinstance(condition, Grouping):
        yield from _parts(condition.element)
    elif isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
        for part in condition.clauses:
            yield from _parts(part)
    elif condition is not None:
        yield condition


def _side(side: Any) -> Name:
    """A value, or the table whose team this is; "" for anything else."""
    if isinstance(side, BindParameter):
        return VALUE
    is_team = isinstance(side, ColumnClause) and side.key == "team_id" and side.table is not None
    return str(side.table.name) if is_team else ""
