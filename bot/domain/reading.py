"""Reading a message once: does it ask, does it thank and whom, what is it about. Then the text is dropped."""

import re
from dataclasses import replace
from operator import attrgetter

from bot.domain.events import MessagePosted
from bot.domain.messages import MessageRef
from bot.domain.mrkdwn import plain
from bot.domain.phrases import phrases_in
from bot.domain.terms import ENGLISH, topic_words_in
from bot.domain.words import Prose

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s+|\n+")
_CODE = re.compile(r"`[^`\n]*`")
_QUESTION_MARK = re.compile(r"[?？]")

_ASKING = re.compile(
    r"^\W*(?:hi|hello|hey|hallo|bonjour|hola)?(?:\s+(?:all|everyone|team|folks|there))?\W*"
    r"(?:how (?:do|can|should|would|to)|what(?:'s| is| are| do| does| would)|why|where|which"
    r"|who (?:can|knows|is)|when (?:is|do|does)"
    r"|is there|are there|do we|do you know|have any|(?:does|has|can|could) (?:any|some)(?:one|body)?"
    r"|any(?:one|body)\b|any (?:idea|ideas|pointers|clue|luck|tips)|some(?:one|body) (?:know|who)"
    r"|i need (?:some )?help|need (?:some )?help|i(?:'m| am) (?:stuck|looking for|trying to|having trouble)|looking for"
    r"|weiß jemand|wer kann|wie kann|kennt jemand|quelqu'un|est-ce que|comment|alguien|cómo)\b",
    re.IGNORECASE,
)

_THANKING = re.compile(
    r"\b(?:thanks|thank (?:you|u)|thx|tysm|ty|tyvm|kudos|props to|shout ?-?out to"
    r"|much appreciated|appreciate (?:it|that|the help|your help)|lifesaver|life saver|you rock|saved (?:me|my day|us)"
    r"|that (?:did it|worked|helped|fixed it|solved it|was it)|works now|solved my|fixed it for me"
    r"|danke(?:schön)?|vielen dank|merci|gracias|obrigad[oa]|grazie|bedankt|dank je|tack"
    r"|dziękuję|dzięki|спасибо|благодарю)\b"
    r"|ありがとう|谢谢|謝謝|감사",
)
_NO_THANKS = re.compile(
    r"\b(?:thanks? (?:you )?in advance|no,? thanks|no,? thank you|thanks anyway|thank (?:god|goodness|heavens)"
    r"|thanks but no|thanks to|thanks for (?:your |the )?(?:patience|understanding|reading|asking|the question)"
    r"|danke im voraus|merci d'avance|gracias de antemano)\b",
    re.IGNORECASE,
)


def read(posted: MessagePosted) -> MessageRef:
    """What is kept of a message: references, flags and topic terms, in an order that does not give its text back."""
    if posted.ref:
        return posted.ref
    prose = Prose.of(plain(posted.text), ENGLISH)
    topic = sorted(topic_words_in(prose), key=attrgetter("stem"))
    thanked, thanks = _thanks(posted.text)
    return MessageRef(
        channel=posted.channel,
        ts=posted.ts,
        author=posted.author,
        thread_ts=posted.thread_ts,
        terms=tuple(term.stem for term in topic),
        words=tuple(term.surface for term in topic),
        phrases=phrases_in(posted.text, prose),
        is_question=_asks(plain(_CODE.sub(" ", posted.text)) if "`" in posted.text else prose.text),
        thanks=thanks,
        thanked=tuple(person for person in thanked if person != posted.author),
        version=posted.edited_ts,
    )


def read_ahead(posted: MessagePosted) -> MessagePosted:
    """The message with what is kept of it in place of its text."""
    return replace(posted, text="", ref=read(posted))


def asks(text: str) -> bool:
    """Whether a message asks something: a question mark outside of code and links, or words that ask for help."""
    return _asks(plain(_CODE.sub(" ", text)))


def _asks(prose: str) -> bool:
    return bool(_QUESTION_MARK.search(prose)) or bool(_ASKING.match(prose))


def mentioned(text: str) -> tuple[str, ...]:
    """The people whom a message mentions, each once, in order."""
    return tuple(dict.fromkeys(_MENTION.findall(text)))


def _thanks(text: str) -> tuple[tuple[str, ...], bool]:
    """The people thanked by mention, and whether anybody is thanked at all."""
    if not _THANKING.search(text.lower()):
        return (), False
    sentences = [sentence for sentence in _sentences(text) if _is_thanks(sentence)]
    return mentioned(" ".join(sentences)), bool(sentences)


def _is_thanks(sentence: str) -> bool:
    if not _THANKING.search(sentence.lower()) or _NO_THANKS.search(sentence):
        return False
    return not _QUESTION_MARK.search(plain(sentence))


def _sentences(text: str) -> list[str]:
    """Sentences, with a salutation such as "<@U1>!" joined to what it introduces."""
    joined: list[str] = []
    for part in _SENTENCE_END.split(text):
        if joined and _MENTION.search(joined[-1]) and len(joined[-1].split()) <= 2:
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined
