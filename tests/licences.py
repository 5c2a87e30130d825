"""The licence of everything that Kith depends on, as a page of the documentation: `make licences` writes it anew."""

import re
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"

BY_HAND = {
    "colorama": "BSD-3-Clause",
    "cycler": "BSD-3-Clause",
    "kiwisolver": "BSD-3-Clause",
    "locate": "MIT",
    "matplotlib": "Matplotlib licence (PSF-like)",
}
"""What a package does not say in a word, read in its licence file; and one that is installed on Windows alone."""

HEAD = """# Licences

What Kith depends on, and under which licence, as the packages themselves say. `make licences` writes this page; a test
holds it against `requirements.lock`. Kith itself is under the [MIT licence](../LICENSE). What the playground's page
carries along lies beside its licence in `playground/page/static/vendor`.

Most of these ask for no more than to keep their notices. psycopg (LGPL) is used as a library and is not changed;
hypothesis and pathspec (MPL) serve building and testing alone. The libraries that benchmarks measure Kith against
(`bench/requirements.lock`) are no part of it.

"""


def locked(lock: Path) -> list[str]:
    """The names in a lock file, in order."""
    return sorted({line.partition("==")[0] for line in lock.read_text().splitlines() if re.match(r"[a-z0-9]", line)})


def page() -> str:
    """The whole page."""
    run = set(locked(ROOT / "deploy" / "requirements.lock"))
    every = locked(ROOT / "requirements.lock")
    return HEAD + "\n".join(
        (
            *_table("Needed to run Kith", [name for name in every if name in run]),
            *_table("Needed to develop and try it", [name for name in every if name not in run]),
        )
    )


def licence(name: str) -> str:
    """The licence of an installed package, as it says itself. Raises PackageNotFoundError, ValueError for none."""
    if name in BY_HAND:
        return BY_HAND[name]
    said = metadata(name)
    classified = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if "License ::" in line]
    found = said.json.get("license_expression") or " and ".join(classified) or said.json.get("license", "")
    if not found or "\n" in found:
        raise ValueError(f"{name} does not say its licence in a word: read it, and write it down by hand")
    return str(found)


def _table(title: str, names: list[str]) -> Iterator[str]:
    yield from (f"## {title}", "", "| package | licence |", "|---|---|")
    yield from (f"| {name} | {licence(name)} |" for name in names)
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page())
