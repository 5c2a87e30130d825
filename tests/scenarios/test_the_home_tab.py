"""The Home tab: what is one's own, seen and mended there."""

import json
from datetime import timedelta

from bot.blocks import closing, network, outside, own_evidence, own_help, request, subscriptions
from bot.blocks.digest import PREVIEW, UNSUBSCRIBE
from bot.domain.asks import Ask, AskState
from bot.domain.consent import Openness
from bot.domain.contacts import Contact, HowWell, Identity
from bot.domain.events import Told
from bot.domain.help import Act, Claim, Source
from bot.domain.introductions import Introduction, IntroductionState
from bot.domain.requests import Outreach, Reply, Request, RequestState, Wish
from bot.services.recording import HelpRecorder
from playground.testing.shown import ShownView
from tests.scenarios.conftest import Kith, in_both_modes


def home(kith: Kith, who: str, containing: str) -> ShownView:
    """Somebody's Home tab, opened."""
    kith.playground.person(who).opens_home()
    return kith.playground.wait_for_home(who, containing)


def thank_jonas(kith: Kith) -> None:
    """Jonas helps Maya with terraform."""
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    maya.reacts(jonas.posts("general", "terraform force-unlock releases the lock"), "pray")
    kith.wait_for_sources("jonas", Source.REACTION)
    kith.wait_for_picture()
    kith.playground.wait_for(lambda: kith.helps("jonas")[0].words)


def ask_jonas(kith: Kith) -> int:
    """Maya has Jonas asked, as the store has it; returns the ask."""
    kith.wait_for_picture()
    maya, jonas = kith.playground.person("maya").id, kith.playground.person("jonas").id
    now = kith.app.services.clock()
    with kith.store.writing(kith.team) as work:
        ask, _ = work.asks.put(
            Ask("key", maya, "Who knows terraform locks?", kith.playground.channel_id("general"), now)
        )
        asked = Request(jonas, now + timedelta(hours=2), RequestState.ASKED, now)
        work.requests.put(Outreach(ask.id, maya, Wish(ask.text), requests=(asked,)))
    return ask.id


@in_both_modes
def test_the_first_day_begins_with_what_there_is_to_do(kith: Kith) -> None:
    kith.wait_for_picture()
    shown = home(kith, "tom", "Welcome")
    assert shown.shown_text.index("Ask me who can help") < shown.shown_text.index("Your topics")
    assert network.SHOW not in json.dumps(shown.blocks)
    assert own_help.SEE_ALL not in json.dumps(shown.blocks)


def test_a_topic_is_looked_into_and_dropped(kith: Kith) -> None:
    thank_jonas(kith)
    jonas = kith.playground.person("jonas")
    shown = home(kith, "jonas", "Your topics")
    assert "you helped 1 person" in shown.shown_text
    jonas.presses(shown, own_evidence.WHY_ME)
    modal = kith.playground.wait_for_modal("jonas", "What I know of you about")
    (word,) = {topic.word for topic in kith.app.services.own_evidence.topics(kith.team, jonas.id)[:1]}
    assert f"*{word}*" in modal.shown_text
    jonas.presses(modal, own_evidence.DROP_TOPIC)
    assert kith.playground.wait_for_modal("jonas", "none of the help that you gave so far")
    (help_,) = kith.helps("jonas")
    assert help_.words
    assert word not in help_.words


def test_a_topic_is_never_to_be_asked_about(kith: Kith) -> None:
    thank_jonas(kith)
    jonas = kith.playground.person("jonas")
    jonas.presses(home(kith, "jonas", "Your topics"), own_evidence.WHY_ME)
    jonas.presses(kith.playground.wait_for_modal("jonas", "What I know of you"), own_evidence.NEVER_TOPIC)
    assert kith.playground.wait_for_modal("jonas", "neither named nor asked")
    assert kith.playground.wait_for_home("jonas", "Never about")


@in_both_modes
def test_a_request_is_answered_on_the_home_tab(kith: Kith) -> None:
    ask_id = ask_jonas(kith)
    jonas = kith.playground.person("jonas")
    shown = home(kith, "jonas", "hopes for your help")
    jonas.presses(shown, f"{request.REPLY}{Reply.NOT_NOW}")
    assert kith.playground.wait_for(lambda: "hopes for" not in (jonas.home.shown_text if jonas.home else "hopes for"))
    with kith.store.reading(kith.team) as work:
        outreach = work.requests.get(ask_id)
    assert outreach
    assert outreach.requests[0].reply is Reply.NOT_NOW


def test_askers_see_their_open_questions_and_let_them_go(kith: Kith) -> None:
    ask_id = ask_jonas(kith)
    maya = kith.playground.person("maya")
    shown = home(kith, "maya", "I am asking for you")
    assert "Jonas" not in shown.shown_text.partition("You asked")[2].partition("Your topics")[0]
    maya.presses(shown, closing.SETTLED)
    assert kith.playground.wait_for(lambda: "You asked" not in (maya.home.shown_text if maya.home else "You asked"))
    with kith.store.reading(kith.team) as work:
        ask = work.asks.get(ask_id)
    assert ask
    assert ask.state is AskState.CLOSED


@in_both_modes
def test_a_digest_comes_at_the_chosen_time_by_the_chosen_clocks(kith: Kith) -> None:
    kith.wait_for_picture()
    maya = kith.playground.person("maya")
    maya.presses(home(kith, "maya", "Your digests"), subscriptions.CHOOSE)
    form = kith.playground.wait_for_modal("maya", "On which day?")
    assert "America/Sao_Paulo" in json.dumps(maya.types(form, subscriptions.ZONE, "sao paulo"))
    maya.chooses(form, subscriptions.ZONE, "America/Sao_Paulo")
    assert maya.submits(form, {subscriptions.WEEKDAY: "4", subscriptions.HOUR: "16"}) == {}
    shown = kith.playground.wait_for_home("maya", "on Fridays at 16:00 (America/Sao_Paulo)")
    maya.presses(shown, PREVIEW)
    assert kith.playground.wait_for_direct_message("maya", "")
    maya.presses(shown, UNSUBSCRIBE)
    assert kith.playground.wait_for_home("maya", "Each week I can tell")


def test_a_channels_digest_is_added_and_ended_by_its_members_alone(kith: Kith) -> None:
    kith.wait_for_picture()
    maya = kith.playground.person("maya")
    secret = kith.playground.add_channel("secret", "jonas", "tom", private=True)
    maya.presses(home(kith, "maya", "Your digests"), subscriptions.ADD)
    form = kith.playground.wait_for_modal("maya", "Of which channel?")
    assert subscriptions.CHANNEL in maya.submits(form, {subscriptions.CHANNEL: secret})
    general = kith.playground.channel_id("general")
    assert maya.submits(form, {subscriptions.CHANNEL: general}) == {}
    shown = kith.playground.wait_for_home("maya", "gets one on Mondays at 09:00")
    kith.app.services.digesting.subscribe(kith.team, secret, by=kith.playground.person("jonas").id)
    assert secret not in json.dumps(home(kith, "maya", "gets one").blocks)
    maya.chooses(shown, subscriptions.MENU, f"end:{general}")
    assert kith.playground.wait_for(lambda: "gets one" not in (maya.home.shown_text if maya.home else "gets one")), (
        "the digest was not ended"
    )


def test_ones_own_network_is_drawn_in_ones_own_messages(kith: Kith) -> None:
    thank_jonas(kith)
    maya = kith.playground.person("maya")
    maya.presses(home(kith, "maya", "1 person you have ties to"), network.SHOW)
    assert kith.playground.wait_for_modal("maya", "I am drawing it")
    told = kith.playground.wait_for_direct_message("maya", "helped you with")
    kith.wait_until_said()
    assert '"image"' in json.dumps(kith.playground.message(told).blocks)
    assert kith.playground.direct_messages("tom") == []


def test_long_lists_of_help_are_read_page_by_page(kith: Kith) -> None:
    kith.wait_for_picture()
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    ts = f"{kith.app.services.clock().timestamp():.6f}"
    acts = [
        Act(kith.playground.channel_id("general"), f"17000000{turn:02}.000001", jonas.id, maya.id) for turn in range(25)
    ]
    told = [Told(Claim(act, Source.LOGGED, thread_ts=act.ts, about=("kafka",)), ts) for act in acts]
    HelpRecorder(kith.store).record(kith.team, told)
    jonas.presses(home(kith, "jonas", "See all"), own_help.SEE_ALL)
    first = kith.playground.wait_for_modal("jonas", "25 in all, page 1 of 2")
    jonas.presses(first, f"{own_help.PAGE}_later")
    assert kith.playground.wait_for_modal("jonas", "page 2 of 2")


def test_who_hides_is_in_nobodys_network(kith: Kith) -> None:
    thank_jonas(kith)
    kith.app.services.privacy.be(kith.team, kith.playground.person("jonas").id, Openness.HIDDEN)
    assert "Nobody yet. A tie grows" in home(kith, "maya", "Whom you can reach").shown_text


def have_jonas_introduce(kith: Kith) -> tuple[int, int]:
    """Maya looks for somebody outside whom Jonas knows, as the store has it; returns the ask and the contact."""
    kith.wait_for_picture()
    maya, jonas = kith.playground.person("maya").id, kith.playground.person("jonas").id
    now = kith.app.services.clock()
    with kith.store.writing(kith.team) as work:
        ask, _ = work.asks.put(Ask("key", maya, "Who has moved kafka?", kith.playground.channel_id("general"), now))
        contact = work.contacts.put(jonas, Contact(Identity("Zed", "Acme"), ("kafka",), HowWell.WELL, now))
        work.introductions.put(Introduction(ask.id, contact, maya, jonas, ask.text, now, now + timedelta(hours=9)))
    return ask.id, contact


def state_of(kith: Kith, introduction: tuple[int, int]) -> IntroductionState | None:
    """Where an introduction stands."""
    found = kith.app.services.introducing.load(kith.team, *introduction)
    return found.state if found else None


def test_an_introduction_is_made_on_the_home_tab_and_nobody_else_reads_of_whom(kith: Kith) -> None:
    introduction = have_jonas_introduce(kith)
    jonas = kith.playground.person("jonas")
    assert "Zed" not in json.dumps(home(kith, "maya", "You asked").blocks)
    shown = home(kith, "jonas", "looks for somebody like Zed, Acme")
    jonas.presses(shown, outside.NAME_THEM)
    modal = kith.playground.wait_for_modal("jonas", "What they will read")
    assert jonas.submits(modal, {outside.WORDS: "Write to Zed"}) == {}
    assert state_of(kith, introduction) is IntroductionState.NAMED
    assert "Write to Zed" in home(kith, "maya", "names somebody outside").shown_text
    assert kith.playground.wait_for(lambda: "looks for" not in (jonas.home.shown_text if jonas.home else "looks for"))


def test_an_introduction_is_declined_on_the_home_tab_and_its_asker_waits(kith: Kith) -> None:
    introduction = have_jonas_introduce(kith)
    jonas = kith.playground.person("jonas")
    jonas.presses(home(kith, "jonas", "looks for somebody"), outside.DECLINE)
    assert kith.playground.wait_for(lambda: state_of(kith, introduction) is IntroductionState.DECLINED)
    assert "I am asking somebody who knows somebody outside" in home(kith, "maya", "You asked").shown_text


def test_a_request_that_is_settled_meanwhile_is_told_so_and_drawn_away(kith: Kith) -> None:
    ask_id = ask_jonas(kith)
    jonas = kith.playground.person("jonas")
    shown = home(kith, "jonas", "hopes for your help")
    kith.app.services.closer.close(kith.team, ask_id, kith.playground.person("maya").id)
    kith.app.services.requester.advance(kith.team)
    jonas.presses(shown, f"{request.REPLY}{Reply.HAPPY}")
    assert kith.playground.wait_for(lambda: "hopes for" not in (jonas.home.shown_text if jonas.home else "hopes for"))
    with kith.store.reading(kith.team) as work:
        outreach = work.requests.get(ask_id)
    assert outreach
    assert outreach.requests[0].state is RequestState.WITHDRAWN
