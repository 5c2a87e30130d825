"""Admins decide how Kith works, on their Home tab; nobody else can."""

import json

import pytest

from bot.blocks import admin, admin_forms
from bot.domain.help import Source
from playground.testing.shown import ShownView
from tests.scenarios.conftest import Kith, in_both_modes


@pytest.fixture
def home(kith: Kith) -> ShownView:
    """The Home tab of Maya, who is an admin of the workspace."""
    kith.wait_for_picture()
    kith.playground.person("maya").opens_home()
    return kith.playground.wait_for_home("maya", "For admins")


def demote(kith: Kith, name: str) -> None:
    """Take an admin's rights in Slack."""
    kith.playground.do("change_person", user=name, is_admin=False)


def test_only_admins_have_the_admins_part(kith: Kith, home: ShownView) -> None:
    assert "By their own choice 0 may be named" in home.shown_text
    kith.playground.person("jonas").opens_home()
    shown = kith.playground.wait_for_home("jonas", "What I can do")
    assert "For admins" not in shown.shown_text
    assert admin.PAUSE not in json.dumps(shown.blocks)


@in_both_modes
def test_rules_are_changed_looked_over_and_logged(kith: Kith, home: ShownView) -> None:
    maya, jonas, tom = (kith.playground.person(name) for name in ("maya", "jonas", "tom"))
    maya.presses(home, admin.CHANGE)
    form = kith.playground.wait_for_modal("maya", "Reactions that log help")
    filled = {"help_reactions": "so many <!channel> words", "retention_months": "6"}
    assert "help_reactions" in maya.submits(form, filled)
    assert admin_forms.CLOSES in maya.submits(form, filled | {admin_forms.CLOSES: "08:00"})
    assert maya.submits(form, filled | {"help_reactions": ":bulb: :+1:", admin_forms.CLOSES: "17:00"}) == {}
    review = kith.playground.wait_for_modal("maya", "What is older than that is deleted")
    assert ":bulb: :+1:" in review.shown_text
    assert "Guests" not in review.shown_text
    assert maya.submits(review) == {}
    shown = kith.playground.wait_for_home("maya", "What admins did")
    assert "6 months" in shown.shown_text
    tip = jonas.posts("general", "terraform force-unlock releases the lock")
    tom.reacts(tip, "pray")
    tom.reacts(tip, "+1")
    kith.wait_for_sources("jonas", Source.REACTION)
    jonas.runs("/kith", "help")
    assert kith.playground.wait_for_ephemeral("jonas", "general", ":bulb: :+1:")


def test_kith_stays_out_of_an_excluded_channel_until_it_is_let_in(kith: Kith, home: ShownView) -> None:
    maya, jonas, tom = (kith.playground.person(name) for name in ("maya", "jonas", "tom"))
    tom.reacts(jonas.posts("general", "terraform force-unlock releases the lock"), "pray")
    kith.wait_for_sources("jonas", Source.REACTION)
    maya.presses(home, admin.CHANNELS)
    form = kith.playground.wait_for_modal("maya", "I stay out of no channel")
    assert maya.submits(form, {admin_forms.CHANNELS: [kith.playground.channel_id("general")]}) == {}
    review = kith.playground.wait_for_modal("maya", "What was recorded in the new channels is deleted")
    assert maya.submits(review) == {}
    kith.wait_for_sources("jonas")
    asked = tom.posts("general", "@kith who knows terraform?")
    told = kith.playground.wait_for_ephemeral("tom", "general", "stay out of this channel")
    assert told.thread_ts is None
    tom.posts("general", "@kith hello")
    assert kith.playground.wait_for(lambda: len(kith.playground.ephemerals("tom", "general")) == 2)
    assert kith.playground.thread(asked) == []
    maya.presses(kith.playground.wait_for_home("maya", "What admins did"), admin.CHANNELS)
    maya.presses(kith.playground.wait_for_modal("maya", "I stay out of these channels"), admin_forms.LET_IN)
    assert kith.playground.wait_for_modal("maya", "I stay out of no channel")
    assert kith.playground.wait_for_reply(tom.posts("general", "@kith who knows terraform?"))


def test_a_paused_kith_answers_nobody_until_an_admin_lets_it_go_on(kith: Kith, home: ShownView) -> None:
    maya, tom = kith.playground.person("maya"), kith.playground.person("tom")
    maya.presses(home, admin.PAUSE)
    paused = kith.playground.wait_for_home("maya", "I am paused")
    asked = tom.posts("general", "@kith who knows terraform?")
    assert kith.playground.wait_for_ephemeral("tom", "general", "has paused me")
    assert kith.playground.thread(asked) == []
    tom.writes_to_app("hello")
    tom.opens_home()
    assert kith.playground.wait_for_home("tom", "has paused me")
    maya.presses(paused, admin.RESUME)
    assert kith.playground.wait_for_reply(tom.posts("general", "@kith who knows terraform?"))
    assert kith.playground.wait_for_home("maya", "let me go on")


def test_an_admin_has_a_person_erased(kith: Kith, home: ShownView) -> None:
    maya, jonas, tom = (kith.playground.person(name) for name in ("maya", "jonas", "tom"))
    tom.reacts(jonas.posts("general", "terraform force-unlock releases the lock"), "pray")
    kith.wait_for_sources("jonas", Source.REACTION)
    maya.presses(home, admin.ERASE_PERSON)
    assert maya.submits(kith.playground.wait_for_modal("maya", "Who?"), {admin_forms.PERSON: jonas.id}) == {}
    assert maya.submits(kith.playground.wait_for_modal("maya", "It is final")) == {}
    assert kith.playground.wait_for_home("maya", "erased")
    assert kith.helps("jonas") == kith.helps("tom") == []


def test_everything_is_erased_only_after_the_words_and_kith_is_paused_then(kith: Kith, home: ShownView) -> None:
    maya, jonas, tom = (kith.playground.person(name) for name in ("maya", "jonas", "tom"))
    tom.reacts(jonas.posts("general", "terraform force-unlock releases the lock"), "pray")
    kith.wait_for_sources("jonas", Source.REACTION)
    maya.presses(home, admin.ERASE_EVERYTHING)
    form = kith.playground.wait_for_modal("maya", "It is final")
    assert admin_forms.WORDS in maya.submits(form, {admin_forms.WORDS: "yes"})
    assert kith.helps("jonas")
    assert maya.submits(form, {admin_forms.WORDS: "Erase everything"}) == {}
    kith.wait_until_said()
    assert kith.helps("jonas") == []
    maya.opens_home()
    assert kith.playground.wait_for_home("maya", "had everything erased")


@pytest.mark.parametrize("action", [admin.PAUSE, admin.CHANGE, admin.CHANNELS, admin.ERASE_PERSON])
def test_who_is_no_admin_any_more_is_told_so_and_changes_nothing(kith: Kith, home: ShownView, action: str) -> None:
    demote(kith, "maya")
    kith.playground.person("maya").presses(home, action)
    assert kith.playground.wait_for_modal("maya", "Only admins of this workspace")
    assert not kith.app.services.administration.is_paused(kith.team)


def test_an_open_form_is_refused_once_its_owner_is_no_admin_any_more(kith: Kith, home: ShownView) -> None:
    maya = kith.playground.person("maya")
    maya.presses(home, admin.ERASE_EVERYTHING)
    form = kith.playground.wait_for_modal("maya", "It is final")
    demote(kith, "maya")
    assert maya.submits(form, {admin_forms.WORDS: "erase everything"}) == {}
    assert kith.playground.wait_for_modal("maya", "Only admins of this workspace")
    assert not kith.app.services.administration.is_paused(kith.team)
