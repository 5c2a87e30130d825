"""Whatever admins decide and in whatever order things are delivered: nothing is kept that they wanted unheard."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.deliveries import deliveries
from bot.domain.events import MessagePosted
from bot.domain.messages import moment
from bot.domain.people import Channel, ChannelKind, Person
from bot.services.boundaries import boundaries_in
from bot.services.retaining import FORGET_CHANNEL
from bot.services.suite import Services
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory, FakeMessenger

ADMIN, MEMBER = Person("UADMIN", is_admin=True), Person("UMEMBER")
CHANNELS = ("C1", "C2")
TEAMS = count()

ACTIONS = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(CHANNELS), st.integers(0, 5)),
    st.tuples(st.just("exclude"), st.sampled_from(CHANNELS), st.just(0)),
    st.tuples(st.just("let_in"), st.sampled_from(CHANNELS), st.just(0)),
    st.tuples(st.just("pause"), st.just(""), st.just(0)),
    st.tuples(st.just("resume"), st.just(""), st.just(0)),
    st.tuples(st.just("forget"), st.just(""), st.just(0)),
)


def act(services: Services, team: str, what: str, channel: str, hours: int) -> None:
    """Do one thing, an hour after the last; what is said was said some hours before."""
    admins, clock = services.administration, services.clock
    match what:
        case "say":
            ts = f"{clock().timestamp() - 3600 * hours - 1800:.6f}"
            services.overhearer.overhear(team, [MessagePosted(channel, ts, MEMBER.id, "who knows kafka?")])
        case "exclude":
            excluded = admins.opened_by(team, ADMIN.id).rules.excluded_channels
            admins.change(team, ADMIN.id, {"excluded_channels": [*dict.fromkeys((*excluded, channel))]})
        case "let_in":
            admins.let_in(team, ADMIN.id, channel)
        case "pause":
            admins.pause(team, ADMIN.id)
        case "resume":
            admins.resume(team, ADMIN.id)
        case "forget":
            forget(services)


def forget(services: Services) -> None:
    """Let the outbox do what was queued."""
    ways = deliveries(services, FakeMessenger())
    for team, item in services.administration.store.take(services.clock(), 1, 1000):
        if item.kind == FORGET_CHANNEL:
            ways[item.kind](team, item)
        with services.administration.store.writing(team) as work:
            work.outbox.done(item.id, services.clock())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTIONS, min_size=4, max_size=14))
def test_nothing_of_a_pause_or_an_excluded_channel_is_kept(
    sqlite_store: SqlStore, actions: list[tuple[str, str, int]]
) -> None:
    team, clock = f"T{next(TEAMS)}", FakeClock()
    services = services_on(sqlite_store, FakeDirectory(known_people={ADMIN.id: ADMIN}), clock)
    with sqlite_store.writing(team) as work:
        work.people.put([ADMIN, MEMBER])
        work.channels.put([Channel(id_, id_, ChannelKind.PUBLIC, is_member=True) for id_ in CHANNELS])
    for action in actions:
        clock.advance(hours=1)
        act(services, team, *action)
    clock.advance(hours=1)
    forget(services)
    with sqlite_store.reading(team) as work:
        bounds = boundaries_in(work)
        kept = work.messages.questions("0", "9", 1000)
        decided = [act_ for act_ in work.audit.latest(100) if act_.by == ADMIN.id]
    assert not {ref.channel for ref in kept} & bounds.excluded
    said = [moment(ref.ts) for ref in kept]
    assert not [at for at in said for since, until in bounds.pauses if since <= at and (until is None or at < until)]
    changes = [what for what, *_ in actions if what not in ("say", "forget")]
    assert len(decided) <= len(changes)
