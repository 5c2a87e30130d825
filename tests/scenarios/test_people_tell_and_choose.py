"""Help logged by hand, one's own help, and the choice to hide."""

from bot.blocks import log_help, privacy
from bot.domain.consent import Openness
from bot.domain.help import Source
from tests.scenarios.conftest import Kith, in_both_modes


@in_both_modes
def test_help_is_logged_from_a_message_and_undone(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    message = jonas.posts("general", "Fixed your pipeline, see the diff")
    maya.uses_shortcut(log_help.SHORTCUT, on=message)
    modal = kith.playground.wait_for_modal("maya", "Who helped?")
    assert maya.submits(modal, {log_help.ABOUT: "jenkins pipeline"}) == {}
    (help_,) = kith.wait_for_sources("jonas", Source.LOGGED)
    assert (help_.helper, help_.seeker, set(help_.words)) == (jonas.id, maya.id, {"jenkins", "pipeline"})
    told = kith.playground.wait_for_ephemeral("maya", "general", "Logged")
    maya.presses(told, log_help.UNDO)
    kith.wait_for_sources("jonas")


def test_help_is_logged_also_where_kith_is_no_member(kith: Kith) -> None:
    tom, jonas = kith.playground.person("tom"), kith.playground.person("jonas")
    message = jonas.posts("random", "Fixed your pipeline, see the diff")
    tom.uses_shortcut(log_help.SHORTCUT, on=message)
    tom.submits(kith.playground.wait_for_modal("tom"), {log_help.ABOUT: "jenkins pipeline"})
    kith.wait_for_sources("jonas", Source.LOGGED)
    assert kith.playground.wait_for_ephemeral("tom", "random", "Logged")


def test_the_modal_refuses_help_to_oneself_and_by_bots(kith: Kith) -> None:
    maya = kith.playground.person("maya")
    kith.wait_for_picture()
    maya.uses_shortcut(log_help.SHORTCUT, on=maya.posts("general", "I did it all by myself"))
    modal = kith.playground.wait_for_modal("maya")
    filled = {log_help.SEEKER: maya.id, log_help.ABOUT: "pride"}
    assert log_help.HELPER in maya.submits(modal, filled)
    assert log_help.HELPER in maya.submits(modal, filled | {log_help.HELPER: kith.playground.app_user_id})
    assert kith.helps("maya") == []


@in_both_modes
def test_the_home_tab_shows_ones_own_help_and_choice(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    maya.reacts(jonas.posts("general", "terraform force-unlock releases the lock"), "pray")
    kith.wait_for_sources("jonas", Source.REACTION)
    kith.playground.wait_for(lambda: kith.helps("jonas")[0].words)
    jonas.opens_home()
    home = kith.playground.wait_for_home("jonas", "terraform")
    jonas.presses(home, privacy.HIDE)
    assert kith.playground.wait_for_home("jonas", "You are hidden")


def test_who_hides_is_not_named_and_who_comes_back_is(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    maya.reacts(jonas.posts("general", "terraform force-unlock releases the lock"), "pray")
    kith.wait_for_sources("jonas", Source.REACTION)
    kith.wait_for_picture()
    jonas.runs("/kith", "privacy")
    jonas.presses(kith.playground.wait_for_ephemeral("jonas", "general", "You can be found"), privacy.HIDE)
    asked = kith.playground.person("priya").posts("general", "@kith terraform")
    assert "Jonas" not in kith.playground.wait_for_reply(asked).shown_text


@in_both_modes
def test_choices_are_made_in_a_modal_and_shown_where_it_was_opened(kith: Kith) -> None:
    jonas = kith.playground.person("jonas")
    kith.wait_for_picture()
    jonas.runs("/kith", "privacy")
    jonas.presses(kith.playground.wait_for_ephemeral("jonas", "general", "You can be found"), privacy.CHOOSE)
    modal = kith.playground.wait_for_modal("jonas", "May I name you")
    assert privacy.PAUSE in jonas.submits(modal, {privacy.PAUSE: "2001-01-01"})
    chosen = {privacy.OPENNESS: Openness.ASK_FIRST.value, privacy.LIMIT: "1", privacy.NEVER: "kafka\nterraform locks"}
    assert jonas.submits(modal, chosen | {privacy.PAUSE: "2101-01-01"}) == {}
    shown = kith.playground.wait_for_ephemeral("jonas", "general", "You are asked first")
    assert "kafka and terraform locks" in shown.shown_text
    jonas.opens_home()
    jonas.presses(kith.playground.wait_for_home("jonas", "You are asked first"), privacy.CHOOSE)
    modal = kith.playground.wait_for_modal("jonas", "May I name you")
    assert jonas.submits(modal, {privacy.OPENNESS: Openness.OPEN.value}) == {}
    assert kith.playground.wait_for_home("jonas", "You can be found")


def test_people_see_who_was_shown_their_name_about_what(kith: Kith) -> None:
    maya, jonas, priya = (kith.playground.person(name) for name in ("maya", "jonas", "priya"))
    maya.reacts(jonas.posts("general", "terraform force-unlock releases the lock"), "pray")
    kith.wait_for_sources("jonas", Source.REACTION)
    kith.wait_for_picture()
    assert kith.playground.wait_for_reply(priya.posts("general", "@kith terraform"), "Jonas")
    kith.wait_until_said()
    jonas.opens_home()
    home = kith.playground.wait_for_home("jonas", "Who was shown your name")
    assert "terraform" in home.shown_text.partition("Who was shown your name")[2]


def test_whoever_is_asked_first_is_not_named(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    maya.reacts(jonas.posts("general", "terraform force-unlock releases the lock"), "pray")
    kith.wait_for_sources("jonas", Source.REACTION)
    kith.wait_for_picture()
    kith.app.services.privacy.be(kith.team, jonas.id, Openness.ASK_FIRST)
    reply = kith.playground.wait_for_reply(kith.playground.person("priya").posts("general", "@kith terraform"))
    assert "Jonas" not in reply.shown_text
    assert "prefers to be asked first" in reply.shown_text


def test_people_take_their_data_with_them_and_are_forgotten(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    maya.reacts(jonas.posts("general", "terraform force-unlock releases the lock"), "pray")
    kith.wait_for_sources("jonas", Source.REACTION)
    kith.wait_for_picture()
    jonas.runs("/kith", "privacy")
    shown = kith.playground.wait_for_ephemeral("jonas", "general", "You can be found")
    jonas.presses(shown, privacy.EXPORT_DATA)
    told = kith.playground.wait_for_direct_message("jonas", "everything that I keep")
    assert kith.playground.wait_for(lambda: kith.playground.thread(told)), "no file came"
    jonas.presses(shown, privacy.FORGET)
    forgotten = kith.playground.wait_for_ephemeral("jonas", "general", "I have forgotten you")
    assert kith.helps("jonas") == kith.helps("maya") == []
    maya.reacts(jonas.posts("general", "the terraform state is in a bucket"), "pray")
    kith.playground.wait_until_delivered()
    assert kith.helps("maya") == []
    jonas.presses(forgotten, privacy.READMIT)
    assert kith.playground.wait_for_ephemeral("jonas", "general", "You can be found")


def test_help_logged_by_hand_is_taken_back_from_the_home_tab(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    maya.uses_shortcut(log_help.SHORTCUT, on=jonas.posts("general", "Fixed your pipeline"))
    maya.submits(kith.playground.wait_for_modal("maya"), {log_help.ABOUT: "jenkins"})
    kith.wait_for_sources("jonas", Source.LOGGED)
    maya.opens_home()
    maya.presses(kith.playground.wait_for_home("maya", "logged by hand"), log_help.UNDO)
    kith.wait_for_sources("jonas")
    assert kith.playground.wait_for(lambda: "logged by hand" not in (maya.home.shown_text if maya.home else ""))
