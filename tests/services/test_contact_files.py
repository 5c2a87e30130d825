"""Contacts from files: every line is a contact or a complaint that says what is wrong with it."""

from datetime import UTC, datetime

import pytest

from bot.domain.contacts import HowWell
from bot.domain.errors import ImportFailed
from bot.services.contact_files import LARGEST, MOST_LINES, ContactFile, decoded, read_contacts

NOW = datetime(2026, 11, 20, tzinfo=UTC)
CSV = "name,organisation,topics,how_well,note\n"


def read(text: str) -> ContactFile:
    return read_contacts(text, NOW)


def test_a_line_of_csv_is_a_contact() -> None:
    (entry,) = read(CSV + 'Ana Silva,Arcadia,"Kafka; tiered storage",well,"Likes calls, not mail"\n').entries
    who = entry.contact.identity
    assert (who.name, who.organisation, who.note) == ("Ana Silva", "Arcadia", "Likes calls, not mail")
    assert entry.contact.topics == ("Kafka", "tiered storage")
    assert (entry.contact.how_well, entry.contact.refreshed_at) == (HowWell.WELL, NOW)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_usual_delimiters_and_column_names_are_understood(delimiter: str) -> None:
    header = ["First Name", "Last Name", "Company", "Tags", "E-mail"]
    rows = [header, ["Ana", "Silva", "Arcadia", "kafka", "a@b.example"]]
    (entry,) = read("\r\n".join(delimiter.join(row) for row in rows)).entries
    who = entry.contact.identity
    assert (who.name, who.organisation, who.handle) == ("Ana Silva", "Arcadia", "a@b.example")
    assert entry.contact.how_well is HowWell.KNOWN


def test_each_bad_line_is_told_with_its_number_and_the_good_ones_are_kept() -> None:
    found = read(
        CSV
        + "Ana,Arcadia,kafka,well,\n"
        + "Ben,Arcadia,,well,\n"
        + ",Arcadia,kafka,well,\n"
        + "Cal,Arcadia,kafka,very,\n"
        + "Dee,Arcadia,kafka,well,,surplus\n"
        + "\n"
        + "Eve,Arcadia,kafka,met,\n"
    )
    assert [entry.contact.identity.name for entry in found.entries] == ["Ana", "Eve"]
    assert [bad.line for bad in found.bad] == [3, 4, 5, 6]
    assert [bad.why.partition(" ")[0] for bad in found.bad] == ["Topics:", "Name:", "How", "There"]


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
@pytest.mark.parametrize("column", [0, 1, 2, 4])
def test_what_begins_like_a_formula_is_refused(cell: str, column: int) -> None:
    row = ["Ana", "Arcadia", "kafka", "well", "note"]
    row[column] = cell
    found = read(CSV + ",".join(row))
    assert found.entries == ()
    assert "formula" in found.bad[0].why


def test_an_open_quote_is_a_complaint_and_not_a_crash() -> None:
    assert read(CSV + 'Ana,"Arcadia,kafka,well,\n').bad[0].why.startswith("The line cannot be read")


def test_one_contact_written_twice_is_taken_as_written_last() -> None:
    (only,) = read(CSV + "Ana,Arcadia,kafka,met,\nANA,arcadia,terraform,well,\n").contacts
    assert only.topics == ("terraform",)


CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Sunita Bose
ORG:Metro Freight Analytics;Data
CATEGORIES:Kafka,tiered storage
EMAIL;TYPE=work:sunita@metro.example
NOTE:Former
  colleague
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Ay\u015fe Demir
TITLE:Customs broker
TEL;VALUE=uri:tel:+90-555-0100
END:VCARD
BEGIN:VCARD
VERSION:2.1
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Eva M=C3=BCller
CATEGORIES:LTE-M
END:VCARD
BEGIN:VCARD
rubbish without end
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_cards_of_all_versions_are_contacts(newline: str) -> None:
    found = read(CARDS.replace("\n", newline))
    told = [(e.line, e.contact.identity.name, e.contact.identity.handle, e.contact.topics) for e in found.entries]
    assert told == [
        (1, "Sunita Bose", "sunita@metro.example", ("Kafka", "tiered storage")),
        (10, "Ay\u015fe Demir", "+90-555-0100", ("Customs broker",)),
        (16, "Eva M\u00fcller", "", ("LTE-M",)),
    ]
    assert found.entries[0].contact.identity.note == "Former colleague"
    assert [bad.line for bad in found.bad] == [21]


@pytest.mark.parametrize("text", ["", "\n\n", CSV, "just a sentence\nand another"])
def test_a_file_without_contacts_is_refused(text: str) -> None:
    with pytest.raises(ImportFailed):
        read(text)


def test_more_lines_than_allowed_are_refused() -> None:
    with pytest.raises(ImportFailed, match="at most"):
        read(CSV + "".join(f"Person {n},,kafka,met,\n" for n in range(MOST_LINES + 1)))


def test_text_is_read_with_the_usual_marks_and_nothing_else() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decoded("Zo\u00eb".encode(encoding)) == "Zo\u00eb"
    with pytest.raises(ImportFailed, match="UTF-8"):
        decoded("Zo\u00eb".encode("latin-1"))
    with pytest.raises(ImportFailed, match="larger"):
        decoded(b"x" * (LARGEST + 1))
