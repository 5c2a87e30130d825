"""Ties to the outside: kept by their introducer, found by a colleague, told of by the introducer's yes alone."""

from typing import Any

import pytest

from bot.blocks import contact_form, contact_import, contacts, outside
from playground.testing import Playground, ShownMessage
from tests.scenarios.conftest import Kith

SUNITA = {
    contact_form.NAME: "Sunita Bose",
    contact_form.ORGANISATION: "Metro Freight",
    contact_form.TOPICS: "Kafka; tiered storage",
    contact_form.HANDLE: "sunita@metro.example",
    contact_form.NOTE: "Likes calls",
}
SECRETS = ("Sunita", "Bose", "Metro Freight", "sunita@metro.example", "Likes calls")
CSV = "name,organisation,topics,how_well\nGareth Pugh,Lowland,LTE-M modems,well\nNobody,,,\n"


def adds(playground: Playground, who: str, values: dict[str, Any]) -> None:
    """Somebody adds a contact from their Home tab."""
    person = playground.person(who)
    person.opens_home()
    home = playground.wait_for_home(who, "People you know outside")
    person.presses(home, contacts.ADD)
    assert person.submits(playground.wait_for_modal(who, "Organisation"), values) == {}


@pytest.fixture
def asked(kith: Kith) -> ShownMessage:
    """Jonas knows somebody outside; Maya has asked, and reads the answer that says so."""
    playground = kith.playground
    with kith.store.writing(kith.team) as work:
        work.settings.set("working_hours", {"opens": "00:00", "closes": "23:59:59.999999", "days": list(range(7))})
    adds(playground, "jonas", SUNITA)
    playground.wait_for_home("jonas", "Sunita Bose")
    playground.person("maya").invites_app("general")
    question = playground.person("maya").posts("general", "@kith who can help with kafka tiered storage?")
    return playground.wait_for_reply(question, "somebody outside")


def request(playground: Playground, answer: ShownMessage) -> ShownMessage:
    """Maya has the introducer asked; returns what the introducer reads."""
    maya = playground.person("maya")
    maya.presses(answer, outside.ASK_INTRODUCER)
    maya.submits(playground.wait_for_modal("maya", "Your question"))
    playground.wait_for_modal("maya", "working hours")
    return playground.wait_for_direct_message("jonas", "Sunita Bose", timeout=20)


def everything_but_jonas_reads(playground: Playground) -> str:
    """All that anybody but the introducer can read or was sent."""
    shown = [str(m.json) for channel in ("general",) for m in playground.messages(channel)]
    for who in ("maya", "priya"):
        person = playground.person(who)
        shown += [str(m.json) for m in playground.direct_messages(who)]
        shown += [str(person.home and person.home.json), str(person.modal and person.modal.json)]
    return "\n".join(shown)


def test_an_answer_says_that_a_colleague_knows_somebody_and_never_whom(kith: Kith, asked: ShownMessage) -> None:
    jonas = next(name for name in asked.shown_text.split("*") if "onas" in name)
    assert f"*{jonas}* knows somebody outside who has done this with" in asked.shown_text
    assert not any(secret in everything_but_jonas_reads(kith.playground) for secret in SECRETS)


def test_the_asker_reads_the_introducers_own_words_after_a_yes(kith: Kith, asked: ShownMessage) -> None:
    playground = kith.playground
    asking = request(playground, asked)
    assert not any(secret in everything_but_jonas_reads(playground) for secret in SECRETS)
    jonas = playground.person("jonas")
    jonas.presses(asking, outside.NAME_THEM)
    modal = playground.wait_for_modal("jonas", "What they will read")
    jonas.submits(modal, {outside.WORDS: "Write to Sunita, with my greetings"})
    told = playground.wait_for_direct_message("maya", "names somebody outside")
    assert "Write to Sunita, with my greetings" in told.shown_text
    assert not any(secret in told.shown_text for secret in SECRETS[1:])
    assert playground.wait_for(lambda: "Sunita" not in playground.message(asking).shown_text)


def test_a_decline_tells_the_asker_nothing(kith: Kith, asked: ShownMessage) -> None:
    playground = kith.playground
    asking = request(playground, asked)
    playground.person("jonas").presses(asking, outside.DECLINE)
    assert playground.wait_for(lambda: "let this one go" in playground.message(asking).shown_text)
    assert playground.direct_messages("maya") == []


def test_only_the_asker_can_have_an_introducer_asked(kith: Kith, asked: ShownMessage) -> None:
    playground = kith.playground
    priya = playground.person("priya")
    priya.presses(asked, outside.ASK_INTRODUCER)
    playground.wait_for_ephemeral("priya", "general", "Only the person who asked")
    assert priya.modal is None


def test_contacts_are_imported_after_a_look_at_them(kith: Kith) -> None:
    playground, jonas = kith.playground, kith.playground.person("jonas")
    jonas.opens_home()
    jonas.presses(playground.wait_for_home("jonas", "People you know outside"), contacts.IMPORT)
    jonas.submits(playground.wait_for_modal("jonas", "Or its text"), {contact_import.TEXT: CSV})
    preview = playground.wait_for_modal("jonas", "New: 1")
    assert "line 3: Topics" in preview.shown_text
    assert kith.app.services.contacts.circle(kith.team, jonas.id).contacts == []
    jonas.submits(preview)
    playground.wait_for_modal("jonas", "1 contact is kept")
    playground.wait_for_home("jonas", "Gareth Pugh")


def test_a_file_is_read_where_slack_allows_it(kith: Kith) -> None:
    playground, jonas = kith.playground, kith.playground.person("jonas")
    cards = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Roos\r\nCATEGORIES:GDPR,contracts\r\nEND:VCARD\r\n"
    file = playground.do("upload_file", user=jonas.id, channel="general", name="people.vcf", content=cards)
    jonas.opens_home()
    jonas.presses(playground.wait_for_home("jonas", "People you know outside"), contacts.IMPORT)
    modal = playground.wait_for_modal("jonas", "Or its text")
    assert jonas.submits(modal, {contact_import.FILE: [file["id"]]}) == {}
    jonas.submits(playground.wait_for_modal("jonas", "Ada Roos: GDPR, contracts"))
    playground.wait_for_home("jonas", "Ada Roos")


def test_what_is_no_import_is_refused_in_the_form(kith: Kith) -> None:
    playground, jonas = kith.playground, kith.playground.person("jonas")
    jonas.opens_home()
    jonas.presses(playground.wait_for_home("jonas", "People you know outside"), contacts.IMPORT)
    errors = jonas.submits(playground.wait_for_modal("jonas", "Or its text"), {contact_import.TEXT: "only words"})
    assert "columns" in errors[contact_import.TEXT]


def test_the_shortcut_keeps_somebody_of_another_organisation(kith: Kith) -> None:
    playground = kith.playground
    dirk = playground.add_person("dirk", organisation="Arcadia")
    playground.add_channel("ext-arcadia", "jonas", "dirk")
    said = dirk.posts("ext-arcadia", "Our webhooks retry for an hour")
    jonas = playground.person("jonas")
    assert playground.wait_for(lambda: kith.app.services.contacts.outside_person(kith.team, jonas.id, dirk.id))
    jonas.uses_shortcut(contact_form.SHORTCUT, said)
    jonas.submits(playground.wait_for_modal("jonas", "Organisation"), {contact_form.TOPICS: "webhooks"})
    (kept,) = kith.app.services.contacts.circle(kith.team, jonas.id).contacts
    assert (kept.identity.handle, kept.topics) == (dirk.id, ("webhooks",))


def test_the_shortcut_keeps_no_colleague(kith: Kith) -> None:
    playground = kith.playground
    said = playground.person("maya").posts("general", "Hello")
    playground.wait_until_delivered()
    playground.person("jonas").uses_shortcut(contact_form.SHORTCUT, said)
    playground.wait_for_ephemeral("jonas", "general", "colleague of yours")


def test_a_contact_is_changed_and_removed(kith: Kith) -> None:
    playground, jonas = kith.playground, kith.playground.person("jonas")
    adds(playground, "jonas", SUNITA)
    home = playground.wait_for_home("jonas", "Sunita Bose")
    jonas.presses(home, contacts.CHANGE)
    form = playground.wait_for_modal("jonas", "Organisation")
    jonas.submits(form, {contact_form.TOPICS: "grafana"})
    home = playground.wait_for_home("jonas", "grafana")
    jonas.presses(home, contacts.CHANGE)
    jonas.presses(playground.wait_for_modal("jonas", "Organisation"), contacts.REMOVE)
    playground.wait_for_modal("jonas", "forgotten")
    playground.wait_for_home("jonas", "told me of nobody yet")


def test_an_asker_s_own_contacts_stand_in_their_own_private_answers_and_nowhere_else(kith: Kith) -> None:
    playground, jonas = kith.playground, kith.playground.person("jonas")
    adds(playground, "jonas", SUNITA)
    playground.wait_for_home("jonas", "Sunita Bose")
    jonas.runs("/kith", "who can help with kafka tiered storage?")
    alone = playground.wait_for_ephemeral("jonas", "general", "People you know outside who have done this")
    assert "Sunita Bose" in alone.shown_text
    assert "sunita@metro.example" in alone.shown_text
    jonas.writes_to_app("who knows kafka tiered storage?")
    playground.wait_for_direct_message("jonas", "Sunita Bose")
    question = jonas.posts("general", "@kith who can help with tiered storage in kafka?")
    playground.wait_for_reply(question)
    assert playground.wait_for(lambda: len(own_shown(playground)) == 2)
    assert not any(secret in everything_but_jonas_reads(playground) for secret in SECRETS)


def own_shown(playground: Playground) -> list[ShownMessage]:
    """What Jonas alone was shown of his contacts in the channel."""
    return [message for message in playground.ephemerals("jonas", "general") if "Sunita Bose" in message.shown_text]
