"""An Enterprise Grid organisation installs Kith for all its workspaces at once: one tenant, and nobody else's."""

from playground.model import Enterprise, Team
from playground.testing import Playground
from storage.unit_of_work import SqlStore
from tests.rows import rows_of
from tests.scenarios.conftest import MANIFEST
from tests.scenarios.test_workspaces_install_kith import Distributed, answer_to, distributed, helped

ORG = Enterprise("E0ORG", "The <b>Org</b>", (Team("T0SALES", "Sales", "sales"),))
OTHER = Enterprise("E0OTHER", "Another")


def settle(kith: Distributed, workspace: Playground, tenant: str) -> None:
    """Wait until nothing is under way there."""
    workspace.wait_until_delivered()
    assert workspace.wait_for(lambda: kith.waiting(tenant) == 0, timeout=20)


def test_workspaces_of_one_enterprise_are_one_tenant_apart_from_another(sqlite_store: SqlStore) -> None:
    with distributed(sqlite_store, MANIFEST, enterprises=(ORG, OTHER)) as kith:
        org, other = kith.workspaces
        assert "Kith is in <b>The &lt;b&gt;Org&lt;/b&gt;</b>" in kith.install(org).text
        kith.install(other)
        assert kith.installations.teams() == ["E0ORG", "E0OTHER"]
        helped(org, "terraform lock")
        helped(org, "kafka consumer", channel="sales")
        assert {one["envelope"]["payload"]["team_id"] for one in org.envelopes("message")} == {"T0ONE", "T0SALES"}
        settle(kith, org, "E0ORG")
        assert "with *kafka*" in answer_to(org, "kafka consumer", "Jonas")
        assert "Looking" in str(org.person("priya").runs("/kith", "who knows terraform?", channel="sales"))
        org.person("maya").opens_home()
        answer_to(other, "kafka consumer", "I know nobody")
        with kith.store.reading("E0ORG") as work:
            assert {help_.act.channel for help_ in work.helps.of_person("U0JONAS")} == {"C0GENERAL", "C0SALES"}
            assert {"C0GENERAL", "C0SALES"} <= {channel.id for channel in work.channels.all()}
            assert not work.people.get(["U0JONAS"])["U0JONAS"].is_outsider("E0ORG")
        with kith.store.reading("E0OTHER") as work:
            assert work.helps.of_person("U0JONAS") == []
        assert all(call["response"]["ok"] for call in org.calls())
        assert [rows_of(kith.store.engine, team) for team in ("T0ONE", "T0SALES", "T0TWO")] == [{}, {}, {}]
        settle(kith, org, "E0ORG")
        org.do("uninstall_app")
        org.wait_until_delivered()
        assert kith.installations.teams() == ["E0OTHER"]
        assert rows_of(kith.store.engine, "E0ORG").keys() == {"outbox"}
