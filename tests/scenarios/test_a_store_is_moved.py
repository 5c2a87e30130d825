"""A Kith that outgrew SQLite goes on on PostgreSQL, and answers as before."""

import re

from sqlalchemy import Engine

from bot.domain.help import Source
from bot.settings import Mode
from playground.testing import Playground
from storage.moving import move
from storage.unit_of_work import SqlStore
from tests.conftest import on_postgresql
from tests.scenarios.conftest import Kith, running_kith


def answer_to(kith: Kith, who: str) -> str:
    """What Kith answers this person about terraform; clocks go on meanwhile."""
    asked = kith.playground.person(who).posts("general", "@kith who can help with terraform state locks?")
    reply = kith.playground.wait_for_reply(asked, "Jonas Weber")
    kith.wait_until_said()
    return re.sub(r"\d\d:\d\d there", "now there", reply.shown_text)


@on_postgresql
def test_a_bot_whose_store_was_moved_answers_the_same(
    playground: Playground, sqlite_store: SqlStore, empty_postgresql: Engine
) -> None:
    maya, jonas = playground.person("maya"), playground.person("jonas")
    with running_kith(playground, sqlite_store, Mode.HTTP) as kith:
        question = maya.posts("general", "How do I release a stuck terraform state lock?")
        tip = jonas.replies(question, "terraform force-unlock with the lock id")
        maya.replies(question, "that worked, thanks")
        kith.wait_for_sources("jonas", Source.THANKS)
        kith.wait_for_picture()
        before = answer_to(kith, "priya")
    move(sqlite_store.engine, empty_postgresql, lambda _, __: None)
    with running_kith(playground, SqlStore(empty_postgresql), Mode.HTTP) as kith:
        assert answer_to(kith, "priya") == before
        playground.person("priya").reacts(tip, "pray")
        kith.wait_for_sources("jonas", Source.THANKS, Source.REACTION)
