"""The composition root with Slack: Bolt, the listeners, the sender and the jobs, joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event

from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt import App

from bot.connections import connect
from bot.deliveries import deliveries
from bot.domain.outbox import LATER, WAITED_FOR
from bot.jobs import Teams, scheduler
from bot.jobs.listening import listening
from bot.listeners import rate_limit, register_listeners
from bot.monitoring.health import Check, Health
from bot.monitoring.metrics import Metrics
from bot.monitoring.server import MonitorServer
from bot.monitoring.site import monitoring_site, probes
from bot.monitoring.watching import told_of_queued, watched, watched_job
from bot.services.administering import Administration
from bot.services.asking import ASKS_PER_HOUR, Asking
from bot.services.backfilling import Backfiller
from bot.services.catching_up import CatchingUp
from bot.services.closing import LoopCloser
from bot.services.contacts import ContactBook
from bot.services.digesting import Digesting
from bot.services.digests import DigestMaker
from bot.services.erasing import Eraser
from bot.services.explaining import Explainer
from bot.services.fetching import MessageFetcher
from bot.services.finding import Finder
from bot.services.introducing import Introducing
from bot.services.inviting import Invitations
from bot.services.learning import Learner
from bot.services.noticing import Notices
from bot.services.overhearing import Overhearer
from bot.services.own_evidence import OwnEvidence
from bot.services.own_help import OwnHelpReader
from bot.services.own_network import OwnNetworkReader
from bot.services.own_requests import OwnRequestsReader
from bot.services.ports import Clock, Directory, Store
from bot.services.privacy import Privacy
from bot.services.ranking import LearnedRanker
from bot.services.readers import ReaderLookup
from bot.services.requesting import Requester
from bot.services.retaining import Retainer
from bot.services.suite import Services
from bot.services.telling import HelpTeller
from bot.services.weaving import Weaver
from bot.services.workspace import Workspace
from bot.settings import Mode, Settings
from bot.slack.client import asking_client, client_of, saying_client, unhurried_client
from bot.slack.directory import SlackDirectory
from bot.slack.messenger import SlackMessenger
from bot.slack.reception import HttpReception, Reception, SocketReception
from bot.slack.sender import Sender
from bot.watch import aliveness, readiness, watch_database
from storage.unit_of_work import SqlStore

HEARD_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SlackApp:
    """Kith, joined to Slack. `start` sets the senders and the jobs going; `stop` ends both.

    The first sender says what somebody waits for, and so waits for nothing that takes the second one long.
    """

    bolt: App
    services: Services
    senders: Sequence[Sender]
    jobs: BackgroundScheduler
    metrics: Metrics
    ready: Mapping[str, Check]
    teams: Teams

    @property
    def health(self) -> Health:
        """What says whether it is well."""
        return Health(aliveness(self.senders, self.jobs), self.ready)

    def start(self) -> None:
        """Begin to speak and to tick."""
        for sender in self.senders:
            sender.start()
        self.jobs.start()

    def hear_through(self, reception: Reception) -> None:
        """Note again and again that Kith hears, as long as it does: after a silence it reads what it missed."""

        def job() -> None:
            with watched_job(self.metrics, listening.__name__):
                listening(self.services, self.teams, reception.is_receiving)

        every = HEARD_EVERY.total_seconds()
        self.jobs.add_job(job, "interval", seconds=every, id=listening.__name__, next_run_time=_now())

    def stop(self) -> None:
        """Finish what is under way. Nothing more may be dispatched to `bolt` by now."""
        for sender in self.senders:
            sender.stop(wait=False)
        for sender in self.senders:
            sender.stop()
        self.jobs.shutdown(wait=True)


def build(settings: Settings, store: SqlStore, clock: Clock | None = None) -> SlackApp:
    """Kith for these settings. Raises NotConfigured; SlackRefused for a bad token, SlackBusy."""
    now, metrics = clock or _now, Metrics()
    woken = {urgencies: Event() for urgencies in (WAITED_FOR, LATER)}
    store = replace(store, queued=partial(told_of_queued, woken.values()))
    connection = connect(settings, store.engine, now, metrics)
    saying, asking, unhurried = (
        client_of(connection.token_of, make, settings.slack_api_url, metrics)
        for make in (saying_client, asking_client, unhurried_client)
    )
    messenger = SlackMessenger(saying=saying, asking=asking)
    services = services_on(store, SlackDirectory(unhurried), now, settings.kith_asks_per_hour)
    sending = watched(deliveries(services, messenger, metrics.answered), metrics)
    senders = [Sender(store, sending, now, urgencies, event) for urgencies, event in woken.items()]
    jobs = scheduler(services, connection.teams, partial(watched_job, metrics))
    watch_database(store, metrics, now)
    bolt = connection.bolt(services)
    register_listeners(bolt, services)
    rate_limit.register(bolt, now)
    return SlackApp(
        bolt=bolt,
        services=services,
        senders=senders,
        jobs=jobs,
        metrics=metrics,
        ready=readiness(store, connection.check),
        teams=connection.teams,
    )


def reception_of(app: SlackApp, settings: Settings) -> Reception:
    """The way in that the settings ask for. Raises NotConfigured where the port is in use."""
    if settings.kith_mode is Mode.HTTP:
        return HttpReception(app.bolt, settings.kith_host, settings.kith_port, probes(app.health), app.metrics)
    return SocketReception(app.bolt, settings.slack_app_token.get_secret_value(), app.metrics)


def monitor_of(app: SlackApp, reception: Reception, settings: Settings) -> MonitorServer:
    """Where a running Kith is watched, if the settings open a port for it."""
    socket = {"socket": reception.check} if isinstance(reception, SocketReception) else {}
    site = monitoring_site(replace(app, ready={**app.ready, **socket}).health, app.metrics.registry)
    return MonitorServer(site, settings.kith_monitor_host, settings.kith_monitor_port)


def services_on(store: Store, directory: Directory, clock: Clock, asks_per_hour: int = ASKS_PER_HOUR) -> Services:
    """All use cases on these ports."""
    overhearer = Overhearer(store, clock)
    asking = Asking(store, ReaderLookup(store, directory), Finder(store, LearnedRanker()), clock, asks_per_hour)
    return Services(
        clock=clock,
        overhearer=overhearer,
        workspace=Workspace(store, directory, clock),
        fetcher=MessageFetcher(directory, overhearer),
        backfiller=Backfiller(store, directory, clock),
        catching_up=CatchingUp(store, clock),
        asking=asking,
        explainer=Explainer(store, clock),
        teller=HelpTeller(store, clock),
        own_help=OwnHelpReader(store, clock),
        contacts=ContactBook(store, directory, clock),
        introducing=Introducing(store, clock),
        weaver=Weaver(store, clock),
        privacy=Privacy(store, clock),
        eraser=Eraser(store),
        digesting=Digesting(store, DigestMaker(store, directory), clock),
        requester=Requester(store, directory, asking, clock),
        invitations=Invitations(store, clock),
        own_evidence=OwnEvidence(store, clock),
        notices=Notices(store, clock),
        closer=LoopCloser(store, asking, clock),
        retainer=Retainer(store, clock),
        learner=Learner(store),
        own_network=OwnNetworkReader(store, clock),
        own_requests=OwnRequestsReader(store, clock),
        administration=Administration(store, directory, clock),
    )


def _now() -> datetime:
    return datetime.now(UTC)
