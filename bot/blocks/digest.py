"""A digest as a message, and what its buttons answer."""

from collections.abc import Iterator, Sequence

from bot.blocks.kit import (
    Block,
    actions,
    button,
    context,
    divider,
    escape,
    header,
    image,
    linked,
    named,
    section,
    shortened,
)
from bot.blocks.own_evidence import why_me
from bot.domain import digest_words as words
from bot.domain.digest import Digest, Emerging, Need
from bot.domain.messages import MessageKey
from bot.services.slack_json import ident, reading

INTERESTED = "topic_interested"
NO_TOPIC = "topic_no_topic"
MUTE = "topic_mute"
CAN_HELP = "need_can_help"
SUBSCRIBE = "digest_subscribe"
UNSUBSCRIBE = "digest_unsubscribe"
PREVIEW = "digest_preview"
NOTHING_YET = "A quiet week: there is nothing to tell, so no digest would be posted."

CHART_PLACE = "digest_chart"
LONGEST_LABEL = 60
TEXT = "The weekly digest"
HELP_OFFERED = "Wonderful! I have told who asked. Answer in the thread, if there is one, so that others find it too."
PREVIEW_COMES = "It comes as a direct message to you, in a moment."
NOTED_NO_TOPIC = "Thank you. I will not bring that up again."
NOTED_MUTED = "Done. Your own digests leave it out from now on."


def text(digest: Digest) -> str:
    """What a notification says."""
    return f"Your week: {escape(words.opening(digest))}"


def blocks(digest: Digest) -> list[Block]:
    """The whole digest: at most some 40 blocks."""
    return [*_opening(digest), *_emerging(digest), *_needs(digest), *_stories(digest), *_meetings(digest), *_closing()]


@reading("a need's button")
def chart(file: str, alt: str) -> Block:
    """The rising topics as an image, to stand after the block named CHART_PLACE; `file` is an id of Slack's."""
    return named(image(file, "", alt), f"{CHART_PLACE}_image")


@reading("a need's button")
def question_of(value: str) -> tuple[MessageKey, str]:
    """The question that a need's button is about, and its asker. Raises OddObject."""
    channel, ts, asker = value.split("/")
    return MessageKey(channel, ts), ident(asker, "a need of nobody")


def interested_answer(label: str, others: Sequence[str]) -> str:
    """What somebody reads who is interested; `others` are ids of those who said so before."""
    if not others:
        return f"Noted. You are the first who is interested in *{escape(label)}*; I will tell you when others are."
    return f"Noted. Also interested in *{escape(label)}*: {', '.join(f'<@{person}>' for person in others)}."


def topic_of(value: str) -> tuple[str, str]:
    """The stem and the label of the topic that a button carries."""
    stem, _, label = value.partition("|")
    return stem, label


def also_interested(person: str, label: str) -> str:
    """What those read who were interested before."""
    return f"<@{person}> is interested in *{escape(label)}* too."


def can_help(person: str, link: str) -> str:
    """What an asker reads."""
    return f"<@{person}> can help with <{link}|your question>." if link else f"<@{person}> can help with your question."


def subscription(target: str, when: str) -> Sequence[Block]:
    """Whether digests come (`when` is "" where they do not), and the button that changes it."""
    preview = button("Show me one now", PREVIEW, target)
    if when:
        comes = f"The digest comes {when}. `/kith digest friday 16` changes that."
        return section(comes), actions(preview, button("No more digests", UNSUBSCRIBE, target))
    offer = "Each week I can tell what is catching on, which questions wait, and who helped whom."
    return section(offer), actions(button("Yes, every Monday at 9", SUBSCRIBE, target, "primary"), preview)


def _opening(digest: Digest) -> Iterator[Block]:
    yield header(f"The week until {digest.until:%-d %B}")
    yield section(escape(words.opening(digest)))
    for note in filter(None, (words.first(digest), words.learning(digest))):
        yield context(escape(note))


def _emerging(digest: Digest) -> Iterator[Block]:
    if digest.emerging:
        yield divider()
        yield named(section("*Catching on*"), CHART_PLACE)
    for emerging in digest.emerging:
        yield section(_topic(emerging, digest))
        carried = f"{emerging.topic.stems[0]}|{shortened(emerging.topic.label, LONGEST_LABEL)}"
        yield actions(
            button("I'm interested", INTERESTED, carried),
            button("Not a topic", NO_TOPIC, carried),
            button("Mute for me", MUTE, carried),
        )


def _topic(emerging: Emerging, digest: Digest) -> str:
    topic = emerging.topic
    label = escape(shortened(topic.label, LONGEST_LABEL))
    lines = [f"*{label}*   `{words.bars(topic)}`   _{words.strength(topic)}_", escape(words.why(topic))]
    links = [
        f"<{link}|{said}>"
        for link, said in ((emerging.first_link, "where it began"), (emerging.best_link, "where it is discussed"))
        if link
    ]
    if links:
        lines.append("Read " + " and ".join(dict.fromkeys(links)) + ".")
    told = words.helped_with(emerging, digest.names), words.interest(emerging)
    lines += [escape(" ".join(filter(None, told)))] if any(told) else []
    return "\n".join(lines)


def _needs(digest: Digest) -> Iterator[Block]:
    if digest.needs:
        yield divider()
        yield section("*Still waiting for an answer*")
    for need in digest.needs:
        said = escape(words.need(need, digest))
        yield section(said, linked(button("I can help", CAN_HELP, _need_value(need), "primary"), need.link))


def _need_value(need: Need) -> str:
    return f"{need.question.channel}/{need.question.ts}/{need.asker}"


def _stories(digest: Digest) -> Iterator[Block]:
    if digest.stories:
        yield divider()
        yield section("*Who got whom unstuck*")
    for story in digest.stories:
        link = f" <{story.link}|Read how>" if story.link else ""
        yield section(f"{escape(words.story(story, digest.names))}{link}")


def _meetings(digest: Digest) -> Iterator[Block]:
    if digest.meetings:
        yield divider()
        yield section("*People who should meet*")
    for meeting in digest.meetings:
        yield section(escape(words.meeting(meeting, digest)))


def _closing() -> Sequence[Block]:
    said = "Only what everybody here may see is in this. `/kith digest` changes when it comes, or ends it."
    return (context(said), section("Named here, and wondering?", why_me()))
