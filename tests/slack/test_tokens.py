"""The token with which Kith speaks in a workspace: never another's, and renewed in time by one process alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from bot.domain.errors import NotInstalled, SlackBusy, SlackRefused
from bot.domain.installations import RENEWED_BEFORE, Installation
from bot.slack.client import unhurried_client
from bot.slack.tokens import AppCredentials, InstalledTokens, one_token
from storage.installations import SqlInstallations
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock
from tests.slack.conftest import Answer, ScriptedSlack

HOURS = timedelta(hours=1)
NEW = {"access_token": "xoxb-new", "refresh_token": "xoxe-new", "expires_in": 43200}
BUSY = Answer({"ok": False, "error": "ratelimited"}, 429, {"retry-after": "0"})

Make = Callable[[], InstalledTokens]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def installations(sqlite_store: SqlStore, clock: FakeClock) -> SqlInstallations:
    """Kith in T1, with a token that lasts for twelve hours, and in T2, with one that never ends."""
    kept = SqlInstallations(sqlite_store.engine, [Fernet.generate_key().decode()])
    lasting = Installation("T2", "xoxb-2", "U9", "B9", clock())
    kept.put(lasting)
    kept.put(replace(lasting, team="T1", token="xoxb-old", refresh_token="xoxe-old", expires_at=clock() + 12 * HOURS))
    return kept


@pytest.fixture
def make(slack: ScriptedSlack, installations: SqlInstallations, clock: FakeClock) -> Make:
    """Makes what each process has for itself."""
    return lambda: InstalledTokens(installations, AppCredentials("1.2", "s"), unhurried_client(None, slack.url), clock)


def test_one_token_speaks_for_no_other_workspace() -> None:
    token_of = one_token("T1", "xoxb-1")
    assert token_of("T1") == "xoxb-1"
    with pytest.raises(NotInstalled, match="not in T2"):
        token_of("T2")


def test_each_workspace_has_its_own_token_and_others_have_none(make: Make) -> None:
    assert [make()(team) for team in ("T1", "T2")] == ["xoxb-old", "xoxb-2"]
    with pytest.raises(NotInstalled, match="T3"):
        make()("T3")


def test_a_token_is_renewed_before_it_expires(make: Make, slack: ScriptedSlack, clock: FakeClock) -> None:
    slack.answers("oauth.v2.access", NEW)
    clock.advance(hours=12 - RENEWED_BEFORE / HOURS)
    assert [make()("T1"), make()("T1")] == ["xoxb-new", "xoxb-new"]
    (asked,) = slack.asked["oauth.v2.access"]
    assert (asked["grant_type"], asked["refresh_token"]) == ("refresh_token", "xoxe-old")


def test_the_old_token_serves_while_another_process_renews_it(
    make: Make, installations: SqlInstallations, clock: FakeClock
) -> None:
    clock.advance(hours=11)
    assert installations.claim_renewal("T1", clock(), clock() + HOURS)
    assert make()("T1") == "xoxb-old"
    clock.advance(minutes=59, seconds=59)
    assert make()("T1") == "xoxb-old"


def test_once_it_has_expired_who_wants_it_waits_for_the_new_one(
    make: Make, installations: SqlInstallations, clock: FakeClock
) -> None:
    clock.advance(hours=13)
    assert installations.claim_renewal("T1", clock(), clock() + HOURS)
    with pytest.raises(SlackBusy, match="being renewed"):
        make()("T1")


@pytest.mark.parametrize(
    ("answer", "error"), [(BUSY, SlackBusy), (Answer({"ok": False, "error": "invalid_refresh_token"}), SlackRefused)]
)
def test_a_renewal_that_fails_matters_only_when_the_token_has_expired(
    make: Make, slack: ScriptedSlack, clock: FakeClock, answer: Answer, error: type[Exception]
) -> None:
    slack.answers("oauth.v2.access", answer)
    clock.advance(hours=11)
    assert make()("T1") == "xoxb-old"
    clock.advance(hours=2)
    with pytest.raises(error):
        make()("T1")


def test_a_renewal_done_by_another_process_meanwhile_is_not_done_again(
    make: Make, installations: SqlInstallations, slack: ScriptedSlack, clock: FakeClock
) -> None:
    clock.advance(hours=11)
    before = installations.get("T1")
    assert before
    installations.renew(replace(before, token="xoxb-theirs", expires_at=clock() + 12 * HOURS))
    claimed_at = clock()
    assert make()._renewed(make()._kept("T1"), claimed_at).token == "xoxb-theirs"
    clock.advance(hours=11)
    assert make()._renewed(make()._kept("T1"), claimed_at).token == "xoxb-theirs"
    assert not slack.asked["oauth.v2.access"]
