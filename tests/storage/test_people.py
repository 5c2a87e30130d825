"""People's numbers: who belongs to one, and what is known of them."""

from bot.domain.people import Person
from storage.unit_of_work import SqlStore


def test_a_number_tells_who_it_is_even_of_somebody_never_met(store: SqlStore) -> None:
    ana = Person("ana", "Ana", "Engineer")
    with store.writing("T1") as work:
        work.people.put([ana])
        numbers = work.people.numbers(["ana", "ghost"])
        found = work.people.by_number([*numbers.values(), 999])
    assert found == {numbers["ana"]: ("ana", ana), numbers["ghost"]: ("ghost", None)}
