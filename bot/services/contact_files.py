"""Reading contacts from what people have: CSV in its dialects, and vCards. Every line is a contact or a complaint."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import vobject
from vobject.base import VObjectError

from bot.domain.contacts import Contact, HowWell, Identity, faults, topics_of
from bot.domain.errors import ImportFailed

LARGEST = 1_000_000
"""Bytes of a file that are read."""

MOST_LINES = 1000
MOST_PARTS = 3
"""A card is a part, and may hold an agent's."""

COLUMNS = {
    "name": "name full_name display_name contact",
    "first": "first_name given_name",
    "last": "last_name family_name surname",
    "organisation": "organisation organization company organization_name organisation_name org",
    "topics": "topics topic tags categories labels skills",
    "how_well": "how_well how_well_known closeness strength",
    "note": "note notes comment",
    "handle": "handle email e-mail email_address e-mail_address e-mail_1_-_value phone slack",
    "introducer": "introducer owner",
}
_COLUMN = {alias: column for column, aliases in COLUMNS.items() for alias in aliases.split()}
_HOW_WELL = {"met": HowWell.MET, "known": HowWell.KNOWN, "know": HowWell.KNOWN, "well": HowWell.WELL, "": HowWell.KNOWN}
_FORMULA = re.compile(r"[=+\-@\t\r]")
_PART = re.compile(r"^BEGIN:", re.IGNORECASE | re.MULTILINE)
_CARD = re.compile(r"^BEGIN:VCARD\s*$.*?(?:^END:VCARD\s*$|\Z)", re.IGNORECASE | re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line, or the first line of a card, that is no contact, and why, in a sentence."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact read from a file; `introducer` is whose the file says it is, "" where it does not say."""

    line: int
    introducer: str
    contact: Contact


@dataclass(frozen=True, slots=True)
class ContactFile:
    """What a file holds."""

    entries: tuple[Entry, ...]
    bad: tuple[BadLine, ...]

    @property
    def contacts(self) -> list[Contact]:
        """The contacts, of one key the last."""
        return list({entry.contact.identity.key: entry.contact for entry in self.entries}.values())


def decoded(content: bytes) -> str:
    """A file's text: UTF-8, or UTF-16 with its mark. Raises ImportFailed for anything else, and for too much."""
    if len(content) > LARGEST:
        raise ImportFailed(f"The file is larger than {LARGEST // 1_000_000} MB; import it in parts.")
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise ImportFailed("The file is not UTF-8 text; save it as “CSV UTF-8” and try again.") from None
    return text.replace("\0", "")


def read_contacts(text: str, at: datetime) -> ContactFile:
    """The contacts of a CSV or vCard file, refreshed `at`. Raises ImportFailed where it is neither, or too long."""
    is_cards = bool(_CARD.search(text))
    read = list(islice(_cards(text, at) if is_cards else _rows(text, at), MOST_LINES + 1))
    if not read:
        raise ImportFailed("There is no contact in it: give a line with the names of the columns, and contacts below.")
    if len(read) > MOST_LINES:
        raise ImportFailed(f"There are too many contacts in it: at most {MOST_LINES:,} are read at a time.")
    return ContactFile(
        tuple(one for one in read if isinstance(one, Entry)), tuple(one for one in read if isinstance(one, BadLine))
    )


def _rows(text: str, at: datetime) -> Iterator[Entry | BadLine]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [_COLUMN.get("_".join(name.casefold().split()), "") for name in next(reader, [])]
        if not {"name", "first", "last", "handle"} & set(columns):
            raise ImportFailed("The first line must name the columns: name, organisation, topics, how_well, note.")
        for row in reader:
            if any(cell.strip() for cell in row):
                yield _row(reader.line_num, columns, row, at)
    except csv.Error as error:
        yield BadLine(reader.line_num, f"The line cannot be read ({error}).")


def _row(line: int, columns: Sequence[str], row: Sequence[str], at: datetime) -> Entry | BadLine:
    if len(row) > len(columns):
        return BadLine(line, f"There are {len(row)} fields under {len(columns)} columns.")
    cells = {column: _line(cell) for column, cell in zip(columns, row, strict=False) if column and cell.strip()}
    whole = " ".join(filter(None, (cells.get("first"), cells.get("last"))))
    return _entry(line, cells | {"name": cells.get("name") or whole or cells.get("handle", "")}, at)


def _cards(text: str, at: datetime) -> Iterator[Entry | BadLine]:
    for card in _CARD.finditer(text):
        line = text.count("\n", 0, card.start()) + 1
        if len(_PART.findall(card.group())) > MOST_PARTS:
            yield BadLine(line, "The card has no end, or cards within it.")
            continue
        try:
            read = vobject.readOne(card.group(), ignoreUnreadable=True)
            yield _entry(line, _cells(read), at)
        except (VObjectError, ValueError, StopIteration, AttributeError, KeyError, TypeError):
            yield BadLine(line, "The card cannot be read.")


def _cells(card: Any) -> Mapping[str, str]:
    def values(name: str) -> list[Any]:
        return [one.value for one in card.contents.get(name, ())]

    organisation: Any = next(iter(values("org")), [])
    categories = [one for value in values("categories") for one in (value if isinstance(value, list) else [value])]
    handles = [str(value).removeprefix("tel:").removeprefix("mailto:") for value in values("email") + values("tel")]
    name = next(filter(None, map(_line, map(str, values("fn") + values("n")))), "")
    return {
        "name": name,
        "organisation": _line(str(organisation[0] if isinstance(organisation, list) and organisation else "")),
        "topics": "; ".join(map(str, categories)) or "; ".join(map(str, values("title") + values("role"))),
        "handle": _line(next(iter(handles), "")),
        "note": _line(" ".join(map(str, values("note")))),
    }


def _entry(line: int, cells: Mapping[str, str], at: datetime) -> Entry | BadLine:
    formula = next((column for column in ("name", "organisation", "topics", "note") if _is_formula(cells, column)), "")
    if formula:
        return BadLine(line, f"The {formula} begins like a spreadsheet formula.")
    how_well = cells.get("how_well", "").casefold()
    if how_well not in _HOW_WELL:
        return BadLine(line, "How well must be met, known or well.")
    identity = Identity(*(cells.get(column, "") for column in ("name", "organisation", "handle", "note")))
    topics = topics_of(cells.get("topics", ""))
    if wrong := faults(identity, topics):
        field, why = next(iter(wrong.items()))
        return BadLine(line, f"{field.capitalize()}: {why}")
    return Entry(line, cells.get("introducer", ""), Contact(identity, topics, _HOW_WELL[how_well], at))


def _is_formula(cells: Mapping[str, str], column: str) -> bool:
    return bool(_FORMULA.match(cells.get(column, "")))


def _line(text: str) -> str:
    """One line of printable characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
