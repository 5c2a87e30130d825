"""What a question asks for: its topic, which is left when the words of asking are taken off, and whether for people."""

import re

_ASKING = re.compile(
    r"\b(?:who(?:'s| is| are| has| have)?(?: here| else| all)?(?: can| could| might| would)?"
    r"(?: help(?: me| us)?| know(?:s)?| knowledgeable| good| experienced?| an? expert| experts?| worked)?"
    r"|can(?: anyone| anybody| someone| somebody| you)?(?: please)? help(?: me| us)?"
    r"|(?:does |has )?(?:anyone|anybody|someone|somebody)(?: here)?(?: know(?:s)?| worked| used| dealt)?"
    r"|i(?:'m| am)?(?: need| looking for)(?: some)?(?: help)?|(?:any )?help(?: needed)?|please|hi|hello|hey)\b"
    r"(?:\s+(?:with|about|on|for|in|at|of|how|to|from))*",
    re.IGNORECASE,
)

_SEEKING = re.compile(
    r"\W*(?:(?:hi|hello|hey)\b\W*)?(?:do (?:you|we) know )?"
    r"(?:who\b|(?:has|have|is there) (?:anyone|anybody|someone|somebody)\b|any experts?\b)"
    r"|.*\bwho (?:can|could|would) help(?: me| us)?\W*$",
    re.IGNORECASE | re.DOTALL,
)

BARE = 4
"""So few words are no question but the topic alone: "kafka consumer lag"."""


def seeks_somebody(question: str) -> bool:
    """Whether somebody who knows is asked for: "who can help with kafka?", not "how do I reset kafka's offsets?"."""
    return bool(_SEEKING.match(question)) or len(question.split()) <= BARE


def topic_of(question: str) -> str:
    """A question without its asking: "who can help with terraform locks?" is about "terraform locks?".

    Where nothing would be left, the question stands as it is.
    """
    topic = " ".join(_ASKING.sub(" ", question).split())
    return topic if any(letter.isalnum() for letter in topic) else question
