"""The rules that admins decide."""

from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.administration import RULES, Rules, hours_from, reactions_from
from bot.domain.consent import Openness
from bot.domain.people import Person
from bot.domain.working_hours import WorkingHours

HOURS = WorkingHours(time(8, 30), time(16), frozenset({0, 2}))
OTHER = Rules(("bulb",), Openness.ASK_FIRST, 3, True, 5, HOURS, ("C1", "C2"))


def test_rules_go_through_what_is_kept_and_back() -> None:
    assert Rules().with_kept({name: OTHER.kept(name) for name in RULES}) == OTHER


def test_only_what_differs_is_a_change() -> None:
    assert list(OTHER.changes_from(Rules())) == list(RULES)
    assert list(Rules(retention_months=6).changes_from(Rules())) == ["retention_months"]


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("help_reactions", []),
        ("help_reactions", ["two words"]),
        ("help_reactions", ["<!channel>"]),
        ("help_reactions", [f"r{number}" for number in range(21)]),
        ("consent_default", "hidden"),
        ("retention_months", 0),
        ("retention_months", 121),
        ("digest_least_people", 1),
        ("digest_least_people", 51),
        ("excluded_channels", [f"C{number}" for number in range(101)]),
    ],
)
def test_what_cannot_be_a_rule_is_told_in_a_sentence(rule: str, kept: Any) -> None:
    assert list(Rules().with_kept({rule: kept}).faults()) == [rule]


def test_the_rules_of_a_new_workspace_are_sound() -> None:
    assert Rules().faults() == OTHER.faults() == {}


@pytest.mark.parametrize(
    ("opens", "closes", "days"), [("17:00", "09:00", [0]), ("09:00", "17:00", []), ("", "17:00", [0])]
)
def test_working_hours_that_cannot_be_are_refused(opens: str, closes: str, days: list[int]) -> None:
    with pytest.raises(ValueError):
        hours_from(opens, closes, days)


def test_reactions_are_read_as_people_type_them() -> None:
    assert reactions_from(":pray: bulb, :pray:  :raised_hands::skin-tone-2:\n+1") == (
        "pray",
        "bulb",
        "raised_hands",
        "+1",
    )


@given(st.text(max_size=200))
def test_whatever_is_typed_makes_sound_reactions_or_is_refused(typed: str) -> None:
    rules = Rules(help_reactions=reactions_from(typed))
    assert rules.faults() or all(":" not in name and name == name.strip() for name in rules.help_reactions)


@pytest.mark.parametrize(
    ("person", "may"),
    [
        (Person("U1", is_admin=True), True),
        (Person("U1", is_admin=True, home_team="T1"), True),
        (Person("U1"), False),
        (Person("U1", is_admin=True, home_team="T2"), False),
        (Person("U1", is_admin=True, is_guest=True), False),
        (Person("U1", is_admin=True, is_deleted=True), False),
        (Person("U1", is_admin=True, is_bot=True), False),
    ],
)
def test_only_a_workspaces_own_admins_may_administer(person: Person, may: bool) -> None:
    assert person.may_administer("T1") is may


def test_an_enterprise_is_administered_by_its_own_admins_not_by_those_of_a_workspace() -> None:
    of_a_workspace = Person("U1", is_admin=True, home_team="T1", home_enterprise="E1")
    of_all = Person("U2", home_team="T1", home_enterprise="E1", is_org_admin=True)
    of_another = Person("U3", home_team="T9", home_enterprise="E9", is_org_admin=True)
    assert [one.may_administer("E1") for one in (of_a_workspace, of_all, of_another)] == [False, True, False]
    assert [one.may_administer("T1") for one in (of_a_workspace, of_all, of_another)] == [True, False, False]
