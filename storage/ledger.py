"""The ledger in SQL: entries appended, acts of help worked out from them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from itertools import chain, starmap
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, or_, select
from sqlalchemy.orm import Session

from bot.domain.help import DERIVED, STRENGTH, Act, Claim, Entry, Help, HelpChange, Source, live_claims, upheld
from bot.domain.messages import MessageKey, MessageRef, moment
from bot.domain.terms import topic_words
from bot.domain.ties import weight
from storage.channels import SqlChannels
from storage.erasure import logged_by
from storage.helps import COLUMNS, help_from, help_values
from storage.messages import SqlMessages
from storage.models import EntryRow, HelpRow
from storage.people import SqlPeople
from storage.statements import TEAM, among_pairs, of_some
from storage.upsert import chunks, insert_missing, upsert

_E, _H = EntryRow.__table__.c, HelpRow.__table__.c
_FIELDS = (
    *(_E.channel_id, _E.ts, _E.helper_id, _E.seeker_id),
    *(_E.source, _E.detail, _E.thread_ts, _E.about, _E.given, _E.position),
)
_ENTRIES, _IN_THREADS = (
    select(*_FIELDS).where(_E.team_id == TEAM, among_pairs(_E.channel_id, column)) for column in (_E.ts, _E.thread_ts)
)
_DERIVED = _IN_THREADS.where(_E.source.in_(DERIVED))
_REACTIONS = _ENTRIES.where(_E.source == Source.REACTION)
_HELPS = select(*COLUMNS).where(_H.team_id == TEAM, among_pairs(_H.channel_id, _H.ts))
_ACTS = select(_E.channel_id, _E.ts, _E.helper_id, _E.seeker_id).where(
    _E.team_id == TEAM, among_pairs(_E.channel_id, _E.ts)
)
_ACTS_ANSWERING = select(_H.channel_id, _H.ts, _H.helper_id, _H.seeker_id).where(
    _H.team_id == TEAM, among_pairs(_H.channel_id, _H.question_ts)
)


class SqlLedger:
    """The port `Ledger` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team
        self._messages = SqlMessages(session, team)
        self._people = SqlPeople(session, team)
        self._channels = SqlChannels(session, team)

    def append(self, entries: Iterable[Entry]) -> set[Act]:
        """Write down what is not written yet; returns the acts that the entries are about."""
        listed = list(entries)
        insert_missing(self._session, EntryRow, [self._values(entry) for entry in listed])
        return {entry.claim.act for entry in listed}

    def derived(self, roots: Collection[MessageKey]) -> dict[MessageKey, list[Entry]]:
        """The entries about answers and thanks in these threads, by root."""
        found: dict[MessageKey, list[Entry]] = {root: [] for root in roots}
        for entry in self._entries(roots, _DERIVED):
            found[MessageKey(entry.claim.act.channel, entry.claim.thread_ts)].append(entry)
        return found

    def reactions(self, messages: Collection[MessageKey]) -> dict[MessageKey, list[Entry]]:
        """The entries about reactions on these messages."""
        found: dict[MessageKey, list[Entry]] = {message: [] for message in messages}
        for entry in self._entries(messages, _REACTIONS):
            found[entry.claim.act.message].append(entry)
        return found

    def about(self, act: Act) -> list[Entry]:
        """All entries about one act."""
        return [entry for entry in self._entries([act.message], _ENTRIES) if entry.claim.act == act]

    def acts_on(self, messages: Collection[MessageKey]) -> set[Act]:
        """The acts in which one of these messages is the one that helped, or the question."""
        found = (of_some(self._session, query, messages, team=self._team) for query in (_ACTS, _ACTS_ANSWERING))
        return {Act(*row) for row in chain.from_iterable(found)}

    def acts_of(self, people: Collection[str]) -> set[Act]:
        """The acts in which one of these people helped or was helped."""
        acts: set[Act] = set()
        for some in chunks(people):
            acts |= self._acts(or_(EntryRow.helper_id.in_(some), EntryRow.seeker_id.in_(some)))
        return acts

    def acts_logged_by(self, person: str) -> set[Act]:
        """The acts that a person logged by hand, taken back or not."""
        return self._acts(logged_by(person))

    def acts_in(self, channel: str) -> set[Act]:
        """The acts in a channel."""
        return self._acts(EntryRow.channel_id == channel)

    def _acts(self, where: ColumnElement[bool]) -> set[Act]:
        query = select(EntryRow.channel_id, EntryRow.ts, EntryRow.helper_id, EntryRow.seeker_id)
        return {Act(*row) for row in self._session.execute(query.where(EntryRow.team_id == self._team, where))}

    def rebuild(
        self, acts: Collection[Act], at_hand: Mapping[MessageKey, MessageRef] | None = None
    ) -> list[HelpChange]:
        """Work out again what stands of these acts; returns what changed. Messages `at_hand` are not read again."""
        before, after = self._standing(acts), self._worked_out(acts, at_hand or {})
        changes = [
            HelpChange(before.get(act), after.get(act)) for act in sorted(acts) if before.get(act) != after.get(act)
        ]
        self._remove([change.before.act for change in changes if change.before and not change.after])
        upsert(
            self._session, HelpRow, [help_values(self._team, c.after, weight([c.after])) for c in changes if c.after]
        )
        return changes

    def _worked_out(self, acts: Collection[Act], at_hand: Mapping[MessageKey, MessageRef]) -> dict[Act, Help]:
        nobodies = self._people.nobodies({person for act in acts for person in (act.helper, act.seeker)})
        entries: dict[Act, list[Entry]] = defaultdict(list)
        wanted = {act for act in acts if not nobodies & {act.helper, act.seeker}}
        for entry in self._entries({act.message for act in wanted}, _ENTRIES):
            if entry.claim.act in wanted:
                entries[entry.claim.act].append(entry)
        heard = {act: upheld(live_claims(found)) for act, found in entries.items()}
        helps = self._described({act: claim for act, (claim, _) in heard.items() if claim}, at_hand)
        return {act: help_.not_about(heard[act][1]) for act, help_ in helps.items()}

    def _described(self, claims: dict[Act, Claim], at_hand: Mapping[MessageKey, MessageRef]) -> dict[Act, Help]:
        refs = self._known({act.message for act in claims}, at_hand)
        questions = {act: _question(claim, refs.get(act.message)) for act, claim in claims.items()}
        roots = self._known(set(questions.values()), at_hand)
        scopes = self._channels.scopes({act.channel for act in claims})
        return {
            act: _help(claim, scopes[act.channel], questions[act], refs.get(act.message), roots.get(questions[act]))
            for act, claim in claims.items()
            if not ((ref := refs.get(act.message)) and ref.is_deleted)
        }

    def _known(
        self, messages: Set[MessageKey], at_hand: Mapping[MessageKey, MessageRef]
    ) -> dict[MessageKey, MessageRef]:
        read = self._messages.get(messages - at_hand.keys())
        return read | {message: at_hand[message] for message in messages & at_hand.keys()}

    def _standing(self, acts: Collection[Act]) -> dict[Act, Help]:
        rows = of_some(self._session, _HELPS, {act.message for act in acts}, team=self._team)
        return {help_.act: help_ for help_ in starmap(help_from, rows) if help_.act in acts}

    def _remove(self, acts: Collection[Act]) -> None:
        for act in acts:
            self._session.execute(
                delete(HelpRow).where(
                    HelpRow.team_id == self._team,
                    HelpRow.channel_id == act.channel,
                    HelpRow.ts == act.ts,
                    HelpRow.helper_id == act.helper,
                    HelpRow.seeker_id == act.seeker,
                )
            )

    def _entries(self, keys: Collection[MessageKey], query: Select[Any]) -> Iterator[Entry]:
        for row in of_some(self._session, query, keys, team=self._team):
            yield Entry(Claim(Act(*row[:4]), *row[4:8]), row[8], row[9])

    def _values(self, entry: Entry) -> dict[str, Any]:
        claim = entry.claim
        return {
            "team_id": self._team,
            "channel_id": claim.act.channel,
            "ts": claim.act.ts,
            "helper_id": claim.act.helper,
            "seeker_id": claim.act.seeker,
            "source": claim.source,
            "detail": claim.detail,
            "position": entry.position,
            "given": entry.given,
            "thread_ts": claim.thread_ts,
            "about": claim.about,
        }


def _question(claim: Claim, ref: MessageRef | None) -> MessageKey:
    root = claim.thread_ts or (ref.root.ts if ref else claim.act.ts)
    return MessageKey(claim.act.channel, root)


def _help(claim: Claim, scope: str, question: MessageKey, ref: MessageRef | None, root: MessageRef | None) -> Help:
    """Describe an act: its topic is what was said on purpose, else the question's, else the message's own."""
    told = root if root and not root.is_deleted else ref
    about = topic_words(" ".join(claim.about)) if claim.about else ()
    return Help(
        act=claim.act,
        source=claim.source,
        strength=STRENGTH[claim.source],
        given_at=moment(claim.act.ts),
        scope=scope,
        question=question,
        terms=tuple(term.stem for term in about) or (told.terms if told else ()),
        words=tuple(term.surface for term in about) or (told.words if told else ()),
    )
