"""A member's own ties to the outside, shown to them alone: on the Home tab, after `/kith ties`, and page by page."""

import re
from collections.abc import Iterator, Sequence

from bot.blocks.kit import Block, actions, button, confirmed, context, divider, escape, section
from bot.blocks.paging import PER_PAGE, page_of, turns
from bot.domain.contacts import Contact, HowWell
from bot.domain.people import Person
from bot.services.contacts import Circle

ADD = "contact_add"
CHANGE = "contact_change"
REMOVE = "contact_remove"
STILL_HOLDS = "contact_still_holds"
OFFER_ADD = "contact_offer_add"
OFFER_DECLINE = "contact_offer_decline"
SEE_ALL = "contacts_see_all"
PAGE = "contacts_page"
IMPORT = "contacts_import"
LEND = "contacts_lend"
KEEP_APART = "contacts_keep_apart"
SHOWN = 4
ASKED_ABOUT = 2
SLACK_ID = re.compile(r"[UW][A-Z0-9]{3,}")
OWN_TEXT = "People you know outside who have done this"
HOW_WELL = {
    HowWell.MET: "you met them once or twice",
    HowWell.KNOWN: "you know them",
    HowWell.WELL: "you know them well",
}


def blocks(circle: Circle) -> Sequence[Block]:
    """The first contacts, those that fade, people to offer, and how to add more."""
    return (
        *_listed(circle.contacts),
        *_fading(circle.faded),
        *_offers(circle.offers),
        _ways(len(circle.contacts)),
        *_lending(circle),
    )


def among_own(contacts: Sequence[Contact]) -> Sequence[Block]:
    """Which of their own contacts an asker might turn to; nothing where there are none. Shown to that asker alone."""
    if not contacts:
        return ()
    shown = (_contact(contact, changeable=False) for contact in contacts)
    return (divider(), section(f"*{OWN_TEXT}*"), *shown, context("Only you see these: they are your own contacts."))


def page_view(contacts: Sequence[Contact], page: int) -> Block:
    """All contacts in a modal, `page` counting from 0."""
    page, last = page_of(contacts, page)
    shown = [_contact(contact, changeable=True) for contact in contacts[page * PER_PAGE : (page + 1) * PER_PAGE]]
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "People you know outside"},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": [
            context(f"{len(contacts):,} in all, page {page + 1} of {last + 1}. Only you see them."),
            *shown,
            *turns(PAGE, page, last),
        ],
    }


def removal(contact_id: int) -> Block:
    """The button that deletes a contact."""
    remove = button("Remove", REMOVE, str(contact_id), style="danger")
    return confirmed(remove, "Remove this contact?", "I forget them, and answers no longer lead to them.", "Remove")


def _listed(contacts: Sequence[Contact]) -> Iterator[Block]:
    if not contacts:
        yield section("You have told me of nobody yet. People you know outside can help a colleague, through you.")
    yield from (_contact(contact, changeable=True) for contact in contacts[:SHOWN])
    yield context(
        "Only you see who they are. An answer may say that you know somebody outside who has done something; "
        "whom, you alone decide, each time."
    )


def _contact(contact: Contact, *, changeable: bool) -> Block:
    who = contact.identity
    about = f"*{escape(who.name)}*" + (f", {escape(who.organisation)}" if who.organisation else "")
    handle = f"<@{who.handle}>" if SLACK_ID.fullmatch(who.handle) else escape(who.handle)
    told = (
        about,
        escape(", ".join(contact.topics)),
        HOW_WELL[contact.how_well],
        "" if changeable else handle,
    )
    lines = filter(None, told)
    return section(" · ".join(lines), button("Change…", CHANGE, str(contact.id)) if changeable else None)


def _fading(faded: Sequence[Contact]) -> Iterator[Block]:
    for contact in faded[:ASKED_ABOUT]:
        yield section(f"Are you still in touch with *{escape(contact.identity.name)}*?")
        yield actions(button("Yes, still", STILL_HOLDS, str(contact.id)), removal(contact.id))


def _offers(offers: Sequence[Person]) -> Iterator[Block]:
    for person in offers:
        yield section(f"You write with *{escape(person.name)}* of another organisation. Keep them as a contact?")
        yield actions(button("Add…", OFFER_ADD, person.id), button("Don't offer", OFFER_DECLINE, person.id))


def _lending(circle: Circle) -> Iterator[Block]:
    if circle.contacts:
        now = "Answers may lead to them, through you." if circle.lends else "*No answer leads to them.*"
        other = (
            button("Keep them out of answers", KEEP_APART) if circle.lends else button("Let answers lead to them", LEND)
        )
        yield section(now, other)


def _ways(count: int) -> Block:
    ways = [button("Add somebody…", ADD), button("Import…", IMPORT)]
    return actions(*ways, button(f"See all {count:,}", SEE_ALL)) if count > SHOWN else actions(*ways)
