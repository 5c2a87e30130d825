"""Several workspaces behind one address, as Slack's are: whose a request is follows from its team, code or token."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from playground.testing.client import Playground
from playground.testing.forwarding import forwarding


@contextmanager
def one_address(playgrounds: Sequence[Playground]) -> Iterator[str]:
    """The address of all these workspaces together, without a slash at the end.

    `/oauth/v2/authorize` leads to the workspace of its `team`; what is nobody's leads to the first.
    """

    def whose(path: str, headers: Mapping[str, str], body: bytes) -> str:
        told = parse_qs(urlsplit(path).query) | parse_qs(body.decode(errors="replace"))
        _, _, token = headers.get("Authorization", "").partition("Bearer ")
        secrets = {token, *told.get("code", ()), *told.get("refresh_token", ()), *told.get("token", ())} - {""}
        named = told.get("team", [""])[0]
        found = (one for one in playgrounds if one.team_id == named or any(map(one.knows, secrets)))
        return next(found, playgrounds[0]).address

    with forwarding(whose) as address:
        yield address
