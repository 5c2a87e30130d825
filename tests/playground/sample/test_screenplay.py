from datetime import time, timedelta

import pytest

from playground.sample.screenplay import Line, Scene, parse, written_scenes


def scene(text: str) -> Scene:
    (only,) = parse(text, "test.txt")
    return only


def test_a_scene_is_a_header_and_lines() -> None:
    assert scene("#data w2-8\nmei: is it lag?\nravi: It is.") == Scene(
        "data", (Line("mei", "is it lag?"), Line("ravi", "It is.")), weeks=(2, 8)
    )


def test_without_weeks_a_scene_may_play_at_any_time() -> None:
    assert scene("#data\nmei: hi").weeks == (1, 12)


def test_a_header_may_fix_the_moment_and_name_the_scene() -> None:
    fixed = scene("#random w11 tue 12:10 flat as soup\nmei: no soup")
    assert (fixed.weeks, fixed.day, fixed.at) == ((11, 11), 1, time(12, 10))
    assert (fixed.flat, fixed.name) == (True, "soup")


def test_reactions_delay_and_edit_are_read_from_the_line() -> None:
    (line,) = scene("#data\nmei +2h (edited): done: yes [pray ravi] [eyes noor joost]").lines
    assert line == Line(
        "mei",
        "done: yes",
        timedelta(hours=2),
        (("pray", ("ravi",)), ("eyes", ("noor", "joost"))),
        edited=True,
    )


def test_two_spaces_continue_a_message() -> None:
    (line,) = scene("#data\nmei: it says\n  ```error: x\n  at y```").lines
    assert line.text == "it says\n```error: x\nat y```"


def test_a_scene_with_rows_is_played_once_per_row() -> None:
    text = "#data\nwith asker, what: mei, lag | ravi, lag, again\n{asker}: {what}?\ncaio: No. [pray {asker}]"
    first, second = parse(text, "test.txt")
    assert first.lines == (Line("mei", "lag?"), Line("caio", "No.", reactions=(("pray", ("mei",)),)))
    assert second.lines[0].text == "lag, again?"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("data\nmei: hi", "scene 1, row 0: not a scene's first line: 'data'"),
        ("#data\nmei: hi\n\n#data\nno colon", "scene 2, row 0: not 'name: text': 'no colon'"),
        ("#data\nwith a, b: mei\n{a}: {b}", "argument 2 is shorter"),
        ("#data\nmei: yes [pray mei]", "mei reacts to their own message"),
    ],
)
def test_a_paragraph_that_is_not_a_scene_is_refused(text: str, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        list(parse(text, "test.txt"))


def test_hundreds_of_conversations_are_written_and_none_twice() -> None:
    scenes = written_scenes()
    assert len(scenes) > 600
    texts = [tuple(line.text for line in played.lines) for played in scenes if len(played.lines) > 1]
    assert len(texts) == len(set(texts))
