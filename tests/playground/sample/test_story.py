from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from playground.sample.staging import Message
from playground.sample.story import HELP_REACTIONS, QUESTIONS, SIGNALS, story
from playground.sample.workspace import Workspace


def thanked(workspace: Workspace) -> Iterator[tuple[str, str, Message]]:
    """(who helped, whom, on which message), as the reactions tell it."""
    for message in workspace.messages:
        for name, people in message.reactions:
            for person in people:
                if name in HELP_REACTIONS and person is not message.speaker:
                    yield message.speaker.handle, person.handle, message


def thread_text(workspace: Workspace, message: Message) -> str:
    root = message.root or message
    return " ".join(m.text for m in workspace.messages if m is root or m.root is root).lower()


def helpers(workspace: Workspace, word: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for helper, _, message in thanked(workspace):
        found[helper] += word in thread_text(workspace, message)
    return found


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["asker"])
def test_every_step_of_an_expected_path_is_a_tie(workspace: Workspace, question: dict[str, list[str]]) -> None:
    ties = {(helper, helped) for helper, helped, _ in thanked(workspace)}
    path = question["path"]
    for near, far in pairwise(path):
        assert (far, near) in ties
    assert (path[-1], path[0]) not in ties, "the path would be shorter than the story says"


def test_terraform_has_an_overloaded_expert_and_an_equal(workspace: Workspace) -> None:
    found = helpers(workspace, "terraform")
    best = {handle for handle, _ in found.most_common(3)}
    assert {"tomasz", "priya"} <= best
    all_helps = Counter(helper for helper, _, _ in thanked(workspace))
    assert all_helps["tomasz"] > 8


def test_customs_is_one_persons_subject(workspace: Workspace) -> None:
    (first, count), (_, second) = helpers(workspace, "customs").most_common(2)
    assert first == "simone"
    assert count > 2 * second


def test_the_newcomer_leads_in_pairing_and_says_little(workspace: Workspace) -> None:
    assert helpers(workspace, "pair").most_common(1)[0][0] == "ines"
    said = Counter(m.speaker.handle for m in workspace.messages if m.root is None or m.text)
    assert said["ines"] < sorted(said.values())[-10]


def test_who_left_is_silent_after_the_last_day(workspace: Workspace) -> None:
    left = [m.at for m in workspace.messages if m.speaker.handle == "felix"]
    came = [m.at for m in workspace.messages if m.speaker.handle == "ines"]
    assert left
    assert max(left) < workspace.calendar.end - timedelta(weeks=6, days=2)
    assert min(came) > workspace.calendar.end - timedelta(weeks=7, days=1)


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal["scene"])
def test_a_weak_signal_widens_over_the_last_four_weeks(workspace: Workspace, signal: dict[str, str]) -> None:
    told = workspace.scene(signal["scene"])
    start = workspace.calendar.end - timedelta(weeks=4)
    weekly = [{m.speaker.handle for m in told if (m.at - start).days // 7 == week} for week in range(4)]
    sizes = [len(people) for people in weekly]
    assert sizes == sorted(sizes)
    assert sizes[0] <= 3
    assert sizes[3] >= 8
    assert len({m.channel for m in told}) >= 5


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal["scene"])
def test_a_weak_signal_is_told_in_related_words_and_new(workspace: Workspace, signal: dict[str, Any]) -> None:
    rare = signal["vocabulary"][:3] if signal["scene"] == "regulation" else ["veltra", "2231"]
    start = workspace.calendar.end - timedelta(weeks=4, days=1)
    early = " ".join(m.text.lower() for m in workspace.messages if m.at < start)
    assert not [word for word in rare if f" {word}" in early]
    told = " ".join(m.text.lower() for m in workspace.scene(str(signal["scene"])))
    assert all(word in told for word in signal["vocabulary"])


def test_those_who_bring_up_the_battery_rarely_talk_to_each_other(workspace: Workspace) -> None:
    openers = [m.speaker.handle for m in workspace.scene("battery") if m.root is None]
    assert len(set(openers)) >= 8


def test_people_are_already_at_work_on_the_morning_of_the_end(workspace: Workspace) -> None:
    morning = [m for m in workspace.messages if m.at > workspace.calendar.end - timedelta(hours=7)]
    assert {"anjali", "ravi", "zofia"} <= {m.speaker.handle for m in morning}


def test_the_open_questions_are_of_the_last_week_and_without_reply(workspace: Workspace) -> None:
    open_questions = workspace.scene("unanswered")
    assert len(open_questions) == 2
    for question in open_questions:
        assert question.at > workspace.calendar.end - timedelta(days=7)
        assert not [m for m in workspace.messages if m.root is question]


def test_two_helpers_with_the_same_topic_have_never_met(workspace: Workspace) -> None:
    kofi, magda = workspace.people["kofi"], workspace.people["magda"]
    month = workspace.calendar.end - timedelta(weeks=4, days=1)
    for person in (kofi, magda):
        given = [m for helper, _, m in thanked(workspace) if helper == person.handle and m.at > month]
        assert sum("drift" in thread_text(workspace, m) for m in given) >= 2
    threads: dict[Message, set[str]] = {}
    for message in workspace.messages:
        present = {message.speaker.handle} | {p.handle for _, people in message.reactions for p in people}
        present |= {handle for handle in ("kofi", "magda") if f"@{handle}" in message.text}
        threads.setdefault(message.root or message, set()).update(present)
    assert not [root.text for root, present in threads.items() if {"kofi", "magda"} <= present]


def test_the_confidential_topic_is_spoken_of_in_private_only(workspace: Workspace) -> None:
    for word in ("satellite", "iridium", "osprey"):
        places = {m.channel for m in workspace.messages if word in m.text.lower()}
        assert places <= {"project-osprey"}, word
    assert "henrik" in {h for h, _, m in thanked(workspace) if m.channel == "project-osprey"}


def test_the_outside_question_has_no_answer_inside(workspace: Workspace) -> None:
    outside = story(workspace)["outside"]
    assert not [m for m in workspace.messages if "tiered storage" in m.text]
    contacts = (files("playground.sample") / "cast" / "contacts.csv").read_text(encoding="utf-8")
    assert f"ravi,{outside['contact']}" in contacts


def test_the_week_has_thanks_to_tell_and_none_from_private_channels(workspace: Workspace) -> None:
    thanks = story(workspace)["digest"]["thanks"]
    assert len(thanks) >= 10
    assert not {thank["channel"] for thank in thanks} & {"leadership", "project-osprey"}
    assert all(thank["user"] != thank["thanked_by"] for thank in thanks)


def test_the_loud_threads_are_louder_than_the_signals(workspace: Workspace) -> None:
    assert len(workspace.scene("soup")) > 35
    assert Counter(m.speaker.handle for m in workspace.scene("sourdough")).most_common(1)[0][0] == "stefan"


def test_members_and_outsiders_help_each_other_in_the_shared_channel(workspace: Workspace) -> None:
    pairs = [(h, s) for h, s, m in thanked(workspace) if m.channel == "ext-arcadia"]
    outside = {p.handle for p in workspace.people.values() if "stranger" in p.flags}
    assert {helper in outside for helper, _ in pairs} == {True, False}


def test_the_story_names_people_and_messages_of_the_workspace(workspace: Workspace) -> None:
    told = story(workspace)
    ids = {person.id for person in workspace.people.values()}
    for question in told["questions"]:
        assert {question["asker"], *question["expected"], *question["path"], *question["never"]} <= ids
    timestamps = {message.ts for message in workspace.messages}
    references = [signal["first_seen"] for signal in told["digest"]["emerging"]] + told["digest"]["unanswered"]
    assert {reference["ts"] for reference in references} <= timestamps
    assert told["private"]["helper"] in told["private"]["members"]
