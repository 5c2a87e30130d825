"""Pages as a probe sees them."""

from socket import create_server
from urllib.error import HTTPError
from urllib.request import urlopen


def asked(url: str) -> tuple[int, str]:
    """The status and the body that an address answers with."""
    try:
        with urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def free_port() -> int:
    """A port that nobody listens on."""
    with create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
