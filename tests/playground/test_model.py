"""A channel knows the order of its messages and their threads, whatever is written, replaced or taken away."""

from hypothesis import given
from hypothesis import strategies as st

from playground.model import Message, MessageLog

ROOTS = [None, "1.000001", "1.000005"]
CHANGES = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(ROOTS), st.booleans()),
    max_size=40,
)


@given(CHANGES)
def test_order_and_replies_are_those_of_a_plain_dictionary(changes: list[tuple[int, str | None, bool]]) -> None:
    log, plain = MessageLog(), dict[str, Message]()
    for number, thread_ts, is_removed in changes:
        ts = f"1.00000{number}"
        if is_removed and ts in plain:
            del log[ts], plain[ts]
        else:
            log[ts] = plain[ts] = Message(ts, "C1", "U1", "text", thread_ts=thread_ts)
    expected = [plain[ts] for ts in sorted(plain)]
    assert log.in_order() == expected
    assert log.in_order(after="1.000004") == [one for one in expected if one.ts > "1.000004"]
    for root in ("1.000001", "1.000005"):
        assert log.replies(root) == [one for one in expected if one.thread_ts == root != one.ts]
