"""The picture of the workspace: who there is, which channels, and where Kith is welcome."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from bot.domain.contacts import Contact, HowWell, Identity
from bot.domain.events import MessagePosted
from bot.domain.help import Help
from bot.domain.installations import Installation
from bot.domain.outbox import OutboxItem
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from bot.services.overhearing import Overhearer
from bot.services.workspace import INTRODUCE, LOOK_AROUND, SWEEP, SWEPT_AFTER, Workspace
from storage.installations import SqlInstallations
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory
from tests.rows import rows_of

ADA, GRACE = Person("U1", "Ada"), Person("U2", "Grace")
GENERAL = Channel("C1", "general", ChannelKind.PUBLIC, is_member=True)
QUESTION = MessagePosted("C1", "1700000000.000001", "U1", "How do I reset kafka offsets?")
REPLY = MessagePosted("C1", "1700000000.000002", "U2", "with the consumer groups tool", QUESTION.ts)


@pytest.fixture
def directory() -> FakeDirectory:
    return FakeDirectory({"U1": ADA, "U2": GRACE}, {"C1": GENERAL})


@pytest.fixture
def workspace(store: SqlStore, directory: FakeDirectory) -> Workspace:
    return Workspace(store, directory, FakeClock())


def wanted(what: str) -> OutboxItem:
    """The item by which something is looked up."""
    return OutboxItem("k", "look_up", {"wanted": what}, FakeClock()())


def test_who_leaves_takes_their_contacts_along(workspace: Workspace) -> None:
    with workspace.store.writing("T1") as work:
        work.people.put([ADA, GRACE])
        for person in (ADA, GRACE):
            kept = Contact(Identity("Sunita"), ("kafka",), HowWell.WELL, FakeClock()())
            work.contacts.put(person.id, kept)
    workspace.know_person("T1", replace(ADA, is_deleted=True))
    with workspace.store.reading("T1") as work:
        assert work.contacts.of(ADA.id) == []
        assert len(work.contacts.of(GRACE.id)) == 1


def helps_of(workspace: Workspace, person: str) -> list[Help]:
    """The helps that stand."""
    with workspace.store.reading("T1") as work:
        return work.helps.of_person(person)


def channel(workspace: Workspace, id_: str = "C1") -> Channel | None:
    """A channel as kept."""
    with workspace.store.reading("T1") as work:
        return work.channels.get([id_]).get(id_)


def outbox(workspace: Workspace) -> list[OutboxItem]:
    """What waits in the outbox, however long."""
    return [item for _, item in workspace.store.take(FakeClock()() + SWEPT_AFTER, 0, 100)]


def kinds(workspace: Workspace) -> list[str]:
    """What waits in the outbox, in order."""
    return sorted(item.kind for item in outbox(workspace))


def test_people_and_channels_are_read_from_slack(workspace: Workspace) -> None:
    workspace.refresh("T1")
    with workspace.store.reading("T1") as work:
        assert work.people.all() == [ADA, GRACE]
        assert work.channels.all() == [GENERAL]


def test_evidence_opens_once_its_channel_turns_out_public(workspace: Workspace) -> None:
    Overhearer(workspace.store, FakeClock()).overhear("T1", [QUESTION, REPLY])
    assert [help_.scope for help_ in helps_of(workspace, "U2")] == ["C1"]
    workspace.look_up_channel("T1", wanted("C1"))
    assert [help_.scope for help_ in helps_of(workspace, "U2")] == [PUBLIC]


def test_evidence_closes_when_its_channel_becomes_private(workspace: Workspace, directory: FakeDirectory) -> None:
    Overhearer(workspace.store, FakeClock()).overhear("T1", [QUESTION, REPLY])
    workspace.refresh("T1")
    directory.known_channels["C1"] = replace(GENERAL, kind=ChannelKind.PRIVATE)
    workspace.look_up_channel("T1", wanted("C1"))
    assert [help_.scope for help_ in helps_of(workspace, "U2")] == ["C1"]


def test_whoever_turns_out_to_be_a_bot_helped_nobody(workspace: Workspace, directory: FakeDirectory) -> None:
    Overhearer(workspace.store, FakeClock()).overhear("T1", [QUESTION, REPLY])
    assert helps_of(workspace, "U2")
    directory.known_people["U2"] = replace(GRACE, is_bot=True)
    workspace.look_up_person("T1", wanted("U2"))
    assert helps_of(workspace, "U2") == []


def test_somebody_unknown_to_slack_stays_unknown(workspace: Workspace) -> None:
    workspace.look_up_person("T1", wanted("U9"))
    with workspace.store.reading("T1") as work:
        assert work.people.all() == []


def test_who_had_themselves_erased_is_not_taken_down_again(workspace: Workspace) -> None:
    workspace.refresh("T1")
    with workspace.store.writing("T1") as work:
        work.people.erase("U2")
    workspace.refresh("T1")
    workspace.know_person("T1", replace(GRACE, title="Admiral"))
    with workspace.store.reading("T1") as work:
        assert work.people.all() == [ADA]


def test_an_invitation_brings_one_introduction_however_often_it_comes(workspace: Workspace) -> None:
    workspace.joined("T1", "C1", "1.000001")
    workspace.joined("T1", "C1", "1.000001")
    workspace.joined("T1", "C1", "2.000001")
    assert kinds(workspace) == [INTRODUCE, "look_up_channel", "look_up_channel"]


def test_who_is_removed_before_saying_hello_says_nothing(workspace: Workspace) -> None:
    workspace.refresh("T1")
    workspace.joined("T1", "C1", "1.000001")
    workspace.left("T1", "C1")
    assert INTRODUCE not in kinds(workspace)
    assert channel(workspace) == replace(GENERAL, is_member=False)


def test_who_is_removed_while_saying_hello_does_not_say_it_again(workspace: Workspace) -> None:
    workspace.joined("T1", "C1", "1.0")
    assert INTRODUCE in [item.kind for _, item in workspace.store.take(workspace.clock(), 60, 10)]
    workspace.left("T1", "C1")
    workspace.joined("T1", "C1", "2.0")
    assert [item.kind for _, item in workspace.store.take(workspace.clock(), 60, 10)] == ["look_up_channel"]


def test_a_channel_that_slack_no_longer_shows_is_closed(workspace: Workspace, directory: FakeDirectory) -> None:
    workspace.refresh("T1")
    del directory.known_channels["C1"]
    workspace.look_up_channel("T1", wanted("C1"))
    assert channel(workspace) == replace(GENERAL, is_member=False, is_archived=True)


def test_a_kith_without_tokens_is_in_no_channel_until_it_is_back(workspace: Workspace) -> None:
    workspace.refresh("T1")
    workspace.silenced("T1", workspace.clock())
    assert channel(workspace) == replace(GENERAL, is_member=False)
    workspace.refresh("T1")
    assert channel(workspace) == GENERAL


def test_an_uninstalled_kith_keeps_nothing_of_this_workspace_and_all_of_the_others(
    workspace: Workspace, store: SqlStore
) -> None:
    for team in ("T1", "T2"):
        workspace.refresh(team)
        workspace.joined(team, "C1", "1.000001")
    before = rows_of(store.engine, "T2")
    workspace.uninstalled("T1", workspace.clock())
    assert rows_of(store.engine, "T2") == before != {}
    assert rows_of(store.engine, "T1").keys() == {"outbox"}
    assert [item.kind for team, item in store.take(FakeClock()() + SWEPT_AFTER, 0, 100) if team == "T1"] == [SWEEP]


def test_what_came_in_while_a_workspace_was_erased_is_swept_up(workspace: Workspace, store: SqlStore) -> None:
    workspace.uninstalled("T1", workspace.clock())
    workspace.refresh("T1")
    (item,) = outbox(workspace)
    workspace.sweep("T1", item)
    assert rows_of(store.engine, "T1") == {}


def test_an_uninstallation_delivered_after_a_new_installation_erases_nothing(
    workspace: Workspace, store: SqlStore
) -> None:
    removed_at = workspace.clock()
    workspace.uninstalled("T1", removed_at)
    (item,) = outbox(workspace)
    installed = Installation("T1", "xoxb-1", "U9", "B9", removed_at + timedelta(seconds=1))
    SqlInstallations(store.engine, [Fernet.generate_key().decode()]).put(installed)
    workspace.refresh("T1")
    workspace.uninstalled("T1", removed_at)
    workspace.silenced("T1", removed_at)
    workspace.sweep("T1", item)
    assert channel(workspace) == GENERAL
    workspace.uninstalled("T1", installed.installed_at)
    assert rows_of(store.engine, "T1").keys() == {"outbox"}


def test_a_new_installation_is_looked_around_in_at_once(workspace: Workspace) -> None:
    workspace.installed("T1")
    assert kinds(workspace) == [LOOK_AROUND]


def test_a_change_that_changes_nothing_writes_nothing(sqlite_store: SqlStore, directory: FakeDirectory) -> None:
    workspace = Workspace(sqlite_store, directory, FakeClock())
    workspace.refresh("T1")
    with sqlite_store.engine.connect() as reader:
        before = reader.exec_driver_sql("PRAGMA data_version").scalar()
        workspace.know_person("T1", ADA)
        assert reader.exec_driver_sql("PRAGMA data_version").scalar() == before
