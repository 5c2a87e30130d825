from datetime import date, timedelta
from random import Random

import pytest

from playground.sample.people import cast
from playground.sample.rhythm import Calendar
from playground.sample.screenplay import parse
from playground.sample.staging import Message, Stage, play_all

CALENDAR = Calendar(date(2026, 11, 23))


def played(text: str, seed: int = 1) -> list[Message]:
    return play_all(Stage(cast(), CALENDAR, Random(seed)), parse(text, "test.txt"))


def test_replies_belong_to_the_first_message_and_come_after_it() -> None:
    root, first, second = played("#data w3\nmei: lag?\nravi: Which group?\nmei: all of them")
    assert (root.root, first.root, second.root) == (None, root, root)
    assert root.at < first.at < second.at


def test_a_flat_scene_has_no_thread() -> None:
    assert [m.root for m in played("#random w3 tue 12:00 flat\nmei: soup?\nravi: No.")] == [None, None]


def test_a_fixed_moment_is_the_openers_local_time() -> None:
    (message,) = played("#data w12 mon 09:00\nravi: good morning")
    assert message.at.astimezone(message.speaker.tz).strftime("%a %H:%M") == "Mon 09:00"


def test_an_asked_delay_is_kept() -> None:
    root, reply = played("#data w2 tue 10:00\nravi: hm\nravi +2d: solved")
    assert reply.at - root.at >= timedelta(days=1, hours=20)


def test_in_a_live_scene_nobody_waits_for_the_morning() -> None:
    text = "tue 22:00{}\nmei: down\npriya: On it."
    called, reply = played("#data w2 " + text.format(" live"))
    assert reply.at - called.at < timedelta(hours=2)
    asked, later = played("#data w2 " + text.format(""))
    assert later.at - asked.at > timedelta(minutes=10)
    assert later.at.astimezone(later.speaker.tz).hour < 19


def test_nothing_is_said_after_the_end() -> None:
    messages = played("#data w12 fri 16:00\nravi: is it fixed?\nravi +9d: It is.")
    assert [m.text for m in messages] == ["is it fixed?"]


def test_a_scene_waits_for_those_who_come_and_go() -> None:
    for seed in range(20):
        (early,) = played("#platform\nfelix: bye", seed)
        (late,) = played("#firmware\nines: hello", seed)
        assert early.at < CALENDAR.end - timedelta(weeks=7)
        assert late.at > CALENDAR.end - timedelta(weeks=7, days=1)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("#data\nnobody: hi", "not in the cast: nobody"),
        ("#data\nfelix: hi\nines: hello", "never there at the same time"),
    ],
)
def test_an_impossible_scene_is_refused(text: str, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        played(text)


def test_a_timestamp_has_six_decimals() -> None:
    (message,) = played("#data w1\nmei: hi")
    seconds, _, micros = message.ts.partition(".")
    assert (len(seconds), len(micros)) == (10, 6)
