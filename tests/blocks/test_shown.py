"""Everything shown keeps within Slack's limits and says only what was meant, whatever people wrote."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.blocks import (
    admin,
    admin_forms,
    guide,
    home,
    introduction,
    log_help,
    network,
    own_evidence,
    own_help,
    privacy,
    subscriptions,
)
from bot.blocks.kit import LONGEST_VALUE, Block, button, context, escape, header, section, shortened
from bot.domain.administration import MOST_EXCLUDED, MOST_REACTIONS, AdminAct, Deed, Rules
from bot.domain.administration import RULES as RULE_NAMES
from bot.domain.asks import Ask, AskState
from bot.domain.consent import Choice, Openness
from bot.domain.contacts import Contact, HowWell, Identity
from bot.domain.expertise import OwnTopic
from bot.domain.exposures import Exposure
from bot.domain.help import OBJECTIONS, Act, Help, Source
from bot.domain.introductions import Introduction, IntroductionState, Seen
from bot.domain.messages import MessageKey
from bot.domain.people import Person
from bot.domain.requests import OutreachState, Shown
from bot.domain.subscriptions import Subscription
from bot.services.administering import Administered
from bot.services.backfilling import Past
from bot.services.contacts import OFFERED, Circle
from bot.services.digesting import OwnDigests
from bot.services.inviting import Invitation
from bot.services.own_help import SHOWN, OwnHelp
from bot.services.own_network import OwnNetwork, OwnTie
from bot.services.own_requests import OwnAsk, OwnRequests
from bot.services.privacy import OwnPrivacy
from playground.blockkit.validate import check_message_blocks, check_view

ACT = Act("C1", "1700000000.000001", "U2", "U1")
HOSTILE = "<!channel> <@U9> & <https://evil.example|click> " + "x" * 5000


def help_(source: Source = Source.LOGGED, words: tuple[str, ...] = ("kafka", "offsets")) -> Help:
    """A help by U2 for U1."""
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return Help(ACT, source, 1.0, at, "public", MessageKey("C1", ACT.ts), words, words)


def as_json(blocks: Sequence[Block]) -> list[Any]:
    """The blocks as Slack gets them."""
    loaded: list[Any] = json.loads(json.dumps(list(blocks)))
    return loaded


OPEN = OwnPrivacy("U2")
CHOSEN = OwnPrivacy(
    "U2",
    Choice(Openness.HIDDEN, weekly_limit=0, paused_until=datetime(2026, 3, 9, tzinfo=UTC), never=(HOSTILE[:900],)),
    exposures=[Exposure("U2", "ask:1", "U1", "C1", (HOSTILE,), datetime(2026, 3, 2, tzinfo=UTC))] * 5,
)
OWN = OwnHelp("U2", [help_()] * SHOWN, [])

RULES = Rules(
    help_reactions=tuple(f"{'x' * 99}{number:02}"[-100:] for number in range(MOST_REACTIONS)),
    consent_default=Openness.ASK_FIRST,
    retention_months=1,
    guests_may_ask=True,
    excluded_channels=tuple(f"C{number:010}" for number in range(MOST_EXCLUDED)),
)
REVIEWED = [name for name in RULE_NAMES if name != "excluded_channels"]
ACTS = [
    AdminAct("U1", Deed.ERASED_PERSON, datetime(2026, 3, 2, tzinfo=UTC), {"person": "U2"}),
    AdminAct("", Deed.PAUSED, datetime(2026, 3, 2, tzinfo=UTC)),
    *(
        AdminAct("U1", name, datetime(2026, 3, 1, tzinfo=UTC), {"before": RULES.kept(name), "after": RULES.kept(name)})
        for name in RULE_NAMES
    ),
]
ADMINISTERED = Administered(RULES, is_paused=True, consents={Openness.HIDDEN: 2, None: 5}, acts=ACTS)

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SUBSCRIPTION = Subscription("C1", NOW, 4, 16, "America/Argentina/ComodRivadavia")
CONTACT = Contact(Identity(HOSTILE[:100], HOSTILE[:100]), (HOSTILE[:80],), HowWell.WELL, NOW, 1)
INTRODUCTION = Introduction(1, 1, "U1", "U2", HOSTILE, NOW, NOW, state=IntroductionState.NAMED, words=HOSTILE[:500])
ASK = OwnAsk(
    Ask("key", "U2", HOSTILE, "C1", NOW, state=AskState.NEED, id=1),
    Shown(OutreachState.RUNNING, (), NOW),
    [(INTRODUCTION, seen) for seen in Seen],
)
TIE = OwnTie(Person("U3", HOSTILE), 0.5, [HOSTILE[:99]], [HOSTILE[:99]], 2, 1)
FULL = home.Parts(
    OwnHelp("U2", [help_(words=(HOSTILE,))] * SHOWN, [help_()] * SHOWN),
    CHOSEN,
    OwnDigests("U2", SUBSCRIPTION, [SUBSCRIPTION] * 30),
    OwnRequests([Invitation(1, "U2", "", HOSTILE, "C1", None, NOW)] * 9, [(INTRODUCTION, CONTACT)] * 9, [ASK] * 9),
    [OwnTopic("kafka", HOSTILE[:99], 3, 4, NOW)] * 40,
    OwnNetwork([TIE] * 40, (), 900),
    Circle([CONTACT] * 30, [CONTACT] * 9, [Person("U9", HOSTILE[:100])] * OFFERED),
    administered=ADMINISTERED,
    is_paused=True,
)
"""As much as there can be, and as long as it can be."""


@pytest.mark.parametrize(
    "blocks",
    [
        guide.blocks(),
        introduction.blocks(90),
        *(introduction.answered(90, past, "U1") for past in Past),
        log_help.confirmation(ACT, HOSTILE),
        privacy.blocks(OPEN),
        privacy.blocks(CHOSEN),
        privacy.blocks(OwnPrivacy("U2", is_forgotten=True)),
        network.message(OwnNetwork([TIE] * 40, (), 900), 30),
        [*network.message(OwnNetwork(), 0), network.picture("F1", HOSTILE[:1000])],
        own_help.blocks(OWN),
        own_help.blocks(OwnHelp("U2", [], [])),
        [section(HOSTILE), context(HOSTILE), header(HOSTILE)],
    ],
)
def test_slack_takes_every_message(blocks: Sequence[Block]) -> None:
    check_message_blocks(as_json(blocks))


@pytest.mark.parametrize(
    "view",
    [
        log_help.view(log_help.Origin("C1", ACT.ts, ACT.ts, "https://hooks.slack.com/" + "x" * 200), "U2", "U1"),
        log_help.view(log_help.Origin("C1", ACT.ts), "", ""),
        privacy.view(OPEN, ""),
        privacy.view(CHOSEN, "https://hooks.slack.com/" + "x" * 200),
        home.view(home.Parts(OwnHelp("U2", [], []), OPEN, OwnDigests("U2"))),
        home.view(home.Parts(OWN, OPEN, OwnDigests("U2", may_have_own=False))),
        home.view(home.Parts(OWN, OPEN, OwnDigests("U2"))),
        network.on_its_way(),
        home.view(FULL),
        own_help.page_view("U2", [help_(words=(HOSTILE,))] * 90, 2),
        subscriptions.view("", "Europe/Berlin", None),
        subscriptions.view("C1", "Europe/Berlin", SUBSCRIPTION),
        own_evidence.view([help_()] * 10, ["kafka"]),
        own_evidence.settled(own_evidence.DROPPED),
        admin.acts_view(ACTS),
        admin.acts_view(()),
        admin_forms.rules_view(RULES),
        admin_forms.channels_view(RULES),
        admin_forms.review_view(Rules(), {name: RULES.kept(name) for name in REVIEWED}, REVIEWED),
        admin_forms.person_view(),
        admin_forms.person_review_view("U1"),
        admin_forms.everything_view(),
    ],
)
def test_slack_takes_every_view(view: Block) -> None:
    check_view(json.loads(json.dumps(view)))


def test_what_people_wrote_mentions_nobody_and_links_nowhere() -> None:
    shown = json.dumps(log_help.confirmation(ACT, "<!channel> <@U9> <https://evil.example|click>"))
    assert "<!channel>" not in shown
    assert "<@U9>" not in shown
    assert "<https" not in shown
    assert "<@U2> helped <@U1>" in shown


def test_escaping_is_slacks_own() -> None:
    assert escape("a < b && b > <@U1>") == "a &lt; b &amp;&amp; b &gt; &lt;@U1&gt;"


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"


def test_a_button_refuses_to_carry_what_would_be_cut() -> None:
    with pytest.raises(ValueError, match="at most"):
        button("x", "y", "v" * (LONGEST_VALUE + 1))


def test_the_fullest_home_tab_keeps_within_a_hundred_blocks() -> None:
    assert len(home.view(FULL)["blocks"]) <= 100


def test_an_act_goes_through_a_button_and_back() -> None:
    assert log_help.act_from(log_help.act_value(ACT)) == ACT


@pytest.mark.parametrize("source", [source for source in Source if source not in OBJECTIONS])
def test_every_source_of_help_is_named_and_only_what_was_logged_by_hand_has_an_undo(source: Source) -> None:
    shown = json.dumps(own_help.blocks(OwnHelp("U1", [], [help_(source)])))
    assert own_help.HOW[source] in shown
    assert (log_help.UNDO in shown) == (source is Source.LOGGED)


def test_each_sees_the_other_named() -> None:
    assert "<@U1>" in json.dumps(own_help.blocks(OwnHelp("U2", [help_()], [])))
    assert "<@U2>" in json.dumps(own_help.blocks(OwnHelp("U1", [], [help_()])))


def test_the_offer_is_gone_once_it_was_answered() -> None:
    assert introduction.READ_BACK in json.dumps(introduction.blocks(90))
    for past in Past:
        assert introduction.READ_BACK not in json.dumps(introduction.answered(90, past, "U1"))
