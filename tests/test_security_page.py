"""The page about security names, for each threat, tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text()
NAMED = re.findall(r"\[`(\w+)`\]\(\.\./(tests/[\w/]+\.py)\)", PAGE)
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| threat |", "|---"))]


@pytest.mark.parametrize(("name", "path"), sorted(set(NAMED)), ids=str)
def test_every_test_that_is_named_exists(name: str, path: str) -> None:
    tree = ast.parse((ROOT / path).read_text())
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_threat_is_met_by_a_test() -> None:
    assert len(ROWS) > 30
    assert [row for row in ROWS if "](../tests/" not in row] == []
