"""Admins decide, nobody else; what they decide takes effect, and is written down."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.deliveries import UNASKED, deliveries
from bot.domain.administration import RULES, Deed
from bot.domain.asks import Ask
from bot.domain.boundaries import Barred
from bot.domain.consent import Choice, Openness
from bot.domain.errors import NotAllowed, Paused, SlackBusy
from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.help import Act
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from bot.domain.subscriptions import Subscription
from bot.jobs import EVERY, WHILE_PAUSED, scheduler
from bot.services.boundaries import boundaries_in
from bot.services.reaching import working_hours
from bot.services.recording import HelpRecorder
from bot.services.suite import Services
from bot.services.telling import LoggedHelp
from bot.slack_app import services_on
from storage.models import Row
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory, FakeMessenger

TEAM = "T1"
ADMIN, MEMBER, PARTNER = "UADMIN", "UMEMBER", "UPARTNER"
PEOPLE = [
    Person(ADMIN, "Ada", is_admin=True, home_team=TEAM),
    Person(MEMBER, "Mo", home_team=TEAM),
    Person(PARTNER, "Pia", is_admin=True, home_team="T2"),
    Person("UBEN", "Ben", home_team=TEAM),
    Person("UBOT", "Botty", is_bot=True, home_team=TEAM),
]
THREAD: tuple[Happening, ...] = (
    MessagePosted("C1", "1772400000.000100", MEMBER, "How do I unlock the terraform state?"),
    MessagePosted("C1", "1772400100.000100", "UBEN", "run force-unlock", "1772400000.000100"),
    MessagePosted("C1", "1772400200.000100", MEMBER, "That worked, thanks <@UBEN>!", "1772400000.000100"),
)
"""Said a day before the clock's now."""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def directory() -> FakeDirectory:
    return FakeDirectory(
        known_people={person.id: person for person in PEOPLE}, known_members={"C1": {MEMBER}, "C2": {MEMBER}}
    )


@pytest.fixture
def services(store: SqlStore, directory: FakeDirectory, clock: FakeClock) -> Services:
    with store.writing(TEAM) as work:
        work.people.put(PEOPLE)
        work.channels.put([Channel(id_, id_.lower(), ChannelKind.PUBLIC, is_member=True) for id_ in ("C1", "C2")])
    return services_on(store, directory, clock)


def ask(asker: str = MEMBER, channel: str = "C2") -> Ask:
    """A question in a channel."""
    return Ask("key", asker, "kafka lag", channel, FakeClock().now)


def barred(services: Services, one: Ask) -> Barred | None:
    return services.asking.barred(TEAM, services.asking.opened(TEAM, one))


def queued(services: Services, *kinds: str) -> list[OutboxItem]:
    """What waits in the outbox, of these kinds."""
    taken = services.administration.store.take(services.clock(), 1, 1000)
    return [item for _, item in taken if not kinds or item.kind in kinds]


def deliver_all(services: Services) -> None:
    """Deliver what the admin's decisions queued."""
    ways = deliveries(services, FakeMessenger())
    for item in queued(services, "forget_channel", "erase_everything"):
        ways[item.kind](TEAM, item)


def contents(store: SqlStore) -> dict[str, list[Any]]:
    """Every row of every table."""
    with store.engine.connect() as connection:
        return {table.name: list(connection.execute(table.select())) for table in Row.metadata.sorted_tables}


def rows_of(store: SqlStore, team: str) -> dict[str, list[Any]]:
    """A workspace's rows, of the tables that have any; of the outbox the keys, since looking at it is a claim."""
    rows = {name: [row for row in rows if row.team_id == team] for name, rows in contents(store).items()}
    rows["outbox"] = [row.key for row in rows["outbox"]]
    return {name: kept for name, kept in rows.items() if kept}


DECISIONS: dict[str, Callable[[Services, str], Any]] = {
    "change": lambda services, by: services.administration.change(TEAM, by, {"retention_months": 1}),
    "let_in": lambda services, by: services.administration.let_in(TEAM, by, "C1"),
    "pause": lambda services, by: services.administration.pause(TEAM, by),
    "resume": lambda services, by: services.administration.resume(TEAM, by),
    "erase_person": lambda services, by: services.administration.erase_person(TEAM, by, "UBEN"),
    "erase_everything": lambda services, by: services.administration.erase_everything(TEAM, by),
    "open": lambda services, by: services.administration.opened_by(TEAM, by),
}


@pytest.mark.parametrize("by", [MEMBER, PARTNER, "UNOBODY"])
@pytest.mark.parametrize("decision", DECISIONS)
def test_whoever_is_no_admin_here_changes_nothing(services: Services, store: SqlStore, decision: str, by: str) -> None:
    before = contents(store)
    with pytest.raises(NotAllowed, match="Only admins of this workspace"):
        DECISIONS[decision](services, by)
    assert contents(store) == before


@pytest.mark.parametrize("decision", DECISIONS)
def test_an_admin_is_asked_for_at_slack_each_time(services: Services, directory: FakeDirectory, decision: str) -> None:
    directory.known_people[ADMIN] = Person(ADMIN, "Ada", home_team=TEAM)
    with pytest.raises(NotAllowed, match="Only admins"):
        DECISIONS[decision](services, ADMIN)


@pytest.mark.parametrize("decision", DECISIONS)
def test_while_slack_does_not_tell_nobody_is_an_admin(
    services: Services, directory: FakeDirectory, decision: str
) -> None:
    directory.failing = [SlackBusy("ratelimited")]
    with pytest.raises(NotAllowed, match="try again"):
        DECISIONS[decision](services, ADMIN)


def test_only_admins_see_the_rules_and_counts_of_consents(services: Services, store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.choices.put(MEMBER, Choice(Openness.HIDDEN))
        work.choices.put("UGONE", Choice(Openness.OPEN))
    seen = services.administration.seen_by(TEAM, ADMIN)
    assert seen is not None
    assert seen.consents == {Openness.HIDDEN: 1, None: 3}
    assert [services.administration.seen_by(TEAM, other) for other in (MEMBER, PARTNER, "UNOBODY")] == [None] * 3


def test_an_admin_whom_kith_does_not_know_yet_is_asked_for(store: SqlStore, directory: FakeDirectory) -> None:
    administration = services_on(store, directory, FakeClock()).administration
    assert administration.seen_by(TEAM, ADMIN)
    assert administration.seen_by(TEAM, MEMBER) is None


def test_each_change_is_logged_once_and_what_changes_nothing_is_not(services: Services, clock: FakeClock) -> None:
    wanted = {"retention_months": 6, "guests_may_ask": True, "help_reactions": ["bulb"]}
    changed = services.administration.change(TEAM, ADMIN, wanted)
    assert set(changed) == set(wanted)
    clock.advance(minutes=1)
    assert services.administration.change(TEAM, ADMIN, wanted) == []
    seen = services.administration.opened_by(TEAM, ADMIN)
    assert {act.deed: (act.by, act.detail["after"]) for act in seen.acts} == {
        name: (ADMIN, value) for name, value in wanted.items()
    }
    assert {name: seen.rules.kept(name) for name in wanted} == wanted


def test_what_cannot_be_is_refused_and_changes_nothing(services: Services, store: SqlStore) -> None:
    before = contents(store)
    with pytest.raises(NotAllowed, match="1 to 120 months"):
        services.administration.change(TEAM, ADMIN, {"retention_months": 0, "guests_may_ask": True})
    assert contents(store) == before


def test_every_rule_is_a_setting_that_something_reads(services: Services, store: SqlStore) -> None:
    kept = {
        "help_reactions": ["bulb"],
        "consent_default": "ask_first",
        "retention_months": 2,
        "guests_may_ask": True,
        "digest_least_people": 7,
        "working_hours": {"opens": "08:00", "closes": "12:00", "days": [5]},
        "excluded_channels": ["C1"],
    }
    assert set(kept) == set(RULES)
    services.administration.change(TEAM, ADMIN, kept)
    with store.reading(TEAM) as work:
        assert work.settings.several(kept) == kept
        assert work.choices.of([MEMBER]).default is Openness.ASK_FIRST
        assert working_hours(work).days == {5}
        assert boundaries_in(work).excluded == {"C1"}
    assert barred(services, ask(asker=PARTNER)) is None


def test_only_the_reactions_that_admins_chose_log_help(services: Services, store: SqlStore) -> None:
    services.administration.change(TEAM, ADMIN, {"help_reactions": ["bulb"]})
    services.overhearer.overhear(TEAM, THREAD[:2])
    key = MessageKey("C1", "1772400100.000100")
    for reaction in ("pray", "bulb"):
        services.overhearer.overhear(TEAM, [Reacted(key, "UBEN", ADMIN, reaction, "1772400300.000100")])
        with store.reading(TEAM) as work:
            helped = {help_.seeker for help_ in work.helps.of_person("UBEN")}
        assert (ADMIN in helped) is (reaction == "bulb")


def test_a_shorter_retention_deletes_what_is_older(services: Services, store: SqlStore, clock: FakeClock) -> None:
    services.overhearer.overhear(TEAM, THREAD)
    clock.advance(days=40)
    assert not services.retainer.step(TEAM)
    services.administration.change(TEAM, ADMIN, {"retention_months": 1})
    while services.retainer.step(TEAM):
        pass
    with store.reading(TEAM) as work:
        assert work.helps.of_person("UBEN") == []


def test_an_excluded_channel_is_forgotten_and_heard_no_more(services: Services, store: SqlStore) -> None:
    services.overhearer.overhear(TEAM, THREAD)
    services.overhearer.overhear(TEAM, [MessagePosted("C2", "1772400000.000200", MEMBER, "kafka?")])
    services.administration.change(TEAM, ADMIN, {"excluded_channels": ["C1"]})
    deliver_all(services)
    services.overhearer.overhear(TEAM, THREAD)
    HelpRecorder(store).record(TEAM, THREAD)
    told = contents(store)
    assert {row.channel_id for row in told["messages"]} == {"C2"}
    assert [told[name] for name in ("entries", "helps")] == [[], []]
    assert {row.channel_id for row in told["postings"]} <= {"C2"}
    with store.reading(TEAM) as work:
        (number,) = work.people.known_numbers(["UBEN"]).values()
        assert number not in work.ties.rows([number], [PUBLIC])


def test_in_an_excluded_channel_nothing_is_said_or_logged(services: Services) -> None:
    services.administration.change(TEAM, ADMIN, {"excluded_channels": ["C1"]})
    assert barred(services, ask(channel="C1")) is Barred.EXCLUDED
    assert barred(services, ask(channel="C2")) is None
    assert services.explainer.barred(TEAM, "C1") is Barred.EXCLUDED
    with pytest.raises(NotAllowed, match="stay out of this channel"):
        services.teller.log(TEAM, LoggedHelp(Act("C1", "1772400000.000100", "UBEN", MEMBER), "kafka", MEMBER))
    with pytest.raises(NotAllowed, match="stay out of this channel"):
        services.digesting.subscribe(TEAM, "C1", by=MEMBER)
    with pytest.raises(NotAllowed, match="stay out of this channel"):
        services.backfiller.begin(TEAM, "C1", "1.000001", MEMBER)
    services.workspace.joined(TEAM, "C1", "1.000001")
    assert queued(services, "introduce") == []


def test_an_excluded_channel_gets_no_digest_though_it_subscribed(
    services: Services, store: SqlStore, clock: FakeClock
) -> None:
    with store.writing(TEAM) as work:
        for target in ("C1", "C2"):
            work.digests.subscribe(Subscription(target, clock()))
    services.administration.change(TEAM, ADMIN, {"excluded_channels": ["C1"]})
    clock.advance(days=7)
    assert services.digesting.queue_due(TEAM) == 1
    assert services.digesting.make(TEAM, "C1") is None
    services.administration.let_in(TEAM, ADMIN, "C1")
    assert services.digesting.queue_due(TEAM) == 1


def test_a_paused_kith_hears_says_and_does_nothing(services: Services, store: SqlStore, clock: FakeClock) -> None:
    clock.advance(days=-2)
    services.administration.pause(TEAM, ADMIN)
    clock.advance(days=2)
    services.overhearer.overhear(TEAM, THREAD)
    assert contents(store)["messages"] == []
    assert barred(services, ask()) is Barred.PAUSED
    with pytest.raises(NotAllowed, match="paused"):
        services.teller.log(TEAM, LoggedHelp(Act("C1", "1772400000.000100", "UBEN", MEMBER), "kafka", MEMBER))
    with pytest.raises(NotAllowed, match="paused"):
        services.digesting.subscribe(TEAM, MEMBER, by=MEMBER)
    with pytest.raises(NotAllowed, match="paused"):
        services.digesting.preview(TEAM, MEMBER, MEMBER)
    with pytest.raises(NotAllowed, match="paused"):
        services.backfiller.begin(TEAM, "C1", "1.000001", MEMBER)
    services.administration.resume(TEAM, ADMIN)
    services.overhearer.overhear(TEAM, THREAD)
    assert contents(store)["messages"] == []
    services.overhearer.overhear(TEAM, [MessagePosted("C1", "1772500000.000100", MEMBER, "kafka?")])
    assert len(contents(store)["messages"]) == 1


def test_pausing_and_going_on_are_logged_once_each(services: Services) -> None:
    for decide in (services.administration.pause, services.administration.resume):
        decide(TEAM, ADMIN)
        decide(TEAM, ADMIN)
    acts = services.administration.opened_by(TEAM, ADMIN).acts
    assert [(act.by, act.deed) for act in acts] == [(ADMIN, Deed.RESUMED), (ADMIN, Deed.PAUSED)]


@pytest.mark.parametrize("kind", UNASKED)
def test_what_kith_would_say_unasked_waits_for_the_end_of_a_pause(services: Services, kind: str) -> None:
    services.administration.pause(TEAM, ADMIN)
    with pytest.raises(Paused):
        deliveries(services, FakeMessenger())[kind](TEAM, OutboxItem("key", kind, {}, services.clock()))


def test_in_a_pause_only_the_picture_is_kept_true_and_old_things_are_deleted(services: Services) -> None:
    services.administration.pause(TEAM, ADMIN)
    jobs = scheduler(services, lambda: [TEAM, "T2"])
    for job in jobs.get_jobs():
        _, _, teams, _ = job.func.args
        assert (TEAM in teams()) is (job.id in {each.__name__ for each in WHILE_PAUSED})
        assert "T2" in teams()
    assert len(WHILE_PAUSED) < len(EVERY)


def test_an_erased_person_is_gone_and_the_log_says_by_whom(services: Services, store: SqlStore) -> None:
    services.overhearer.overhear(TEAM, THREAD)
    services.administration.erase_person(TEAM, ADMIN, "UBEN")
    with store.reading(TEAM) as work:
        assert work.people.erased(["UBEN"])
        assert work.helps.of_person("UBEN") == []
        (act,) = work.audit.latest(5)
    assert (act.by, act.deed, act.detail) == (ADMIN, Deed.ERASED_PERSON, {"person": "UBEN"})
    with pytest.raises(NotAllowed, match="Choose a person"):
        services.administration.erase_person(TEAM, ADMIN, "UBOT")


def test_a_forgotten_admins_name_is_not_in_the_log(services: Services) -> None:
    services.administration.change(TEAM, ADMIN, {"retention_months": 6})
    services.administration.erase_person(TEAM, ADMIN, ADMIN)
    acts = services.administration.opened_by(TEAM, ADMIN).acts
    assert {act.by for act in acts} == {""}


def test_everything_is_erased_but_what_protects_people(services: Services, store: SqlStore) -> None:
    services.overhearer.overhear("T2", THREAD)
    services.overhearer.overhear(TEAM, THREAD)
    services.asking.ask(TEAM, ask(asker=MEMBER))
    services.administration.change(TEAM, ADMIN, {"excluded_channels": ["C2"], "retention_months": 6})
    services.eraser.erase(TEAM, "UBEN")
    services.privacy.be(TEAM, MEMBER, Openness.HIDDEN)
    others = rows_of(store, "T2")
    services.administration.erase_everything(TEAM, ADMIN)
    deliver_all(services)
    left = rows_of(store, TEAM)
    assert set(left) == {"erased", "choices", "admin_acts", "settings"}
    assert {row.name for row in left["settings"]} == {"excluded_channels", "pauses"}
    assert services.administration.is_paused(TEAM)
    assert services.administration.seen_by(TEAM, ADMIN)
    assert rows_of(store, "T2") == others
