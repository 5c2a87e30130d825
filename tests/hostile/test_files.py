"""Contact files made to do harm are read as contacts or complained about, at once."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contacts import LONGEST_LINE, LONGEST_NOTE, LONGEST_TOPIC, MOST_CONTACTS, TOPICS
from bot.domain.errors import ImportFailed
from bot.services.contact_files import LARGEST, MOST_LINES, ContactFile, decoded, read_contacts
from tests.hostile.payloads import HOSTILE_TEXTS

NOW = datetime(2026, 11, 20, tzinfo=UTC)
CSV = "name,organisation,topics,how_well,note\n"


def read(content: bytes) -> ContactFile | None:
    """What is in a file; None where it is refused as a whole."""
    try:
        return read_contacts(decoded(content), NOW)
    except ImportFailed:
        return None


def check(found: ContactFile | None) -> None:
    """Hold every contact against the limits of each of its fields."""
    for entry in found.entries if found else ():
        who, topics = entry.contact.identity, entry.contact.topics
        assert 0 < len(who.name) <= LONGEST_LINE
        assert max(len(who.organisation), len(who.handle)) <= LONGEST_LINE
        assert len(who.note) <= LONGEST_NOTE
        assert 0 < len(topics) <= TOPICS
        assert max(map(len, topics)) <= LONGEST_TOPIC
        for text in (who.name, who.organisation, who.note, *topics):
            assert text[:1] not in tuple("=+-@\t\r")
            assert text.isprintable()


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_contacts(content: bytes) -> None:
    check(read(content))


@given(st.lists(st.lists(st.one_of(st.sampled_from(HOSTILE_TEXTS), st.text(max_size=30)), max_size=6), max_size=4))
def test_no_cells_break_the_reading_of_csv(rows: list[list[str]]) -> None:
    quoted = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    plain = "\n".join(",".join(row) for row in rows)
    for text in (quoted, plain):
        check(read((CSV + text).encode("utf-8", "replace")))


@given(st.lists(st.one_of(st.sampled_from(HOSTILE_TEXTS), st.text(max_size=30)), min_size=3, max_size=3))
def test_no_properties_break_the_reading_of_vcards(values: list[str]) -> None:
    name, note, more = values
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nCATEGORIES:kafka\nNOTE;{more}:{note}\nX{more}:{note}\nEND:VCARD\n"
    check(read(card.encode("utf-8", "replace")))


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN:VCARD\nFN:Zoe\nEND:VCARD\n" * (LARGEST // 30),
        b"BEGIN:VCARD\n" * (LARGEST // 12),
        b"BEGIN:VCARD\n" + b"NOTE:" + b" " * (LARGEST - 40) + b"\nEND:VCARD",
        CSV.encode() + b'"' * (LARGEST - 50),
        CSV.encode() + b"x,,kafka,,\n" * (MOST_LINES + 1),
        CSV.encode() + b"," * (LARGEST - 50),
    ],
    ids=["cards", "openings", "blanks", "quotes", "lines", "commas"],
)
def test_a_file_made_to_take_long_is_read_or_refused(content: bytes) -> None:
    assert len(content) <= LARGEST
    found = read(content)
    assert not found or len(found.entries) <= MOST_CONTACTS
