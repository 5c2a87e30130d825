"""Why me: the help that a person is named for, each item theirs to take back."""

import json
from collections.abc import Iterator, Sequence

from bot.blocks.kit import Block, actions, button, confirmed, context, escape, modal, section
from bot.blocks.log_help import act_of
from bot.blocks.own_help import HOW
from bot.domain.help import Act, Help
from bot.domain.wording import listed
from bot.services.slack_json import reading, text

WHY_ME = "why_me"
VIEW = "why_me_view"
OFF_TOPIC = "why_me_off_topic"
NO_HELP = "why_me_no_help"
UNDO = "why_me_undo"
DROP_TOPIC = "own_topic_drop"
NEVER_TOPIC = "own_topic_never"
DROPPED = "Done: none of the help that you gave so far counts as being about that. What you help with from now on may."
NEVER_ASKED = "Done: you are neither named nor asked about that. *Change…* under “Your privacy” takes it back."
WORDS_SHOWN = 5
LONGEST_CARRIED = 1000


def why_me(words: Sequence[str] = ()) -> Block:
    """The button beside whatever names somebody. It shows whoever presses it what is known of them, and no one else."""
    return button("Why me?", WHY_ME, _carried(words) or " ")


def view(helps: Sequence[Help], words: Sequence[str], objected: str = "") -> Block:
    """The modal; `objected` is the button's value of what was taken back just now."""
    said = (
        f"What I know of you about {listed([f'*{escape(word)}*' for word in words])}:"
        if words
        else "What I know of you:"
    )
    blocks = [section(said if helps else "I know of no such help of yours, so nothing of it names you.")]
    if objected:
        blocks.append(
            section("Taken back: I no longer count it, whatever comes again.", button("Undo", UNDO, objected))
        )
    if helps and len(words) == 1:
        blocks.append(_whole(words[0]))
    for number, help_ in enumerate(helps):
        blocks.extend(_one(help_, words, number))
    blocks.append(context("Only you see this."))
    return modal(VIEW, "Why me?", "", blocks, private_metadata=_carried(words))


def settled(said: str) -> Block:
    """What stands in place of the modal once a whole topic is settled."""
    return modal(VIEW, "Why me?", "", (section(said),))


@reading("an objection")
def objection(value: str) -> tuple[Act, list[str]]:
    """The act and the stems that a button carries. Raises OddObject."""
    act, stems = json.loads(value)
    return act_of(act), [text(stem) for stem in list(stems)]


def _whole(word: str) -> Block:
    """What can be said of the topic as a whole."""
    text = "None of the help that you gave so far is taken to be about it. It is final."
    drop = confirmed(button("Not my topic at all", DROP_TOPIC, word), "Not your topic?", text, "Not my topic")
    return actions(drop, button("Never ask me about it", NEVER_TOPIC, word), block_id="topic")


def _one(help_: Help, words: Sequence[str], number: int) -> Iterator[Block]:
    about = [word for word in help_.words if word in words] or list(help_.words[:WORDS_SHOWN])
    stems = [term for term, word in zip(help_.terms, help_.words, strict=True) if word in about]
    where = f" in <#{help_.act.channel}>" if help_.act.channel[:1] in "CG" else ""
    when = f"<!date^{int(help_.given_at.timestamp())}^{{date_short}}|{help_.given_at:%Y-%m-%d}>"
    topic = f" with {escape(listed(about))}" if about else ""
    yield section(f"You helped <@{help_.seeker}>{topic}{where} · {when} · {HOW[help_.source]}")
    no_help = button("That was not help", NO_HELP, json.dumps([help_.act, []]))
    off_topic = button("Not this topic", OFF_TOPIC, json.dumps([help_.act, stems[:WORDS_SHOWN]]))
    yield actions(*((off_topic, no_help) if stems else (no_help,)), block_id=f"evidence_{number}")


def _carried(words: Sequence[str]) -> str:
    return " ".join(words)[:LONGEST_CARRIED]
