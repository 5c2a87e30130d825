"""How people may be reached now: read from their choices, their load and the workspace's working hours."""

from collections.abc import Collection, Mapping
from datetime import datetime, time

from bot.domain.load import WEEK
from bot.domain.reach import Reach
from bot.domain.working_hours import NINE_TO_FIVE, WorkingHours, zone
from bot.services.ports import UnitOfWork

WORKING_HOURS = "working_hours"
"""The setting: `opens` and `closes` as "09:00", `days` as numbers from 0 for Monday."""

EVER_ASKED = 52 * WEEK


def load_lock(person: str) -> str:
    """What a unit of work holds while it decides whether to ask somebody: their load cannot change meanwhile."""
    return f"asked/{person}"


def reaches(
    work: UnitOfWork, people: Collection[str], terms: Collection[str], quiet: Mapping[str, datetime], at: datetime
) -> dict[str, Reach]:
    """How each of these people may be reached for a question with these stems."""
    known, consents = work.people.get(people), work.choices.of(people)
    asked, hours = work.requests.asked(people, at - EVER_ASKED), working_hours(work)
    return {
        id_: Reach(
            zone=zone(known[id_].tz if id_ in known else ""),
            willing=consents.may_be_asked(known.get(id_), terms, at),
            weekly_limit=consents.of(id_).weekly_limit,
            asked=asked.get(id_, ()),
            quiet_until=quiet.get(id_),
            hours=hours,
        )
        for id_ in people
    }


def working_hours(work: UnitOfWork) -> WorkingHours:
    """When people of this workspace work, by their own clocks."""
    kept = work.settings.get(WORKING_HOURS)
    if not kept:
        return NINE_TO_FIVE
    return WorkingHours(time.fromisoformat(kept["opens"]), time.fromisoformat(kept["closes"]), frozenset(kept["days"]))
