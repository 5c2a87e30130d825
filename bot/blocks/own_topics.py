"""A person's topics on their Home tab, each theirs to correct."""

from collections.abc import Sequence

from bot.blocks.kit import Block, button, context, escape, section
from bot.blocks.own_evidence import WHY_ME
from bot.domain.expertise import OwnTopic
from bot.domain.wording import people

SHOWN = 5


def blocks(topics: Sequence[OwnTopic]) -> Sequence[Block]:
    """The widest topics, each with a way to see and mend what it rests on; then the names of more that came back."""
    if not topics:
        return (context("None yet. They come from the help you give: reactions, thanks, and answers that helped."),)
    more = ", ".join(escape(topic.word) for topic in topics[SHOWN : 4 * SHOWN] if topic.times > 1)
    return (*map(_topic, topics[:SHOWN]), *([context(f"Also: {more}")] if more else []))


def _topic(topic: OwnTopic) -> Block:
    last = f"<!date^{int(topic.last_at.timestamp())}^{{date_short}}|{topic.last_at:%Y-%m-%d}>"
    said = f"*{escape(topic.word)}* · you helped {people(topic.people)} · last on {last}"
    return section(said, button("Correct…", WHY_ME, topic.word))
