"""The files of an export, in a folder or a zip, read one at a time and trusted in nothing."""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import ImportFailed

MIB = 1 << 20
LARGEST_EXPANSION = 200
"""How many times its packed size a large file, or the whole, may unpack to; chat packs some ten times."""

MOST_FILES = 1_000_000
"""Files that an export may hold: a thousand channels for some three years."""

LONGEST_SHOWN = 200

USERS = "users.json"
_DEEPEST = 3
_UNSAFE = re.compile(r"/|[A-Za-z]:[\\/]|.*\\|(?:.*/)?\.\.(?:/|$)")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class ExportFiles:
    """An export's files by their `names` ("general/2024-01-31.json"), wherever it keeps them."""

    names: frozenset[str]
    _top: str
    _read: Callable[[str, int], bytes]

    def read(self, name: str, limit: int) -> bytes:
        """The content of a file of at most `limit` bytes. Raises ImportFailed."""
        try:
            content = self._read(self._top + name, limit)
        except _BROKEN as error:
            raise ImportFailed(f"{shown(name)} cannot be read: {shown(str(error))}.") from error
        if len(content) > limit:
            raise ImportFailed(f"{shown(name)} is larger than {limit // MIB} MiB: that is no file of a Slack export.")
        return content


@contextmanager
def open_files(export: Path) -> Iterator[ExportFiles]:
    """Open an export, a folder or a zip; a single folder around it is looked through. Raises ImportFailed."""
    if export.is_dir():
        yield _rooted(_names_in(export), lambda name, limit: _head(export / name, limit))
        return
    try:
        archive = zipfile.ZipFile(export)
    except FileNotFoundError as error:
        raise ImportFailed(f"{shown(str(export))} does not exist.") from error
    except _BROKEN as error:
        raise ImportFailed(f"{shown(str(export))} is neither a folder nor a readable zip file.") from error
    with archive:
        packed = _packed(archive, export.stat().st_size)
        yield _rooted(packed, lambda name, limit: _unpack(archive, packed[name], limit))


def shown(name: str) -> str:
    """A name from the outside as it may be put into a sentence."""
    short = name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…"
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in short)


def _rooted(names: Iterable[str], read: Callable[[str, int], bytes]) -> ExportFiles:
    listed = [name for name in names if not name.startswith("__MACOSX/")]
    tops = {name.partition("/")[0] for name in listed if "/" in name}
    nested = USERS not in listed and len(tops) == 1
    top = f"{tops.pop()}/" if nested else ""
    return ExportFiles(frozenset(name.removeprefix(top) for name in listed if name.startswith(top)), top, read)


def _names_in(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        here = Path(place)
        for name in (*folders, *files):
            if (here / name).is_symlink():
                raise ImportFailed(f"{shown(str(here / name))} is a symbolic link: an export holds plain files only.")
        if len(here.relative_to(folder).parts) == _DEEPEST:
            folders.clear()
        yield from ((here / name).relative_to(folder).as_posix() for name in files)


def _head(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit + 1)


def _packed(archive: zipfile.ZipFile, size: int) -> dict[str, zipfile.ZipInfo]:
    """The files of a zip of so many bytes. Raises ImportFailed where it holds more than chat could be."""
    listed = archive.infolist()
    if len(listed) > MOST_FILES:
        raise ImportFailed(f"The zip holds more than {MOST_FILES:,} files: it is no Slack export.")
    if sum(info.file_size for info in listed) > max(MIB, LARGEST_EXPANSION * size):
        raise ImportFailed("The zip unpacks to far more than chat does: it is no Slack export.")
    packed: dict[str, zipfile.ZipInfo] = {}
    for info in listed:
        if _UNSAFE.match(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
            raise ImportFailed(f"The zip names {shown(info.filename)}, which leads out of it: it is no Slack export.")
        if info.filename in packed:
            raise ImportFailed(f"The zip holds {shown(info.filename)} twice: export or pack it again.")
        if not info.is_dir():
            packed[info.filename] = info
    return packed


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    if info.file_size > max(MIB, LARGEST_EXPANSION * info.compress_size):
        raise zipfile.BadZipFile("it unpacks to far more than chat does")
    with archive.open(info) as file:
        return file.read(limit + 1)
