"""What the use cases need of the world, as shapes. `storage` and `bot.slack` fit them; nobody inherits.

A `Store` opens units of work. A unit is one transaction, bound to one team (tenant): every query that it makes
is about that team and no other.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.domain.administration import AdminAct
from bot.domain.asks import Ask, AskState, Outcome, Verdict
from bot.domain.calibration import SURE
from bot.domain.consent import Choice, Consents, Openness
from bot.domain.contacts import Contact, ExternalTie
from bot.domain.exposures import Exposure
from bot.domain.help import Act, Entry, Help, HelpChange
from bot.domain.installations import Installation
from bot.domain.introductions import Introduction
from bot.domain.messages import MessageChange, MessageKey, MessageRef, Thread
from bot.domain.outbox import ALL, OutboxItem
from bot.domain.people import Channel, Person
from bot.domain.requests import Outreach
from bot.domain.sight import Sight
from bot.domain.subscriptions import Subscription, TopicVerdict
from bot.domain.ties import Adjacency, Tie
from bot.domain.traces import Alike, Exchange, Sightings
from bot.domain.uses import Use, WeekCount
from bot.domain.weaving import Weave

Clock = Callable[[], datetime]
"""Now, aware and in UTC."""


# --- the store -------------------------------------------------------------------------------------------------


class Messages(Protocol):
    """References of the messages seen."""

    def put(self, changes: Collection[MessageChange]) -> None:
        """Keep these messages as they are after their changes."""

    def get(self, keys: Collection[MessageKey]) -> dict[MessageKey, MessageRef]:
        """The refs known of these messages, tombstones included."""

    def threads(
        self, roots: Collection[MessageKey], at_hand: Mapping[MessageKey, MessageRef] | None = None
    ) -> list[Thread]:
        """The threads with these roots, as far as they were seen; what is `at_hand` stands in place of what was."""

    def of_person(self, person: str) -> set[MessageKey]:
        """The messages that this person wrote, or that thank them."""

    def unanswered(self, since: datetime, until: datetime, channels: Collection[str]) -> list[MessageRef]:
        """Questions asked there in that time to which nobody else has said anything in the thread, newest first."""

    def standing(self, channel: str, after: str, until: str, thread_ts: str = "") -> set[str]:
        """The live messages after one `ts` up to another: a thread's replies, or those that are no replies."""

    def latest(self, channel: str) -> str:
        """The `ts` of the newest message seen there, "" where there is none."""

    def newest_at(self) -> datetime | None:
        """The time of the newest message of the workspace: the clock of a store filled only by imports."""

    def questions(self, after: str, before: str, limit: int) -> list[MessageRef]:
        """The live questions that opened a thread between two `ts`, oldest first, at most `limit`."""


class Postings(Protocol):
    """The index of threads by what they are about."""

    def follow(self, changes: Collection[MessageChange]) -> None:
        """Count anew what these messages are about."""


class Threads(Protocol):
    """Who wrote in which thread, as it is read to rank people."""

    def keep(self, threads: Collection[Thread]) -> None:
        """Write down who wrote in these threads as they stand now; one without live messages is forgotten."""


class Traces(Protocol):
    """Who took part in which threads, read in bounded time; what is said at a `ts` or after it is left out."""

    def latest(self, before: str, channel: str, limit: int) -> Sightings:
        """What was written in the latest threads of one channel that began before a `ts`.

        Threads are read until they hold `limit` parts.
        """

    def elsewhere(self, before: str, scopes: Collection[str], channel: str, limit: int) -> Sightings:
        """The same in all channels that the scopes show but for one ("": but for none)."""

    def alike(self, terms: Sequence[str], before: str, scopes: Collection[str], limit: int) -> Alike:
        """What was written in the threads most like these terms that began before a `ts`."""

    def helps(self, person: str, at: datetime, scopes: Collection[str], limit: int) -> list[Exchange]:
        """The latest helps before a time that a person received, and those that they gave, up to `limit` each."""


class Ledger(Protocol):
    """The append-only ledger, and the acts of help that follow from it."""

    def append(self, entries: Iterable[Entry]) -> set[Act]:
        """Write down what is not written yet; returns the acts that the entries are about."""

    def derived(self, roots: Collection[MessageKey]) -> dict[MessageKey, list[Entry]]:
        """The entries about answers and thanks in these threads, by root."""

    def reactions(self, messages: Collection[MessageKey]) -> dict[MessageKey, list[Entry]]:
        """The entries about reactions on these messages."""

    def about(self, act: Act) -> list[Entry]:
        """All entries about one act."""

    def acts_on(self, messages: Collection[MessageKey]) -> set[Act]:
        """The acts in which one of these messages is the one that helped, or the question."""

    def acts_of(self, people: Collection[str]) -> set[Act]:
        """The acts in which one of these people helped or was helped."""

    def acts_logged_by(self, person: str) -> set[Act]:
        """The acts that a person logged by hand, taken back or not."""

    def acts_in(self, channel: str) -> set[Act]:
        """The acts in a channel."""

    def rebuild(
        self, acts: Collection[Act], at_hand: Mapping[MessageKey, MessageRef] | None = None
    ) -> list[HelpChange]:
        """Work out again what stands of these acts; returns what changed. Messages `at_hand` are not read again."""


class Helps(Protocol):
    """Acts of help as they stand."""

    def between(self, pairs: Collection[tuple[str, str]], scopes: Collection[str]) -> list[Help]:
        """The helps of these (helper, seeker) pairs that the scopes may see, newest first."""

    def given_by(self, helpers: Collection[str], scopes: Collection[str]) -> list[Help]:
        """The helps that these people gave, as far as the scopes may see them, newest first."""

    def first_given(self, helpers: Collection[str], scopes: Collection[str]) -> dict[str, datetime]:
        """When each of these people first gave help, as far as the scopes may see it."""

    def of_questions(self, questions: Collection[MessageKey]) -> list[Help]:
        """The helps given in answer to these questions."""

    def given_since(self, since: datetime, scopes: Collection[str], limit: int | None = None) -> list[Help]:
        """The helps given since then that the scopes may see, newest first, at most `limit`."""

    def about(self, stems: Collection[str], since: datetime, scopes: Collection[str]) -> list[Help]:
        """The helps given since then with any of these stems that the scopes may see, newest first."""

    def of_person(self, person: str) -> list[Help]:
        """All helps that a person gave or received, newest first."""


class Evidence(Protocol):
    """What speaks for people: of each the latest helps that are in sight, none of them given to somebody hidden."""

    def about(self, helpers: Collection[str], terms: Collection[str], sight: Sight) -> tuple[list[Help], int]:
        """Their helps that share one of these terms, newest first, and how many questions they helped with in all."""

    def in_channel(self, helpers: Collection[str], channel: str, sight: Sight) -> list[Help]:
        """Their helps in one channel, newest first."""


class Ties(Protocol):
    """The network as adjacency rows."""

    def rebuild(self, ties: Collection[Tie]) -> None:
        """Recompute the weight of these ties from their helps."""

    def rows(self, people: Collection[int], scopes: Collection[str]) -> Adjacency:
        """The ties of these people, by number, the scopes merged."""


class People(Protocol):
    """The people of the workspace."""

    def outsiders(self) -> set[str]:
        """Those still here who are guests, or of another organisation than the tenant (`Person.is_outsider`)."""

    def put(self, people: Iterable[Person]) -> set[str]:
        """Keep what is known of them now, except of the erased; returns those who turned out to be bots."""

    def get(self, people: Collection[str]) -> dict[str, Person]:
        """What is known of these people."""

    def all(self) -> list[Person]:
        """Everybody known, ordered by id."""

    def numbers(self, people: Collection[str]) -> dict[str, int]:
        """Their numbers in the network (int32, one a person, never used again), made where missing."""

    def known_numbers(self, people: Collection[str]) -> dict[str, int]:
        """The numbers of those who have one."""

    def by_number(self, numbers: Collection[int]) -> dict[int, tuple[str, Person | None]]:
        """The ids that belong to these numbers, each with what is known of the person."""

    def nobodies(self, people: Collection[str]) -> set[str]:
        """Those of them whose messages and reactions count nothing: bots, and people who had themselves erased."""

    def erased(self, people: Collection[str]) -> set[str]:
        """Those of them who had themselves erased: nothing about them is written down."""

    def erase(self, person: str) -> int:
        """Delete everything about a person and remember only that they are not to be recorded; returns rows deleted.

        Acts and ties that involved them are to be rebuilt by the caller.
        """

    def rows_about(self, person: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Everything kept about a person that they may see, by table, as plain JSON."""

    def readmit(self, person: str) -> None:
        """Let an erased person be recorded again, from now on."""


class Choices(Protocol):
    """What people chose about being named and asked."""

    def of(self, people: Collection[str]) -> Consents:
        """What these people chose, with the workspace's default for those who chose nothing."""

    def put(self, person: str, choice: Choice) -> None:
        """Take down a person's choice."""

    def hidden(self) -> set[str]:
        """Everybody who may be neither named nor counted."""

    def unwalkable(self, numbers: Collection[int], at: datetime) -> set[int]:
        """Those of these numbers whom no path may name: who left, is a bot, hidden, paused or to be asked first."""

    def counts(self) -> dict[Openness | None, int]:
        """How many of the people still here chose what; None: nothing."""


class Exposures(Protocol):
    """Who was shown whose name."""

    def put(self, exposures: Iterable[Exposure]) -> None:
        """Note them, each once."""

    def of(self, person: str, limit: int) -> list[Exposure]:
        """The latest showings of a person's name, newest first."""


class Requests(Protocol):
    """Asking on somebody's behalf: an `Outreach` for each ask, with its requests."""

    def put(self, outreach: Outreach) -> None:
        """Keep an outreach as it stands now."""

    def get(self, ask_id: int) -> Outreach | None:
        """The outreach of an ask."""

    def running(self) -> list[int]:
        """The asks for which people are being asked."""

    def asked(self, people: Collection[str], since: datetime) -> dict[str, tuple[datetime, ...]]:
        """When each of these people was asked since then, for help or for an introduction, on whose behalf ever."""

    def asks_to(self, person: str) -> list[int]:
        """The asks for which a person was asked or is to be asked, newest first."""

    def read_at(self, ask_id: int, person: str, ts: str) -> None:
        """Note the message by which a person reads a request."""

    def message(self, ask_id: int, person: str) -> str:
        """The `ts` of that message, "" where there is none."""


class Channels(Protocol):
    """The channels of the workspace and who was seen in them."""

    def put(self, channels: Iterable[Channel]) -> set[str]:
        """Keep what is known of them now; returns those whose visibility changed."""

    def get(self, channels: Collection[str]) -> dict[str, Channel]:
        """What is known of these channels."""

    def all(self) -> list[Channel]:
        """Every channel known, ordered by name."""

    def set_members(self, channel: str, people: Collection[str]) -> None:
        """Replace the members known of a channel."""

    def members(self, channel: str) -> frozenset[str]:
        """Who was seen to be in a channel."""

    def private_scopes_of(self, person: str) -> set[str]:
        """The private channels that the stored membership says this person is in (imports; live answers ask Slack)."""


class Outbox(Protocol):
    """What is still to be said in Slack, kept in the transaction that decided it."""

    def put(self, item: OutboxItem) -> bool:
        """Queue an item; false where its key was queued before."""

    def withdraw(self, key: str) -> bool:
        """Take back an item that nobody has begun to send."""

    def done(self, item_id: int, at: datetime) -> None:
        """Mark an item as sent, or given up."""

    def fail(self, item_id: int, again_at: datetime) -> None:
        """Mark an attempt as failed: the item is due again then."""

    def defer(self, item_id: int, again_at: datetime) -> None:
        """Note that an item is to wait until then; that it was taken is no attempt."""


class Asks(Protocol):
    """Questions put to Kith, and whom it named in answer."""

    def put(self, ask: Ask) -> tuple[Ask, bool]:
        """Keep an ask under its key; returns it with its id, and whether it is new."""

    def get(self, ask_id: int) -> Ask | None:
        """The ask with this id."""

    def answered(self, ask_id: int, answer_ts: str, shown: Sequence[str], at: datetime) -> None:
        """Note where the answer stands and whom it named, best first."""

    def shown(self, ask_id: int) -> list[str]:
        """Whom the answer named, best first."""

    def in_vain(self, people: Collection[str], since: datetime, before: datetime) -> dict[str, int]:
        """How often each of these people was among the first of an answer in that time, and did not help."""

    def outcomes(self, since: datetime) -> list[Outcome]:
        """Those named in channels since then who helped and are not noted so, and the other way round."""

    def note(self, outcomes: Collection[Outcome]) -> None:
        """Note outcomes, each unless something else was noted meanwhile."""

    def asked_since(self, asker: str, since: datetime) -> int:
        """How often this person asked since then."""

    def judge(self, ask_id: int, person: str, verdict: Verdict) -> None:
        """Note what the asker said of a person who was named; of somebody who was not named nothing is noted."""

    def judged(self, ask_id: int, verdict: Verdict) -> set[str]:
        """The people of whom the asker said that."""

    def set_state(self, ask_id: int, state: AskState) -> None:
        """Note where the ask stands now."""

    def to_follow_up(self, since: datetime, until: datetime) -> list[Ask]:
        """The open asks put in that time, answered, about which the asker was not asked yet how it went."""

    def followed_up(self, ask_id: int, at: datetime) -> None:
        """Note that the asker was asked how it went."""

    def open_of(self, asker: str, since: datetime, limit: int) -> list[Ask]:
        """A person's own asks since then that are not settled, newest first."""

    def needs(self, since: datetime, channels: Collection[str] | None) -> list[Ask]:
        """The asks posted as needs since then, in these channels (None: all), newest first."""


class Contacts(Protocol):
    """People outside, each its introducer's alone: whatever tells who they are asks for the introducer."""

    def put(self, introducer: str, contact: Contact) -> int:
        """Keep a contact, in place of the one with its id or else its key; returns its id. Raises NotAllowed."""

    def of(self, introducer: str) -> list[Contact]:
        """An introducer's contacts, ordered by name."""

    def own(self, introducer: str, contact: int) -> Contact | None:
        """One contact, if it is this introducer's."""

    def remove(self, introducer: str, contact: int) -> bool:
        """Delete a contact, if it is this introducer's; the introducer's answers about it stand."""

    def erase_of(self, introducers: Collection[str]) -> int:
        """Delete every contact of these introducers, and all that is kept for them; returns the rows."""

    def about(self, terms: Collection[str]) -> list[ExternalTie]:
        """The ties found by one of these stems, each with those of them that it has."""

    def tie(self, contact: int) -> ExternalTie | None:
        """The tie to one contact, without terms."""

    def put_draft(self, introducer: str, contacts: Sequence[Contact], at: datetime) -> None:
        """Keep contacts that were read until the introducer has looked at them, in place of earlier ones."""

    def draft(self, introducer: str) -> list[Contact]:
        """The contacts that wait for the introducer's word."""

    def drop_draft(self, introducer: str) -> None:
        """Forget the contacts that wait."""

    def drop_drafts_before(self, at: datetime) -> None:
        """Forget all contacts that wait since before then."""

    def offers(self, introducer: str, since: datetime, limit: int) -> list[Person]:
        """People of other organisations with whom somebody wrote in threads of shared channels since then.

        Neither contacts already nor declined as such.
        """

    def decline_offer(self, introducer: str, person: str) -> None:
        """Do not offer this person again."""


class Weavings(Protocol):
    """Offers to two people to meet."""

    def put(self, weave: Weave) -> None:
        """Keep an offer as it stands now."""

    def get(self, people: tuple[str, str]) -> Weave | None:
        """The offer to these two."""

    def resting(self, since: datetime) -> set[str]:
        """Those who were suggested to somebody since then."""

    def have_met(self, people: tuple[str, str]) -> bool:
        """Whether they helped each other, wrote in one thread, or were suggested to each other before."""


class Introductions(Protocol):
    """Requests to introducers."""

    def put(self, introduction: Introduction) -> None:
        """Keep an introduction as it stands now."""

    def get(self, ask: int, contact: int) -> Introduction | None:
        """The introduction for an ask through one contact."""

    def open_to(self, introducer: str) -> list[Introduction]:
        """The introductions that this introducer has not answered, oldest first."""

    def of_asker(self, asker: str) -> list[Introduction]:
        """The introductions asked for by this person, newest first."""


class Retention(Protocol):
    """What is old enough to be deleted, some at a time."""

    def messages(self, before: datetime, limit: int, channel: str = "") -> list[MessageKey]:
        """The oldest messages seen, from before then, of all channels or one."""

    def drop_messages(self, messages: list[MessageKey]) -> None:
        """Delete the refs of these messages."""

    def drop_entries(self, before: datetime, limit: int, channel: str = "") -> set[Act]:
        """Delete what the ledger says of up to so many acts from before then, of all channels or one; returns them."""

    def drop_records(self, before: datetime, limit: int) -> int:
        """Delete up to so many asks with all that hangs on them, exposures and sent outbox items; returns how many."""

    def departed(self, limit: int) -> list[str]:
        """Up to so many deactivated people of whom neither messages nor help are left."""

    def recount(self, channel: str) -> None:
        """Have the phrases of a channel counted anew, messages of which were deleted."""


class Audit(Protocol):
    """What admins did."""

    def put(self, act: AdminAct) -> None:
        """Write an act down."""

    def latest(self, limit: int) -> list[AdminAct]:
        """The latest acts, newest first."""


class Settings(Protocol):
    """The workspace's own choices, by name, as plain JSON."""

    def get(self, name: str) -> Any:
        """The value kept under a name, or None."""

    def several(self, names: Collection[str]) -> Mapping[str, Any]:
        """The values kept under these names; those without one are left out."""

    def set(self, name: str, value: Any) -> None:
        """Keep a value under a name."""


class Phrases(Protocol):
    """The phrases from which topics emerge."""

    def uses(self, since: datetime, until: datetime, channels: Collection[str]) -> Iterator[Use]:
        """The messages of these channels from `since` until before `until`, as topics see them."""

    def oldest_at(self) -> datetime | None:
        """The time of the oldest message known."""

    def counted(self, scopes: Collection[str]) -> set[tuple[str, int]]:
        """The weeks of these scopes whose phrases are counted, as (scope, week)."""

    def begin(self, scope: str, week: int, by: str) -> None:
        """Mark a week as being counted by somebody, in place of anybody else."""

    def keep(self, scope: str, week: int, by: str, counts: Iterable[tuple[str, WeekCount]]) -> bool:
        """Replace the counts of a week and mark it as counted.

        False, and nothing is kept, where it has changed or somebody else began since whoever counted it did.
        """

    def drop_before(self, week: int) -> None:
        """Forget the counts of all weeks before this one."""

    def history(self, stems: Collection[str], scopes: Collection[str], weeks: range) -> dict[str, dict[int, WeekCount]]:
        """The counts of these stems in these weeks, the scopes added up; weeks without a use are left out."""


class Digests(Protocol):
    """Who gets digests, which were made, and what people said of their topics."""

    def subscribe(self, subscription: Subscription) -> None:
        """Keep a subscription; it takes the place of what the target had."""

    def unsubscribe(self, target: str) -> bool:
        """End a subscription; false where there was none."""

    def subscriptions(self, target: str = "") -> list[Subscription]:
        """All subscriptions by target, or this target's."""

    def claim(self, target: str, period: str, at: datetime) -> bool:
        """Take a period's digest on; false where it was taken before."""

    def posted(self, target: str, period: str, ts: str, stems: Collection[str]) -> None:
        """Note that a digest was posted, and the topics it named."""

    def told_since(self, target: str, since: datetime) -> set[str]:
        """The stems of the topics that a target's digests named since then."""

    def was_posted(self, target: str) -> bool:
        """Whether a target ever got a digest."""

    def judge(self, stem: str, person: str, verdict: TopicVerdict, at: datetime) -> None:
        """Take down what a person says of a topic; their last word counts."""

    def no_topics(self) -> set[str]:
        """The stems that somebody said are no topic."""

    def muted_by(self, person: str) -> set[str]:
        """The stems that a person does not want to read of."""

    def interested(self, stems: Collection[str]) -> dict[str, Sequence[str]]:
        """By stem those who are interested, in the order in which they said so."""


class Tenancy(Protocol):
    """The workspace as a whole."""

    def since(self) -> datetime | None:
        """When Kith was installed here through its own page; None where it was not."""

    def revoke(self) -> None:
        """Forget the tokens."""

    def erase(self) -> int:
        """Delete everything about the workspace; returns the rows."""

    def empty(self, limit: int) -> int:
        """Delete up to so many rows; returns how many.

        What stays is who is not to be recorded, what people chose, what admins did, where and when Kith stays out, and
        the tokens.
        """


class UnitOfWork(Protocol):
    """One transaction on one team's data. Leaving it commits; an exception rolls back."""

    def hold(self, names: Iterable[str], shared: Collection[str] = ()) -> None:
        """Until the transaction ends, nobody else changes what these names stand for; others may share the `shared`.

        Called before anything is read that depends on them.
        """

    @property
    def team(self) -> str:
        """The team whose data it is."""

    @property
    def messages(self) -> Messages: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def helps(self) -> Helps: ...
    @property
    def evidence(self) -> Evidence: ...
    @property
    def ties(self) -> Ties: ...
    @property
    def postings(self) -> Postings: ...
    @property
    def threads(self) -> Threads: ...
    @property
    def traces(self) -> Traces: ...
    @property
    def people(self) -> People: ...
    @property
    def channels(self) -> Channels: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def asks(self) -> Asks: ...
    @property
    def choices(self) -> Choices: ...
    @property
    def exposures(self) -> Exposures: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def introductions(self) -> Introductions: ...
    @property
    def weavings(self) -> Weavings: ...
    @property
    def retention(self) -> Retention: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def phrases(self) -> Phrases: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def tenancy(self) -> Tenancy: ...


class Store(Protocol):
    """Opens units of work, and hands out what waits across all teams."""

    def writing(self, team: str) -> AbstractContextManager[UnitOfWork]:
        """A unit that may write; on SQLite it holds the write lock from the start."""

    def reading(self, team: str) -> AbstractContextManager[UnitOfWork]:
        """A unit that only reads, from one snapshot."""

    def teams(self) -> list[str]:
        """The tenants known, in order."""

    def take(
        self, now: datetime, lease_seconds: float, limit: int, urgencies: range = ALL
    ) -> list[tuple[str, OutboxItem]]:
        """Claim due outbox items of all teams, most urgent first; those left unfinished are due after the lease."""


Note = Callable[[UnitOfWork], None]
"""What notes something in an open unit of work."""

Delivery = Callable[[str, OutboxItem], Note | None]
"""Does what an item of a team asks for; what it gives back is noted in the transaction that notes the item as done.

Raises SlackBusy or Paused to be called again, another KithError to give up.
"""


class Installations(Protocol):
    """Where Kith is installed, and with what it may speak there. Raises NotConfigured where it cannot be decrypted."""

    def put(self, installation: Installation) -> None:
        """Keep an installation in place of the one before."""

    def get(self, team: str) -> Installation | None:
        """The installation in a workspace, or org-wide in an enterprise."""

    def teams(self) -> list[str]:
        """Where Kith is installed, in order."""

    def renew(self, installation: Installation) -> None:
        """Keep the new tokens of an installation, if it is still the one that stands."""

    def claim_renewal(self, team: str, now: datetime, until: datetime) -> bool:
        """Take on the renewal of a token until then; false where another process is at it."""

    def drop_states(self, now: datetime) -> None:
        """Forget who began to install Kith and never came back."""

    def reencrypt(self) -> int:
        """Encrypt all tokens with the newest key; returns the number of installations."""


# --- ranking ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the ranking sees it: stems, where it was asked ("" for nowhere), what its readers may see.

    Where some of them are guests or from outside, evidence counts `within` some channels only. Whether it asks for
    somebody who knows, rather than for an answer, says `seeks_somebody`.
    """

    asker: str
    terms: tuple[str, ...]
    channel: str
    scopes: frozenset[str]
    at: datetime
    within: frozenset[str] | None = None
    seeks_somebody: bool = False

    @property
    def sight(self) -> Sight:
        """What an answer may rest on."""
        return Sight(self.scopes, self.at, self.within)


@dataclass(frozen=True, slots=True)
class Ranking:
    """People who may help with their scores, best first, and the chance that one of the first five does."""

    people: tuple[tuple[str, float], ...] = ()
    chance: float = 0.0

    @property
    def sure(self) -> bool:
        """Whether it is likely enough that one of the first helps."""
        return self.chance >= SURE


class Ranker(Protocol):
    """Ranks people for a question from what the query's scopes show."""

    def rank(self, work: UnitOfWork, query: Query) -> Ranking:
        """Rank everybody who may help, reading through an open unit of work."""


# --- Slack -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be posted. `key` makes it findable again: it is posted with metadata, and only once.

    `channel` may be a person's id, or several parted by commas: their direct messages. With `only_for` it is ephemeral:
    that person alone sees it. `response_url` answers a command where Kith may not be a member; with `replaces` it
    stands in for the message in which a button was pressed.
    """

    team: str
    channel: str
    text: str
    blocks: Sequence[Mapping[str, Any]] = ()
    thread_ts: str = ""
    only_for: str = ""
    response_url: str = ""
    replaces: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to be shown; of a picture, `alt` says the same in words."""

    content: bytes
    name: str
    title: str
    alt: str = ""


class Messenger(Protocol):
    """Says things in Slack. Never called inside a unit of work."""

    def post(self, post: Post) -> str:
        """Post and return the message's `ts` ("" for what has none). Raises `SlackRefused`, `SlackBusy`."""

    def find(self, post: Post, since: datetime) -> str:
        """The `ts` under which a post with this key already stands, or ""."""

    def update(self, team: str, channel: str, ts: str, text: str, blocks: Sequence[Mapping[str, Any]]) -> None:
        """Replace a message of ours; `channel` may be a person's id."""

    def open_view(self, team: str, trigger_id: str, view: Mapping[str, Any]) -> None:
        """Open a modal."""

    def publish_home(self, team: str, person: str, view: Mapping[str, Any]) -> None:
        """Show a person their Home tab."""

    def upload(self, team: str, channel: str, thread_ts: str, file: Attachment) -> str:
        """Show a file in a thread; returns its id. Raises `SlackRefused`, `SlackBusy`."""

    def uploaded(self, team: str, channel: str, thread_ts: str, name: str) -> str:
        """The id of a file of ours that stands in a thread under this name, "" where there is none."""

    def amend(self, team: str, channel: str, ts: str, after: str, block: Mapping[str, Any]) -> None:
        """Put a block into a message of ours, once, after the block with the id `after`. Raises `SlackRefused`."""

    def permalinks(self, team: str, messages: Collection[MessageKey]) -> Mapping[MessageKey, str]:
        """Links to messages, "" where one is gone."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Messages of a channel, newest first as Slack gives them (raw), and where to go on ("" at the end)."""

    messages: Sequence[Mapping[str, Any]]
    next_cursor: str = ""


class Directory(Protocol):
    """Looks things up in Slack. Never called inside a unit of work."""

    def person(self, team: str, person: str) -> Person:
        """A person as Slack knows them now. Raises `UnknownPerson`."""

    def people(self, team: str) -> Iterable[Person]:
        """Everybody in the workspace."""

    def channel(self, team: str, channel: str) -> Channel:
        """A channel as Slack knows it now. Raises `UnknownChannel`."""

    def channels(self, team: str) -> Iterable[Channel]:
        """The channels that Kith may see."""

    def members(self, team: str, channel: str) -> frozenset[str]:
        """Who is in a channel now."""

    def public_channels_of(self, team: str, person: str) -> frozenset[str]:
        """The public channels in which this person is now."""

    def private_channels_of(self, team: str, person: str) -> frozenset[str]:
        """The private channels in which both this person and Kith are now."""

    def quiet(self, team: str, people: Collection[str], at: datetime) -> dict[str, datetime]:
        """Those of these people who do not want to be disturbed then, and until when."""

    def history(self, team: str, channel: str, oldest: str, cursor: str) -> HistoryPage:
        """One page of a channel's messages since `oldest`."""

    def replies(self, team: str, root: MessageKey, cursor: str) -> HistoryPage:
        """One page of a thread."""

    def own_id(self, team: str) -> str:
        """The user id that Kith has there."""

    def message(self, team: str, message: MessageKey) -> Mapping[str, Any] | None:
        """One message, raw, or None where it is gone."""

    def file(self, team: str, file: str, largest: int) -> bytes:
        """What is in a file of at most so many bytes, read at once. Raises `ImportFailed`."""
