"""From a reaction, thanks or an answer in Slack to a stored help, and back."""

from bot.domain.help import Source
from tests.scenarios.conftest import Kith, in_both_modes


@in_both_modes
def test_a_reaction_becomes_help_and_taking_it_back_undoes_it(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    tip = jonas.posts("general", "The terraform state lock is released with force-unlock")
    maya.reacts(tip, "raised_hands")
    (help_,) = kith.wait_for_sources("jonas", Source.REACTION)
    assert (help_.helper, help_.seeker) == (jonas.id, maya.id)
    assert kith.playground.wait_for(lambda: "terraform" in kith.helps("jonas")[0].words)
    maya.unreacts(tip, "raised_hands")
    kith.wait_for_sources("jonas")


@in_both_modes
def test_thanks_in_a_thread_say_that_the_answer_helped(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    question = maya.posts("general", "How do I release a stuck terraform state lock?")
    jonas.replies(question, "terraform force-unlock with the lock id")
    kith.wait_for_sources("jonas", Source.ANSWER)
    thanks = maya.replies(question, "that worked, thanks")
    kith.wait_for_sources("jonas", Source.THANKS)
    maya.deletes(thanks)
    kith.wait_for_sources("jonas", Source.ANSWER)


def test_an_edit_that_takes_the_thanks_back_takes_the_help_back(kith: Kith) -> None:
    maya = kith.playground.person("maya")
    thanks = maya.posts("general", "@jonas thanks for the help with kafka retention")
    kith.wait_for_sources("jonas", Source.THANKS)
    maya.edits(thanks, "@jonas is on holiday, who else knows kafka retention")
    kith.wait_for_sources("jonas")


def test_what_three_ways_say_of_one_message_is_one_help(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    question = maya.posts("general", "How do I release a stuck terraform state lock?")
    answer = jonas.replies(question, "terraform force-unlock with the lock id")
    maya.reacts(answer, "white_check_mark")
    maya.replies(question, "that worked, thanks")
    kith.wait_for_sources("jonas", Source.THANKS)


def test_reactions_to_oneself_to_the_app_and_of_other_kinds_count_nothing(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    tip = jonas.posts("general", "The terraform state lock is released with force-unlock")
    jonas.reacts(tip, "raised_hands")
    maya.reacts(tip, "eyes")
    kith.playground.wait_until_delivered()
    assert kith.helps("jonas") == []


def test_nothing_that_was_overheard_is_kept_as_text(kith: Kith) -> None:
    said = "Why is the quokka gazebo so much slower than the zanzibar one?"
    kith.playground.person("maya").posts("general", said)
    kith.playground.wait_until_delivered()
    with kith.store.engine.connect() as connection:
        dumped = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert "quokka" in dumped
    assert "Why is" not in dumped
    assert "so much slower" not in dumped
