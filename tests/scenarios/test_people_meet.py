"""Strangers who know the same, and groups that work apart, are offered to meet; only two yeses are told."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks import privacy
from bot.blocks import weaving as shown
from bot.domain.consent import Choice, Openness
from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.messages import MessageKey
from bot.jobs.weaving import weaving
from bot.services.recording import HelpRecorder
from playground.testing import ShownMessage
from tests.scenarios.conftest import Kith

BOTH = "maya", "jonas"
HOUR = timedelta(hours=1)


@pytest.fixture
def open_minded(kith: Kith) -> Kith:
    """Everybody may be named, and works around the clock."""
    kith.wait_for_picture()
    with kith.store.writing(kith.team) as work:
        work.settings.set("working_hours", {"opens": "00:00", "closes": "23:59:59.999999", "days": list(range(7))})
        for person in work.people.all():
            work.choices.put(person.id, Choice(Openness.OPEN))
    return kith


@pytest.fixture
def offered(open_minded: Kith) -> Kith:
    """Maya and Jonas both helped with hysteresis, apart; both have read that they might like to meet."""
    kith = open_minded
    said = [*helped(kith, 60, "tom", "maya", "hysteresis"), *helped(kith, 50, "priya", "jonas", "hysteresis")]
    said += [one for n in range(12) for one in helped(kith, 40 - n, f"asker{n}", f"helper{n}", "server")]
    HelpRecorder(kith.store).record(kith.team, said)
    weaving(kith.app.services, kith.team)
    for who in BOTH:
        kith.playground.wait_for_direct_message(who, "both helped with *hysteresis*")
    return kith


def at(hours_ago: float) -> str:
    return f"{(datetime.now(UTC) - hours_ago * HOUR).timestamp():.6f}"


def id_of(kith: Kith, who: str) -> str:
    return kith.playground.person(who).id if who in ("maya", "jonas", "priya", "tom", "elena") else f"U0{who.upper()}"


def helped(kith: Kith, hours_ago: float, asker: str, helper: str, word: str) -> list[Happening]:
    """Somebody asks about a word, another answers and is thanked."""
    asking, helping = id_of(kith, asker), id_of(kith, helper)
    first, second = at(hours_ago), at(hours_ago - 0.1)
    return [
        MessagePosted("C0GENERAL", first, asking, f"Who knows the {word}?"),
        MessagePosted("C0GENERAL", second, helping, "Like this.", thread_ts=first),
        Reacted(MessageKey("C0GENERAL", second), helping, asking, "pray", at(hours_ago - 0.2)),
    ]


def offer_to(kith: Kith, who: str) -> ShownMessage:
    return kith.playground.wait_for_direct_message(who, "Would you like to meet?")


def said_to(kith: Kith, who: str) -> str:
    return "\n".join(message.shown_text for message in kith.playground.direct_messages(who))


def test_both_say_yes_and_both_are_told(offered: Kith) -> None:
    for who in BOTH:
        offered.playground.person(who).presses(offer_to(offered, who), shown.MEET)
    for who, other in zip(BOTH, reversed(BOTH), strict=True):
        told = offered.playground.wait_for_direct_message(who, "would like to meet you, too")
        assert offered.playground.person(other).mention in told.shown_text


@pytest.mark.parametrize("refusal", [shown.NOT_NOW, shown.NEVER])
def test_a_refusal_is_heard_by_nobody(offered: Kith, refusal: str) -> None:
    playground = offered.playground
    playground.person("maya").presses(offer_to(offered, "maya"), refusal)
    playground.person("jonas").presses(offer_to(offered, "jonas"), shown.MEET)
    assert playground.wait_for(lambda: "If they would, too" in said_to(offered, "jonas"))
    offered.wait_until_said()
    assert "would like to meet you, too" not in said_to(offered, "jonas") + said_to(offered, "maya")


def test_no_more_of_these_is_a_choice_that_can_be_seen_and_changed(offered: Kith) -> None:
    maya = offered.playground.person("maya")
    maya.presses(offer_to(offered, "maya"), shown.NEVER)
    assert offered.playground.wait_for(lambda: "I will not suggest people" in said_to(offered, "maya"))
    maya.runs("/kith", "privacy")
    mine = offered.playground.wait_for_ephemeral("maya", "general", "Nobody is suggested to you to meet")
    maya.presses(mine, privacy.CHOOSE)
    maya.submits(offered.playground.wait_for_modal("maya", "Suggest colleagues to me"), {privacy.MEETS: ["yes"]})
    assert offered.playground.wait_for(
        lambda: offered.app.services.privacy.of(offered.team, maya.id).choice.meets_people
    )


def test_each_can_read_who_was_shown_their_name_and_why(offered: Kith) -> None:
    offered.wait_until_said()
    offered.playground.person("maya").runs("/kith", "privacy")
    told = offered.playground.wait_for_ephemeral("maya", "general", "Who was shown your name")
    assert f"{offered.playground.person('jonas').mention}, about hysteresis" in told.shown_text


def test_somebody_else_cannot_answer_for_them(offered: Kith) -> None:
    offer = offer_to(offered, "maya")
    offered.playground.person("tom").presses(offer, shown.MEET)
    offered.playground.person("jonas").presses(offer_to(offered, "jonas"), shown.MEET)
    assert offered.playground.wait_for(lambda: "If they would, too" in said_to(offered, "jonas"))
    offered.wait_until_said()
    assert "would like to meet you, too" not in said_to(offered, "jonas")


def work_apart(kith: Kith) -> None:
    """Jonas and Tom in one channel, Priya and Elena in another take a word up from each other."""
    said = [MessagePosted("C0GENERAL", at(24 * 40), id_of(kith, "maya"), "hello")]
    for channel, people in (("C0GENERAL", ("jonas", "tom")), ("C0RANDOM", ("priya", "elena"))):
        for thread in range(2):
            root = at(30 + thread)
            for turn, who in enumerate(people * 2):
                ts = root if turn == 0 else at(30 + thread - turn / 10)
                said.append(MessagePosted(channel, ts, id_of(kith, who), "our flamegraph shows it", root))
    HelpRecorder(kith.store).record(kith.team, said)


def test_two_groups_that_work_apart_are_brought_together_by_one_of_each(open_minded: Kith) -> None:
    work_apart(open_minded)
    weaving(open_minded.app.services, open_minded.team)
    open_minded.wait_until_said()
    asked = [who for who in ("jonas", "tom", "priya", "elena") if "Two groups work on" in said_to(open_minded, who)]
    assert len(asked) == 2
    assert len({"jonas", "tom"} & set(asked)) == 1
    for who in asked:
        assert "with one other in <#" in said_to(open_minded, who)
        open_minded.playground.person(who).presses(offer_to(open_minded, who), shown.MEET)
    for who in asked:
        open_minded.playground.wait_for_direct_message(who, "would like to meet you, too")


def test_a_group_of_which_nobody_wants_to_is_not_brought_together(open_minded: Kith) -> None:
    work_apart(open_minded)
    with open_minded.store.writing(open_minded.team) as work:
        for who in ("priya", "elena"):
            work.choices.put(id_of(open_minded, who), Choice(Openness.OPEN, meets_people=False))
    weaving(open_minded.app.services, open_minded.team)
    open_minded.wait_until_said()
    assert not any("meet?" in said_to(open_minded, who) for who in ("jonas", "tom", "priya", "elena"))
