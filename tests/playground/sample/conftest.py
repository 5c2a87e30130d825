from datetime import date

import pytest

from playground.sample.export import write_export
from playground.sample.workspace import Workspace, build
from tests.playground.sample.exported import Exported

UNTIL = date(2026, 11, 23)


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    return build(seed=1, until=UNTIL)


@pytest.fixture(scope="session")
def exported(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    folder = tmp_path_factory.mktemp("export")
    write_export(workspace, folder)
    return Exported.read(folder)
