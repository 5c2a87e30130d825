"""Locks by name, held until the transaction ends."""

from collections.abc import Collection, Iterable
from hashlib import blake2b

from sqlalchemy import ARRAY, BigInteger, bindparam, func, select
from sqlalchemy.orm import Session

_KEYS = func.unnest(bindparam("keys", type_=ARRAY(BigInteger))).column_valued("key")
_ALONE, _SHARED = select(func.pg_advisory_xact_lock(_KEYS)), select(func.pg_advisory_xact_lock_shared(_KEYS))


def hold(session: Session, team: str, names: Iterable[str], shared: Collection[str] = ()) -> None:
    """Until the transaction ends, nobody else changes what these names stand for; others may share the `shared`.

    PostgreSQL takes advisory locks in a fixed order; on SQLite a writing unit is alone, and no name is asked for.
    """
    if session.get_bind().dialect.name == "postgresql":
        for take, of in ((_SHARED, shared), (_ALONE, names)):
            if keys := sorted({_key(team, name) for name in of}):
                session.execute(take, {"keys": keys})


def _key(team: str, name: str) -> int:
    digest = blake2b(f"{team}/{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
