"""People are told before they are named, and see why; both through Slack."""

from bot.blocks import own_evidence, privacy
from tests.scenarios.conftest import Kith
from tests.scenarios.test_questions_are_answered import let_jonas_help


def test_before_the_first_time_one_is_told_and_can_choose(kith: Kith) -> None:
    let_jonas_help(kith)
    jonas = kith.playground.person("jonas")
    asked = kith.playground.person("priya").posts("general", "@kith terraform locks")
    kith.playground.wait_for_reply(asked, "Jonas Weber")
    notice = kith.playground.wait_for_direct_message("jonas", "about to name you")
    jonas.presses(notice, privacy.CHOOSE)
    jonas.submits(kith.playground.wait_for_modal("jonas"), {privacy.OPENNESS: "ask_first"})
    again = kith.playground.person("tom").posts("general", "@kith terraform locks")
    reply = kith.playground.wait_for_reply(again, "prefers to be asked first")
    assert "Jonas" not in reply.shown_text


def test_why_me_shows_ones_own_evidence_and_takes_it_back(kith: Kith) -> None:
    let_jonas_help(kith)
    jonas, tom = kith.playground.person("jonas"), kith.playground.person("tom")
    reply = kith.playground.wait_for_reply(
        kith.playground.person("priya").posts("general", "@kith terraform locks"), "Jonas Weber"
    )
    tom.presses(reply, own_evidence.WHY_ME)
    assert "no such help" in kith.playground.wait_for_modal("tom").shown_text
    jonas.presses(reply, own_evidence.WHY_ME)
    modal = kith.playground.wait_for_modal("jonas")
    assert "terraform" in modal.shown_text
    jonas.presses(modal, own_evidence.NO_HELP, block_id="evidence_0")
    assert kith.playground.wait_for(lambda: kith.helps("jonas") == [])
    assert kith.playground.wait_for(lambda: "Taken back" in (jonas.modal.shown_text if jonas.modal else ""))
    jonas.presses(kith.playground.wait_for_modal("jonas"), own_evidence.UNDO)
    assert kith.playground.wait_for(lambda: len(kith.helps("jonas")) == 1)
