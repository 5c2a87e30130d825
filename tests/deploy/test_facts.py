"""What is deployed is what is said: no root, nothing unpinned, no setting and no command that does not exist."""

import re
import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import yaml

from bot.settings import Settings
from tests.deploy.commands import VERBS

ROOT = Path(__file__).parents[2]
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "deploy" / "compose.yml").read_text(encoding="utf-8"))
UNIT = (ROOT / "deploy" / "kith.service").read_text(encoding="utf-8")
INSTRUCTIONS = re.findall(r"^([A-Z]+) ((?:.*\\\n)*.*)", CONTAINERFILE, re.MULTILINE)


def instructions(name: str) -> list[str]:
    """The arguments of each instruction of a kind, in order."""
    return [arguments for instruction, arguments in INSTRUCTIONS if instruction == name]


def unit(section: str) -> dict[str, str]:
    """The last value of each of a section's keys."""
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(UNIT)
    return dict(parser[section])


@pytest.mark.parametrize("file", ["Containerfile", "compose.yml", "kith.service"])
def test_every_setting_that_is_deployed_exists(file: str) -> None:
    named = re.findall(r"\b(?:KITH|SLACK)_[A-Z_]+", (ROOT / "deploy" / file).read_text(encoding="utf-8"))
    assert named
    assert set(named) <= {name.upper() for name in Settings.model_fields}


def test_the_container_does_not_run_as_root() -> None:
    assert instructions("USER") == ["10001"]
    assert "--uid 10001" in CONTAINERFILE
    assert CONTAINERFILE.rindex("\nUSER ") > CONTAINERFILE.rindex("\nRUN ")


def test_every_image_is_pinned_to_a_version() -> None:
    images = [arguments.split()[0] for arguments in instructions("FROM")] + [COMPOSE["services"]["database"]["image"]]
    assert all(re.search(r":\d+", image) for image in images)
    assert len({image for image in images if image.startswith("python")}) == 1


def test_the_container_installs_hashed_wheels_alone() -> None:
    installs = [run for run in instructions("RUN") if "pip install" in run]
    assert "--require-hashes" in installs[0]
    assert "--only-binary=:all:" in installs[0]
    assert all("--no-deps" in run for run in installs[1:])


def test_everything_that_is_packaged_is_copied_and_nothing_else_of_ours() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = set(pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    copied = {source for arguments in instructions("COPY") for source in arguments.split()[:-1]}
    assert packages <= copied
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "*"
    assert {f"!{source}" for source in copied if not source.startswith(("--", "/"))} == {
        line for line in ignored if line.startswith("!")
    }
    assert (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() == ignored


def test_what_is_started_is_a_command_of_kiths() -> None:
    started = [arguments for _, arguments in re.findall(r"^(ExecStart(?:Pre)?)=\S+/kith (\w+)$", UNIT, re.MULTILINE)]
    started += [service["command"] for service in COMPOSE["services"].values() if "command" in service]
    started += re.findall(r'"(\w+)"', instructions("CMD")[-1])
    assert sorted(started) == ["migrate", "migrate", "run", "run", "run"]
    assert set(started) <= VERBS.keys()


def test_kith_may_write_nothing_but_its_own_in_the_container() -> None:
    for name in ("kith", "migrate"):
        service = COMPOSE["services"][name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert "privileged" not in service


def test_only_this_machine_may_watch_and_nobody_reaches_the_database() -> None:
    services = COMPOSE["services"]
    assert services["kith"]["ports"] == [f"127.0.0.1:{port}:{port}" for port in [default("kith_monitor_port")]]
    assert "ports" not in services["database"]


def default(name: str) -> Any:
    """A setting's default."""
    return Settings.model_fields[name].default


def test_kith_starts_only_on_a_database_that_was_migrated() -> None:
    assert COMPOSE["services"]["kith"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert COMPOSE["services"]["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"


def test_no_secret_is_written_down() -> None:
    for file in (ROOT / "deploy").iterdir():
        assert not re.search(r"xox[bp]-\w|xapp-\w|PASSWORD[:=] *\w", file.read_text(encoding="utf-8")), file


def test_the_service_is_shut_in() -> None:
    service = unit("Service")
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "DynamicUser", "RestrictSUIDSGID"):
        assert service[name] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert service["UMask"] == "0077"


@pytest.mark.skipif(not which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_understands_every_line_of_the_service(tmp_path: Path) -> None:
    file = tmp_path / "kith.service"
    file.write_text(UNIT.replace("/opt/kith/bin/kith", which("true") or "/bin/true"), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")


def test_a_stop_is_given_longer_than_kith_takes_at_most() -> None:
    assert int(unit("Service")["TimeoutStopSec"]) > default("kith_stop_within")
    assert int(COMPOSE["services"]["kith"]["stop_grace_period"].rstrip("s")) > default("kith_stop_within")
