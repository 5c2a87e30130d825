"""`/kith`: a question, or one of a few words; answered only to whoever typed it."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.blocks import contacts, digest, guide, own_help, privacy
from bot.domain.asks import Ask, Audience
from bot.domain.errors import NotAllowed
from bot.domain.subscriptions import WEEKDAYS
from bot.listeners.asks import take
from bot.listeners.envelope import Body, response_url, tenant, trigger
from bot.services import slack_json
from bot.services.mentions import wants_help
from bot.services.ports import Clock
from bot.services.suite import Services

COMMAND = "/kith"
SEARCHING = "Looking for who can help…"

Answer = Mapping[str, Any]


def register(app: App, services: Services) -> None:
    """Listen to the command."""
    words = _words(services)

    def kith(ack: Ack, body: Body) -> None:
        text = slack_json.text(body.get("text")).strip()
        if answer := words.get("help" if wants_help(text) else text.lower()):
            ack(response_type="ephemeral", **answer(body))
            return
        if moment := digest_moment(text):
            ack(response_type="ephemeral", **_subscribe(services, body, *moment))
            return
        take(services, tenant(body), ask_from(body, services.clock))
        ack(response_type="ephemeral", text=SEARCHING)

    app.command(COMMAND)(kith)


def ask_from(body: Mapping[str, Any], clock: Clock) -> Ask:
    """The question that was typed after the command; its trigger names it, once. Raises OddObject."""
    return Ask(
        key=f"{COMMAND}:{trigger(body)}",
        asker=_person(body),
        text=slack_json.text(body.get("text")).strip(),
        channel=_place(body),
        asked_at=clock(),
        audience=Audience.ASKER,
        response_url=response_url(body),
    )


def _words(services: Services) -> Mapping[str, Callable[[Body], Answer]]:
    """The words that are no question, and what answers each."""

    def help_(body: Body) -> Answer:
        return {"text": guide.TEXT, "blocks": guide.blocks(services.explainer.reactions(tenant(body)))}

    def ties(body: Body) -> Answer:
        own = services.own_help.of(tenant(body), _person(body))
        circle = services.contacts.circle(tenant(body), _person(body))
        return {"text": own_help.TEXT, "blocks": (*own_help.blocks(own), *contacts.blocks(circle))}

    def choice(body: Body) -> Answer:
        own = services.privacy.of(tenant(body), _person(body))
        return {"text": privacy.TEXT, "blocks": privacy.blocks(own)}

    def digest_(body: Body) -> Answer:
        target = _target(body)
        subscribed = services.digesting.subscription(tenant(body), target)
        return {"text": digest.TEXT, "blocks": digest.subscription(target, subscribed.when if subscribed else "")}

    return {"digest": digest_, "help": help_, "ties": ties, "privacy": choice}


def digest_moment(text: str) -> tuple[int, int] | None:
    """The weekday (0 is Monday) and hour of "digest friday 16"; None for anything else."""
    match text.lower().split():
        case ["digest", day, hour] if day.title() in WEEKDAYS and hour.isdecimal() and int(hour) < 24:
            return WEEKDAYS.index(day.title()), int(hour)
    return None


def _subscribe(services: Services, body: Body, weekday: int, hour: int) -> Answer:
    try:
        wanted = services.digesting.subscribe(tenant(body), _target(body), weekday, hour, by=_person(body))
    except NotAllowed as refusal:
        return {"text": str(refusal)}
    return {"text": digest.TEXT, "blocks": digest.subscription(wanted.target, wanted.when)}


def _target(body: Body) -> str:
    """Whose digest is meant where a command was typed: the channel's, or in direct messages the person's own."""
    return _place(body) if _place(body)[:1] in "CG" else _person(body)


def _person(body: Mapping[str, Any]) -> str:
    return slack_json.ident(body.get("user_id"), "a command by nobody")


def _place(body: Mapping[str, Any]) -> str:
    return slack_json.ident(body.get("channel_id"), "a command nowhere")
