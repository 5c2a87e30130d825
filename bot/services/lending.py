"""Whose contacts may be walked: what introducers choose, and how often they were asked lately."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.consent import Naming
from bot.domain.load import WEEK, has_room
from bot.domain.people import Person
from bot.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Lender:
    """An introducer whose contacts may be walked, and whether an answer may name them."""

    person: Person
    may_be_named: bool


def lenders(work: UnitOfWork, people: Collection[str], terms: Collection[str], at: datetime) -> dict[str, Lender]:
    """Those of these people whose contacts may be walked for a question with these stems."""
    known, consents = work.people.get(people), work.choices.of(people)
    asked = work.requests.asked(people, at - WEEK)
    found: dict[str, Lender] = {}
    for id_, person in known.items():
        naming, choice = consents.naming(person, terms, at), consents.of(id_)
        has_time = has_room(asked.get(id_, ()), choice.weekly_limit, at)
        if naming is not Naming.UNSEEN and choice.lends_contacts and has_time and not person.is_outsider(work.team):
            found[id_] = Lender(person, naming is Naming.NAMED)
    return found
