"""Importing contacts: the modal that takes a file or text, the preview, and what was done."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.blocks.kit import Block, context, escape, input_block, modal, section
from bot.domain.contacts import Contact
from bot.services.contact_files import BadLine
from bot.services.contacts import Preview
from bot.services.slack_json import ident, reading, text

VIEW = "contact_import_view"
PREVIEW_VIEW = "contact_preview_view"
FILE, TEXT = "file", "text"
FIELD = "value"
CONTACTS_SHOWN = 20
BAD_SHOWN = 20


def view() -> Block:
    """The modal that takes a CSV or vCard file, or its text."""
    file = {"type": "file_input", "action_id": FIELD, "filetypes": ["csv", "vcf", "vcard", "txt"], "max_files": 1}
    pasted = {"type": "plain_text_input", "action_id": FIELD, "multiline": True, "max_length": 3000}
    return modal(
        VIEW,
        "Import contacts",
        "Look at them",
        (
            section(
                "A CSV file with the columns `name, organisation, topics, how_well, note` (topics parted by `;`, "
                "`how_well` one of met, known, well), or vCards with categories. Nothing is kept before you have "
                "looked at it."
            ),
            input_block(FILE, "A file", file, optional=True),
            input_block(TEXT, "Or its text", pasted, optional=True),
        ),
    )


@reading("an import's form")
def entered(view: Mapping[str, Any]) -> tuple[str, str]:
    """The id of the file that was given, and the text; "" for what was not. Raises OddObject."""
    values = view["state"]["values"]
    files = values[FILE][FIELD].get("files") or []
    first = next(iter(files), "")
    file = first["id"] if isinstance(first, Mapping) else first
    return ident(file, "a file without an id") if file else "", text(values[TEXT][FIELD].get("value"))


def preview(found: Preview) -> Block:
    """What an import would do. Closing the modal forgets it."""
    count = len(found.new) + len(found.known)
    said = (*_contacts("New", found.new), *_contacts("Already known, and changed", found.known), *_bad(found.bad))
    if not count:
        return {**_plain("Nothing to import", said), "callback_id": PREVIEW_VIEW, "notify_on_close": True}
    return {**modal(PREVIEW_VIEW, "Import contacts", f"Keep {count:,}", said), "notify_on_close": True}


def done(count: int) -> Block:
    """What the modal shows in the end."""
    said = f"{count:,} {'contact is' if count == 1 else 'contacts are'} kept. Only you see who they are."
    return _plain("Contacts kept", (section(said),))


def removed() -> Block:
    """What a contact's modal shows once it is gone."""
    return _plain("Contact removed", (section("I have forgotten them."),))


def _plain(title: str, said: Sequence[Block]) -> Block:
    close, named = {"type": "plain_text", "text": "Close"}, {"type": "plain_text", "text": title}
    return {"type": "modal", "title": named, "close": close, "blocks": list(said)}


def _contacts(title: str, contacts: Sequence[Contact]) -> Iterator[Block]:
    if contacts:
        lines = [_line(contact) for contact in contacts[:CONTACTS_SHOWN]]
        more = [f"… and {len(contacts) - CONTACTS_SHOWN:,} more"] if len(contacts) > CONTACTS_SHOWN else []
        yield section("\n".join([f"*{title}: {len(contacts):,}*", *lines, *more]))


def _line(contact: Contact) -> str:
    return escape(f"• {contact.identity.name[:40]}: {', '.join(contact.topics)[:80]}")


def _bad(bad: Sequence[BadLine]) -> Iterator[Block]:
    if bad:
        lines = [f"• line {one.line:,}: {escape(one.why)}" for one in bad[:BAD_SHOWN]]
        more = [f"… and {len(bad) - BAD_SHOWN:,} more"] if len(bad) > BAD_SHOWN else []
        yield section("\n".join([f"*Not understood: {len(bad):,}*", *lines, *more]))
        yield context("The other lines can be kept; mend these and import them again.")
