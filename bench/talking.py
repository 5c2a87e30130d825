"""People who talk in a playground's channel, and ask Kith, while something else happens to it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread

from bot.blocks import answer, request
from playground.errors import NotAcknowledgedError, SlackError
from playground.testing import Playground, ShownMessage

PEOPLE = ("maya", "jonas", "priya", "tom", "elena")
TOPICS = ("kafka", "terraform", "docker", "grafana", "vault")
CHANNEL, CHANNEL_ID = "general", "C0GENERAL"
FILLED_IN = {request.QUESTION: "Can you help?", request.URGENCY: "30", request.NAME: "now"}


@dataclass
class Talk:
    """People who talk in a channel, and ask Kith, first of all, until they are told to stop; in a thread of its own."""

    playground: Playground
    random: Random
    asked: list[ShownMessage] = field(default_factory=list)
    acts: int = 0
    _said: list[ShownMessage] = field(default_factory=list)
    _pressed: set[str] = field(default_factory=set)
    _stopping: Event = field(default_factory=Event)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Let people talk meanwhile."""
        self._stopping.clear()
        thread = Thread(target=self._run)
        thread.start()
        try:
            yield
        finally:
            self.stop()
            thread.join()

    def stop(self) -> None:
        """Let nobody begin to say anything more."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.wait(self.random.uniform(0.05, 0.25)):
            acts = (self._talk, self._thank, self._react, self._ask, self._press)
            act = self.random.choices(acts, (8, 4, 6, 1, 3))[0] if self.asked else self._ask
            with suppress(SlackError, NotAcknowledgedError):
                act()
            self.acts += 1

    def _talk(self) -> None:
        who, topic = self.playground.person(self.random.choice(PEOPLE)), self.random.choice(TOPICS)
        thread = self.random.choice(self._said[-8:]) if self._said and self.random.random() < 0.6 else None
        said = f"It is about {topic}" if thread else f"How do I set up {topic}?"
        self._said.append(who.posts(CHANNEL, said, thread))

    def _thank(self) -> None:
        if self._said:
            to = self.random.choice(self._said[-8:])
            self.playground.person(self.random.choice(PEOPLE)).replies(to, f"thanks <@{to.user}>")

    def _react(self) -> None:
        if self._said:
            who = self.playground.person(self.random.choice(PEOPLE))
            who.reacts(self.random.choice(self._said[-8:]), self.random.choice(("pray", "bulb", "joy")))

    def _ask(self) -> None:
        who, topic = self.playground.person(self.random.choice(PEOPLE)), self.random.choice(TOPICS)
        self.asked.append(who.posts(CHANNEL, f"@kith who can help with {topic}?"))

    def _press(self) -> None:
        """Have the first who was named asked in private."""
        for question in self.asked[-5:]:
            for reply in self.playground.thread(question):
                if answer.ASK_THEM in reply.buttons and reply.ts not in self._pressed:
                    self._pressed.add(reply.ts)
                    who = self.playground.person(question.user)
                    who.presses(reply, answer.ASK_THEM)
                    if who.modal:
                        who.submits(who.modal, FILLED_IN)
                    return
