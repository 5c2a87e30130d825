"""From a question in Slack to an answer that names who has helped, said once, whatever breaks in between."""

import pytest

from bot.blocks import answer, introduction
from bot.domain.help import Source
from playground.testing import ShownMessage
from tests.scenarios.conftest import Kith, in_both_modes


def let_jonas_help(kith: Kith) -> None:
    """Jonas helps Maya with terraform, in public."""
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    question = maya.posts("general", "How do I release a stuck terraform state lock?")
    jonas.replies(question, "terraform force-unlock with the lock id")
    maya.replies(question, "that worked, thanks")
    kith.wait_for_sources("jonas", Source.THANKS)
    kith.wait_for_picture()


def answers_to(kith: Kith, question: ShownMessage) -> list[ShownMessage]:
    """What Kith has said in the question's thread."""
    return [reply for reply in kith.playground.thread(question) if reply.by_app]


@in_both_modes
def test_a_mention_is_answered_in_its_thread(kith: Kith) -> None:
    let_jonas_help(kith)
    asked = kith.playground.person("priya").posts("general", "@kith who can help with terraform state locks?")
    reply = kith.playground.wait_for_reply(asked, "Jonas Weber")
    assert "terraform" in reply.shown_text
    assert "<@" not in reply.shown_text
    assert answer.ASK_THEM in reply.buttons


@in_both_modes
def test_a_command_is_answered_to_its_user_alone(kith: Kith) -> None:
    let_jonas_help(kith)
    before = len(kith.playground.messages("general"))
    kith.playground.person("priya").runs("/kith", "who can help with terraform?")
    assert kith.playground.wait_for_ephemeral("priya", "general", "Jonas Weber")
    assert len(kith.playground.messages("general")) == before


def test_a_direct_message_is_answered_there(kith: Kith) -> None:
    let_jonas_help(kith)
    kith.playground.person("priya").writes_to_app("who knows terraform?")
    assert kith.playground.wait_for_direct_message("priya", "Jonas Weber")


def test_where_nobody_is_known_the_need_can_be_posted(kith: Kith) -> None:
    priya = kith.playground.person("priya")
    reply = kith.playground.wait_for_reply(priya.posts("general", "@kith quantum chromodynamics"), "I know nobody")
    priya.presses(reply, answer.POST_NEED)
    assert kith.playground.wait_for_ephemeral("priya", "general", "next digest")


def test_only_the_asker_presses_the_buttons_of_an_answer(kith: Kith) -> None:
    let_jonas_help(kith)
    asked = kith.playground.person("priya").posts("general", "@kith terraform")
    reply = kith.playground.wait_for_reply(asked, "Jonas Weber")
    kith.playground.person("tom").presses(reply, answer.THEY_HELPED)
    assert kith.playground.wait_for_ephemeral("tom", "general", "Only the person who asked")
    kith.playground.person("priya").presses(reply, answer.THEY_HELPED)
    assert kith.playground.wait_for_ephemeral("priya", "general", "Noted")
    kith.wait_for_sources("priya", Source.CLICK)


def test_only_the_asker_opens_the_request(kith: Kith) -> None:
    let_jonas_help(kith)
    priya = kith.playground.person("priya")
    reply = kith.playground.wait_for_reply(priya.posts("general", "@kith terraform locks"), "Jonas Weber")
    kith.playground.person("tom").presses(reply, answer.ASK_THEM)
    assert kith.playground.wait_for_ephemeral("tom", "general", "Only the person who asked")
    priya.presses(reply, answer.ASK_THEM)
    assert "in private" in kith.playground.wait_for_modal("priya").shown_text


@pytest.mark.parametrize("said", ["@kith", "@kith help", "hey @kith!"])
def test_a_mention_without_a_question_is_told_what_kith_can_do(kith: Kith, said: str) -> None:
    asked = kith.playground.person("priya").posts("general", said)
    assert kith.playground.wait_for_reply(asked, "Ask me who can help")


@pytest.mark.parametrize(
    ("text", "told"), [("help", "Ask me who can help"), ("ties", "You helped"), ("privacy", "You can be found")]
)
def test_the_words_of_the_command_are_answered_at_once(kith: Kith, text: str, told: str) -> None:
    kith.playground.person("priya").runs("/kith", text)
    assert kith.playground.wait_for_ephemeral("priya", "general", told)


@in_both_modes
def test_a_question_that_is_delivered_twice_is_answered_once(kith: Kith) -> None:
    let_jonas_help(kith)
    kith.playground.fault("drop_acknowledgement", "app_mention")
    asked = kith.playground.person("priya").posts("general", "@kith terraform")
    kith.playground.wait_for_reply(asked, "Jonas Weber")
    kith.playground.wait_until_delivered()
    kith.wait_until_said()
    assert len(answers_to(kith, asked)) == 1


@pytest.mark.parametrize("fault", ["rate_limit", "server_error", "lost_answer"])
def test_whatever_becomes_of_the_first_attempt_the_answer_is_said_once(kith: Kith, fault: str) -> None:
    let_jonas_help(kith)
    kith.playground.fault(fault, "chat.postMessage", seconds=1)
    asked = kith.playground.person("priya").posts("general", "@kith terraform")
    kith.playground.wait_for_reply(asked, "Jonas Weber")
    kith.wait_until_said()
    assert len(answers_to(kith, asked)) == 1


def test_where_slack_refuses_an_answer_the_next_question_is_answered_all_the_same(kith: Kith) -> None:
    let_jonas_help(kith)
    maya = kith.playground.person("maya")
    kith.playground.fault("server_error", "chat.postMessage")
    asked = maya.posts("with-acme", "@kith terraform")
    kith.playground.wait_for_call("chat.postMessage")
    maya.removes_app("with-acme")
    kith.wait_until_said()
    assert answers_to(kith, asked) == []
    again = kith.playground.person("priya").posts("general", "@kith terraform")
    assert kith.playground.wait_for_reply(again, "Jonas Weber")
    assert introduction.READ_BACK not in str(kith.playground.messages("with-acme"))
