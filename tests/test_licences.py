"""Everything that Kith depends on has its licence on a page, and none is one that forbids what Kith allows."""

import re

import pytest

from tests.licences import PAGE, ROOT, licence, locked, page

COPYLEFT = re.compile(r"\b(?:A?GPL|SSPL|BUSL|Proprietary|Non-?Commercial|NC)\b", re.IGNORECASE)


def test_the_page_of_licences_lists_what_is_locked() -> None:
    assert PAGE.read_text() == page(), "run make licences"


def test_everything_that_runs_in_production_is_locked_for_development_too() -> None:
    assert set(locked(ROOT / "deploy" / "requirements.lock")) <= set(locked(ROOT / "requirements.lock"))


@pytest.mark.parametrize("name", locked(ROOT / "requirements.lock"))
def test_no_licence_forbids_what_kith_allows(name: str) -> None:
    assert not COPYLEFT.search(licence(name))
