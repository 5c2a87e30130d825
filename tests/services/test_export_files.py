import secrets
import stat
import zipfile
from copy import copy
from pathlib import Path

import pytest

from bot.domain.errors import ImportFailed
from bot.services import export_files
from bot.services.export_files import LARGEST_EXPANSION, MIB, open_files
from tests.exports import write_export, zipped


def zip_of(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def refusal(export: Path, name: str = "users.json", limit: int = MIB) -> str:
    with pytest.raises(ImportFailed) as failed, open_files(export) as files:
        files.read(name, limit)
    sentence = str(failed.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_a_folder_and_its_zip_hold_the_same_files(tmp_path: Path) -> None:
    folder = write_export(tmp_path / "export", {"general/2024-01-31": []})
    with open_files(folder) as plain, open_files(zipped(folder, tmp_path / "e.zip")) as packed:
        assert plain.names == packed.names == {"users.json", "channels.json", "general/2024-01-31.json"}
        assert plain.read("users.json", MIB) == packed.read("users.json", MIB)


@pytest.mark.parametrize("top", ["Acme export/", "acme/"])
def test_a_single_folder_around_the_export_is_looked_through(tmp_path: Path, top: str) -> None:
    folder = write_export(tmp_path / top / "", {"general/2024-01-31": []})
    packed = zipped(folder, tmp_path / "e.zip", top)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("__MACOSX/._users.json", b"")
    packed.rename(tmp_path.parent / f"{top[:-1]}.zip")
    for export in (tmp_path, tmp_path.parent / f"{top[:-1]}.zip"):
        with open_files(export) as files:
            assert "general/2024-01-31.json" in files.names
            assert files.read("users.json", MIB).startswith(b"[")


@pytest.mark.parametrize("name", ["../users.json", "a/../../users.json", "/etc/users.json", "C:\\x.json", "a\\b.json"])
def test_a_zip_that_leads_out_of_itself_is_refused(tmp_path: Path, name: str) -> None:
    assert "leads out of it" in refusal(zip_of(tmp_path / "e.zip", {"users.json": b"[]", name: b"[]"}))


def test_a_symbolic_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("users.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "users.json" in refusal(tmp_path / "e.zip")


@pytest.mark.parametrize("name", ["users.json", "general"])
def test_a_symbolic_link_in_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    elsewhere = write_export(tmp_path / "elsewhere")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / name).symlink_to(elsewhere / "users.json" if name.endswith("json") else elsewhere)
    assert f"{name} is a symbolic link" in refusal(folder)


def test_a_file_that_unpacks_to_far_more_than_chat_is_refused_unread(tmp_path: Path) -> None:
    bomb = zip_of(tmp_path / "e.zip", {"users.json": b" " * (8 * MIB), "noise": secrets.token_bytes(MIB)})
    assert refusal(bomb, limit=64 * MIB) == "users.json cannot be read: it unpacks to far more than chat does."


def test_a_zip_whose_files_share_what_they_unpack_from_is_refused_unread(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "e.zip", {"users.json": secrets.token_bytes(MIB)})
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2 * LARGEST_EXPANSION):
            shared = copy(archive.filelist[0])
            shared.filename = f"general/{number}.json"
            archive.filelist.append(shared)
        archive.writestr("channels.json", b"[]")
    assert "far more than chat" in refusal(path)


def test_a_zip_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_files, "MOST_FILES", 2)
    files = {f"{number}.json": b"[]" for number in range(3)}
    assert "more than 2 files" in refusal(zip_of(tmp_path / "e.zip", files))


def test_a_long_name_is_told_in_part(tmp_path: Path) -> None:
    assert len(refusal(zip_of(tmp_path / "e.zip", {"../" + "x" * 60_000: b""}))) < 400


def test_a_file_larger_than_its_limit_is_refused(tmp_path: Path) -> None:
    folder = write_export(tmp_path)
    (folder / "users.json").write_bytes(b" " * (MIB + 1))
    assert "users.json is larger than 1 MiB" in refusal(folder)


def test_a_zip_that_names_a_file_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr("users.json", "[]")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("users.json", "[{}]")
    assert "users.json twice" in refusal(tmp_path / "e.zip")


def test_a_zip_cut_short_is_refused(tmp_path: Path) -> None:
    whole = zipped(write_export(tmp_path / "export"), tmp_path / "e.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    assert "neither a folder nor a readable zip" in refusal(tmp_path / "cut.zip")


def test_a_damaged_file_in_a_zip_is_named(tmp_path: Path) -> None:
    packed = zip_of(tmp_path / "e.zip", {"users.json": b'[{"id": "UANA", "name": "ana"}]' * 20})
    content = bytearray(packed.read_bytes())
    content[45:60] = bytes(15)
    packed.write_bytes(content)
    assert refusal(packed).startswith("users.json cannot be read")


def test_what_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere").endswith("nowhere does not exist.")


def test_names_from_the_outside_cannot_write_on_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in refusal(zip_of(tmp_path / "e.zip", {"../\x1b[2Jx": b""}))
