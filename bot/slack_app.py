"""The composition root with Slack: Bolt, the listeners, the sender and the jobs, joined."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from threading import Event

from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt import App
from slack_sdk import WebClient

from bot.deliveries import deliveries
from bot.jobs import scheduler
from bot.listeners import register_listeners
from bot.listeners.dispatch import ObservedApp
from bot.listeners.envelope import tenant
from bot.monitoring.health import Health
from bot.monitoring.metrics import Metrics
from bot.monitoring.server import MonitorServer
from bot.monitoring.site import monitoring_site, probes
from bot.monitoring.watching import told_of_queued, watched, watched_job
from bot.services.asking import Asking
from bot.services.backfilling import Backfiller
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
from bot.slack.client import asking_client, saying_client, unhurried_client
from bot.slack.directory import SlackDirectory
from bot.slack.messenger import SlackMessenger
from bot.slack.reception import HttpReception, Reception, SocketReception
from bot.slack.refusals import refusals
from bot.slack.sender import Sender
from bot.watch import health_of, watch_database
from storage.unit_of_work import SqlStore


@dataclass(frozen=True, slots=True)
class SlackApp:
    """Kith, joined to one Slack installation. `start` sets the sender and the jobs going; `stop` ends both."""

    bolt: App
    services: Services
    sender: Sender
    jobs: BackgroundScheduler
    metrics: Metrics
    health: Health

    def start(self) -> None:
        """Begin to speak and to tick."""
        self.sender.start()
        self.jobs.start()

    def stop(self) -> None:
        """Finish what is under way. Nothing more may be dispatched to `bolt` by now."""
        self.sender.stop()
        self.jobs.shutdown(wait=True)


def build(settings: Settings, store: SqlStore, clock: Clock | None = None) -> SlackApp:
    """Kith for these settings, asking Slack who it is. Raises SlackRefused for a bad token, SlackBusy."""
    token, base_url = settings.slack_bot_token.get_secret_value(), settings.slack_api_url
    metrics = Metrics()
    saying, asking, unhurried = (
        make(token, base_url, metrics) for make in (saying_client, asking_client, unhurried_client)
    )
    with refusals():
        identity = asking.auth_test()
    own_team = tenant({name: identity.get(name) for name in ("team_id", "enterprise_id", "is_enterprise_install")})
    now = clock or _now
    woken = Event()
    store = replace(store, queued=partial(told_of_queued, woken))
    messenger = SlackMessenger(saying=lambda _: saying, asking=lambda _: asking)
    services = services_on(store, SlackDirectory(lambda _: unhurried), now)
    sending = watched(deliveries(services, messenger, metrics.answered), metrics)
    sender = Sender(store, sending, now, woken=woken)
    jobs = scheduler(services, lambda: sorted({own_team, *store.teams()}), partial(watched_job, metrics))
    watch_database(store, metrics, now)
    return SlackApp(
        bolt=_bolt(settings, saying, services, metrics),
        services=services,
        sender=sender,
        jobs=jobs,
        metrics=metrics,
        health=health_of(store, sender, jobs, unhurried),
    )


def reception_of(app: SlackApp, settings: Settings) -> Reception:
    """The way in that the settings ask for. Raises NotConfigured where the port is in use."""
    if settings.kith_mode is Mode.HTTP:
        return HttpReception(app.bolt, settings.kith_host, settings.kith_port, probes(app.health))
    return SocketReception(app.bolt, settings.slack_app_token.get_secret_value())


def monitor_of(app: SlackApp, reception: Reception, settings: Settings) -> MonitorServer:
    """Where a running Kith is watched, if the settings open a port for it."""
    health = app.health
    if isinstance(reception, SocketReception):
        health = replace(health, ready={**health.ready, "socket": reception.check})
    site = monitoring_site(health, app.metrics.registry)
    return MonitorServer(site, settings.kith_monitor_host, settings.kith_monitor_port)


def services_on(store: Store, directory: Directory, clock: Clock) -> Services:
    """All use cases on these ports."""
    overhearer = Overhearer(store, clock)
    asking = Asking(store, ReaderLookup(store, directory), Finder(store, LearnedRanker()), clock)
    return Services(
        clock=clock,
        overhearer=overhearer,
        workspace=Workspace(store, directory, clock),
        fetcher=MessageFetcher(directory, overhearer),
        backfiller=Backfiller(store, directory, clock),
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
    )


def _bolt(settings: Settings, client: WebClient, services: Services, metrics: Metrics) -> App:
    """An event is acknowledged only after its listener has returned, so that what fails is sent again."""
    bolt = ObservedApp(
        metrics,
        client=client,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        process_before_response=True,
        token_verification_enabled=False,
    )
    register_listeners(bolt, services)
    return bolt


def _now() -> datetime:
    return datetime.now(UTC)
