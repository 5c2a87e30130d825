"""What a benchmark found: printed, and written into its own section of the page on performance."""

import re
from dataclasses import dataclass
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table as Grid

from bench.measuring import machine

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a `title`, the first column naming them."""

    title: str
    columns: list[str]
    rows: list[list[str]]

    def markdown(self) -> str:
        """The table as Markdown."""
        lines = [self.columns, ["---", *["---:"] * (len(self.columns) - 1)], *self.rows]
        return f"**{self.title}**\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


@dataclass(frozen=True, slots=True)
class Report:
    """The tables of one benchmark, and what it measured."""

    title: str
    about: str
    tables: list[Table]

    def show(self) -> None:
        """Print it."""
        console = Console(highlight=False)
        console.print(f"\n[bold]{self.title}[/bold]. {self.about}")
        for table in self.tables:
            grid = Grid(*table.columns, title=table.title, box=box.SIMPLE, title_justify="left")
            for column in grid.columns[1:]:
                column.justify = "right"
            for row in table.rows:
                grid.add_row(*row)
            console.print(grid)

    def record(self, name: str, picture: bytes | None = None) -> None:
        """Put it in place of what the page said of this benchmark before, with a picture (PNG) if there is one.

        Raises ValueError where it has no section.
        """
        page = PAGE.read_text(encoding="utf-8")
        start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        if start not in page or end not in page:
            raise ValueError(f"docs/performance.md has no section {name}")
        parts = [f"*{machine()}.*", *(table.markdown() for table in self.tables)]
        if picture:
            image = PAGE.with_name("images") / f"{name}-growth.png"
            image.write_bytes(picture)
            parts.append(f"![{self.title}: how the time grows with the workspace]({image.parent.name}/{image.name})")
        told = "\n\n".join(parts)
        section = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
        PAGE.write_text(section.sub(lambda _: f"{start}\n{told}\n{end}", page), encoding="utf-8")
