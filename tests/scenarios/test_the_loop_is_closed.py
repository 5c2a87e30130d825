"""A day after a quiet thread the asker says, in private, who helped."""

from datetime import timedelta

from bot.blocks import closing
from bot.domain.help import Source
from bot.services.closing import LoopCloser
from tests.scenarios.conftest import Kith
from tests.scenarios.test_questions_are_answered import let_jonas_help


def test_the_asker_says_who_helped(kith: Kith) -> None:
    let_jonas_help(kith)
    priya, jonas = kith.playground.person("priya"), kith.playground.person("jonas")
    kith.playground.wait_for_reply(priya.posts("general", "@kith terraform locks"), "Jonas Weber")
    kith.playground.wait_until_delivered()
    kith.wait_until_said()
    with kith.store.writing(kith.team) as work:
        work.settings.set("working_hours", {"opens": "00:00", "closes": "23:59:59.999999", "days": list(range(7))})
    services = kith.app.services
    day_later = LoopCloser(kith.store, services.asking, lambda: services.clock() + timedelta(days=1, minutes=1))
    day_later.follow_up(kith.team)
    with kith.store.writing(kith.team) as work:
        for _, item in kith.store.take(services.clock() + timedelta(days=3), 0, 10):
            work.outbox.fail(item.id, services.clock())
    asked = kith.playground.wait_for_direct_message("priya", "who helped you")
    priya.presses(asked, f"{closing.HELPED}{jonas.id}")
    kith.wait_for_sources("priya", Source.CONFIRMED)
    noted = kith.playground.wait_for_direct_message("priya", "Noted")
    priya.presses(noted, closing.UNDO)
    kith.wait_for_sources("priya")
