"""Who is of the organisation that Kith is installed in, and who only reads along."""

import pytest

from bot.domain.people import Person, name_words

MEMBER = Person("U1", home_team="T1", home_enterprise="E1")
SISTER = Person("U2", home_team="T2", home_enterprise="E1")
PARTNER = Person("U3", home_team="T9")
OTHER_GRID = Person("U4", home_team="T8", home_enterprise="E9")
IMPORTED = Person("U5")


@pytest.mark.parametrize(
    ("tenant", "outsiders"),
    [("T1", [SISTER, PARTNER, OTHER_GRID]), ("E1", [PARTNER, OTHER_GRID]), ("E9", [MEMBER, SISTER, PARTNER])],
)
def test_where_kith_is_installed_decides_who_is_from_outside(tenant: str, outsiders: list[Person]) -> None:
    people = [MEMBER, SISTER, PARTNER, OTHER_GRID, IMPORTED]
    assert [person for person in people if person.is_outsider(tenant)] == outsiders


def test_a_guest_is_from_outside_wherever_kith_is_installed() -> None:
    guest = Person("U6", is_guest=True, home_team="T1", home_enterprise="E1")
    assert guest.is_outsider("T1")
    assert guest.is_outsider("E1")


def test_workspaces_of_one_enterprise_are_one_organisation() -> None:
    assert MEMBER.shares_home(SISTER)
    assert not MEMBER.shares_home(PARTNER)
    assert not PARTNER.shares_home(OTHER_GRID)
    assert not PARTNER.shares_home(Person("U7", home_team="T7"))


def test_people_are_called_by_the_words_of_their_names() -> None:
    people = [Person("U1", "Inês da Costa"), Person("U2", "jo.van_dijk"), Person("U3", "李 Zoë")]
    assert name_words(people) == {"ines", "costa", "van", "dijk", "zoe"}
