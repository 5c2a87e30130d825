"""`kith ask`: a question, asked as somebody of the workspace, answered in the terminal."""

from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console

from bot.app import open_store
from bot.cli.answers import print_answer
from bot.cli.moments import the_moment
from bot.cli.naming import the_channel, the_person, the_workspace
from bot.domain.answers import Answer
from bot.domain.errors import NotAllowed
from bot.domain.people import PUBLIC, Channel, Person, own_scope
from bot.services.clock import time_in
from bot.services.finding import Finder
from bot.services.ports import Store, UnitOfWork
from bot.services.ranking import LearnedRanker
from bot.settings import Settings, load


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by whom, where (None: in private), when, and what the readers of the answer may see."""

    text: str
    asker: Person
    channel: Channel | None
    at: datetime
    scopes: frozenset[str]


def ask(text: str, asker: str, channel: str, at: str, team: str) -> None:
    """Answer a question in the terminal. Raises KithError."""
    console = Console(highlight=False)
    with open_store(load(Settings)) as store:
        workspace = the_workspace(store, team)
        question = question_from(store, workspace, text, asker, channel, at)
        answer, names = answered(store, workspace, question)
        print_answer(console, answer, names, question.at)


def question_from(store: Store, workspace: str, text: str, asker: str, channel: str, at: str) -> Question:
    """The question meant by the words of the command line. Raises KithError."""
    with store.reading(workspace) as work:
        who = the_person(work.people.all(), asker)
        where = the_channel(work.channels.all(), channel) if channel else None
        when = the_moment(at) if at else time_in(work, lambda: datetime.now(UTC))
        return Question(text, who, where, when, _scopes(work, who, where))


def answered(store: Store, workspace: str, question: Question) -> tuple[Answer, dict[str, str]]:
    """The answer, and the names of the channels where its evidence is."""
    where = question.channel.id if question.channel else ""
    finder = Finder(store, LearnedRanker())
    answer = finder.find(workspace, question.asker.id, question.text, question.scopes, where, question.at)
    with store.reading(workspace) as work:
        seen = work.channels.get({candidate.evidence.message.channel for candidate in answer.candidates})
    return answer, {id_: channel.name for id_, channel in seen.items()}


def _scopes(work: UnitOfWork, asker: Person, channel: Channel | None) -> frozenset[str]:
    """What all readers of the answer may see, by the membership that is stored."""
    own = work.channels.private_scopes_of(asker.id)
    if channel is None:
        return frozenset({PUBLIC, own_scope(asker.id), *own})
    if channel.scope not in {PUBLIC, *own}:
        raise NotAllowed(f"{asker.name} is not in #{channel.name}, so nobody can ask there as {asker.name}.")
    return frozenset({PUBLIC, channel.scope})
