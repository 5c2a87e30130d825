"""The topic of a question: what is left when the words of asking are taken off."""

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


def topic_of(question: str) -> str:
    """A question without its asking: "who can help with terraform locks?" is about "terraform locks?".

    Where nothing would be left, the question stands as it is.
    """
    topic = " ".join(_ASKING.sub(" ", question).split())
    return topic if any(letter.isalnum() for letter in topic) else question
