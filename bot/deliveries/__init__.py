"""What the outbox holds, delivered: for each kind of item, rendering and posting. The complete list."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.deliveries.answer import Answerer
from bot.deliveries.closing import follow_up
from bot.deliveries.digest import chart, digest, previewed, told
from bot.deliveries.explanation import explanation
from bot.deliveries.home import home
from bot.deliveries.introduction import introduction, past
from bot.deliveries.introductions import IntroductionPoster
from bot.deliveries.logged import logged
from bot.deliveries.network import network
from bot.deliveries.notice import Noticer
from bot.deliveries.privacy import PrivacyTeller
from bot.deliveries.request import RequestDelivery
from bot.deliveries.weaving import WeavingPoster
from bot.domain.errors import Paused
from bot.domain.outbox import OutboxItem
from bot.services.asking import ANSWER, ANSWER_AGAIN, TOO_MANY
from bot.services.backfilling import SHOW_PAST
from bot.services.closing import FOLLOW_UP
from bot.services.digesting import CHART, DIGEST, PREVIEW, TELL
from bot.services.explaining import EXPLAIN
from bot.services.introducing import ASK_INTRODUCER, TELL_ASKER
from bot.services.lookups import LOOK_UP_CHANNEL, LOOK_UP_MESSAGE, LOOK_UP_PERSON
from bot.services.own_help import SHOW_HOME
from bot.services.own_network import SHOW_NETWORK
from bot.services.ports import Delivery, Messenger, Note
from bot.services.posting import Poster
from bot.services.privacy import EXPORT, SHOW_PRIVACY
from bot.services.requesting import SEND_REQUEST, SETTLE_REQUEST, TELL_ACCEPTED, TELL_EXHAUSTED
from bot.services.retaining import ERASE_EVERYTHING, FORGET_CHANNEL
from bot.services.suite import Services
from bot.services.telling import CONFIRM_LOGGED
from bot.services.weaving import OFFER_MEETING, TELL_MEETING
from bot.services.workspace import INTRODUCE, LOOK_AROUND, SWEEP

UNASKED = (DIGEST, INTRODUCE, OFFER_MEETING, TELL_MEETING, FOLLOW_UP, SEND_REQUEST, ASK_INTRODUCER, TELL_EXHAUSTED)
"""The kinds of items by which Kith speaks of its own accord: they wait while it is paused."""


def _unheard(_: timedelta) -> None:
    """Who is told of answers, where nobody asks."""


def deliveries(
    services: Services, messenger: Messenger, answered: Callable[[timedelta], None] = _unheard
) -> Mapping[str, Delivery]:
    """The delivery of each kind of item; `answered` is told how long after its question each answer was posted."""
    whole = _deliveries(services, messenger, answered)
    return whole | {kind: _unless_paused(services, whole[kind]) for kind in UNASKED}


def _unless_paused(services: Services, deliver: Delivery) -> Delivery:
    def held(team: str, item: OutboxItem) -> Note | None:
        if services.administration.is_paused(team):
            raise Paused("Kith is paused in this workspace.")
        return deliver(team, item)

    return held


def _deliveries(services: Services, messenger: Messenger, answered: Callable[[timedelta], None]) -> dict[str, Delivery]:
    poster = Poster(messenger)
    weaving = WeavingPoster(services.weaver, poster)
    introductions = IntroductionPoster(services.introducing, poster)
    noticer = Noticer(services.notices, messenger)
    answerer = Answerer(services.asking, messenger, poster, noticer, answered)
    teller = PrivacyTeller(services.privacy, messenger, poster)
    request = RequestDelivery(services.asking, services.invitations, messenger, poster)
    return {
        ANSWER: answerer.answer,
        ANSWER_AGAIN: answerer.again,
        TOO_MANY: answerer.too_many,
        LOOK_AROUND: services.workspace.look_around,
        SWEEP: services.workspace.sweep,
        LOOK_UP_PERSON: services.workspace.look_up_person,
        LOOK_UP_CHANNEL: services.workspace.look_up_channel,
        LOOK_UP_MESSAGE: services.fetcher.fetch,
        DIGEST: digest(services.digesting, messenger, poster, noticer),
        CHART: chart(messenger),
        PREVIEW: previewed(services.digesting, messenger, poster, noticer),
        TELL: told(messenger, poster),
        INTRODUCE: introduction(services.explainer, poster),
        SHOW_PAST: past(services.explainer, messenger),
        EXPLAIN: explanation(services.explainer, poster),
        ASK_INTRODUCER: introductions.ask,
        TELL_ASKER: introductions.tell,
        OFFER_MEETING: weaving.offer,
        TELL_MEETING: weaving.tell,
        CONFIRM_LOGGED: logged(poster),
        FOLLOW_UP: follow_up(services.closer, poster),
        SEND_REQUEST: request.send,
        SETTLE_REQUEST: request.settle,
        TELL_ACCEPTED: request.accepted,
        TELL_EXHAUSTED: request.exhausted,
        SHOW_PRIVACY: teller.show,
        EXPORT: teller.export,
        SHOW_NETWORK: network(services.own_network, services.contacts, messenger, poster),
        SHOW_HOME: home(services, messenger),
        ERASE_EVERYTHING: services.retainer.erase_everything,
        FORGET_CHANNEL: services.retainer.forget_channel,
    }
