import json
from pathlib import Path

from tests.cli.conftest import Kith


def test_the_demo_answers_its_questions_as_often_as_it_is_run(run_kith: Kith, tmp_path: Path) -> None:
    kept = tmp_path / "demo" / "mine.txt"
    kept.parent.mkdir()
    kept.write_text("not the demo's")
    for _ in range(2):
        code, out, err = run_kith("demo", "--terminal", "--folder", tmp_path / "demo")
        assert (code, err) == (0, "")
    story = json.loads((tmp_path / "demo" / "workspace" / "story.json").read_text())
    answers = out.split(" asks in #")[1:]
    assert len(answers) == len(story["questions"]) + 1 == 4
    assert "ravi knows well somebody outside who has done this with Kafka" in " ".join(answers.pop().split())
    assert story["outside"]["contact"] not in out
    for asked, answer in zip(story["questions"], answers, strict=True):
        assert asked["question"] in answer
        first = answer.partition("\n2. ")[0]
        assert any(f"1. {name} · " in first for name in asked["expected_names"])
        assert "path you → " in answer
    assert kept.exists()
