"""`python -m playground.sample OUT`: writes the sample workspace into an empty folder."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from playground.sample.export import write_export, write_json
from playground.sample.extras import write_extras
from playground.sample.rhythm import monday_before
from playground.sample.story import story
from playground.sample.workspace import Workspace, build


def write_sample(out: Path, seed: int, until: date) -> Workspace:
    """Writes the export, `story.json` and `extras/` into `out`.

    Raises FileExistsError when the folder already holds something.
    """
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty")
    workspace = build(seed, until)
    write_export(workspace, out)
    write_extras(workspace, out / "extras")
    write_json(out / "story.json", story(workspace))
    return workspace


def main(arguments: list[str] | None = None) -> int:
    """The command line; 0 when the workspace was written, 1 with a sentence on stderr when not."""
    parser = argparse.ArgumentParser("python -m playground.sample", description="Write a company's Slack export.")
    parser.add_argument("out", type=Path, help="a new or empty folder")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other times and moments (default 1)")
    parser.add_argument("--until", type=date.fromisoformat, help="its last Monday (default: the one before today)")
    options = parser.parse_args(arguments)
    until = options.until or monday_before(datetime.now(UTC).date())
    try:
        workspace = write_sample(options.out, options.seed, until)
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    count = f"{len(workspace.messages):,} messages in {len(workspace.channels)} channels"
    sys.stdout.write(f"{options.out}: {count}, until {workspace.calendar.end:%A %d %B %Y %H:%M} UTC\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
