"""What people know outside the company: contacts to import, as CSV and as vCards."""

from importlib.resources import files
from pathlib import Path

from playground.sample.people import DOMAINS, HOME_TEAM
from playground.sample.workspace import Workspace


def write_extras(workspace: Workspace, out: Path) -> None:
    """Copies `contacts.csv`, its introducers as e-mail addresses of the workspace, and `contacts.vcf`.

    Raises ValueError when an introducer is not in the cast.
    """
    out.mkdir(parents=True, exist_ok=True)
    cast = files(__package__) / "cast"
    header, *rows = (cast / "contacts.csv").read_text(encoding="utf-8").splitlines()
    if unknown := {row.partition(",")[0] for row in rows} - workspace.people.keys():
        raise ValueError(f"contacts.csv: not in the cast: {', '.join(sorted(unknown))}")
    addressed = [row.replace(",", f"@{DOMAINS[HOME_TEAM]},", 1) for row in rows]
    (out / "contacts.csv").write_text("\n".join([header, *addressed]) + "\n", encoding="utf-8")
    cards = (cast / "contacts.vcf").read_text(encoding="utf-8")
    (out / "contacts.vcf").write_bytes(cards.replace("\n", "\r\n").encode())
