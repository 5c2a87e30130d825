"""A browser as far as an installation needs one: it follows redirections, keeps cookies, and presses buttons."""

from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode, urljoin, urlsplit

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Page:
    """What is shown in the end, and where."""

    url: str
    status: int
    text: str


@dataclass
class Browser:
    """Somebody's browser. Kith stands behind TLS in earnest, so cookies for `Secure` connections are sent here too."""

    cookies: dict[str, str] = field(default_factory=dict)

    def opens(self, url: str) -> Page:
        """Open an address."""
        return self._go("GET", url)

    def presses(self, page: Page, **form: str) -> Page:
        """Send a form of a page to the page itself."""
        return self._go("POST", page.url, urlencode(form))

    def _go(self, method: str, url: str, body: str = "") -> Page:
        parts = urlsplit(url)
        connection = HTTPConnection(parts.netloc)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        connection.request(method, f"{parts.path}?{parts.query}", body, sent | (FORM if body else {}))
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if location := answer.headers.get("Location"):
            return self._go("GET", urljoin(url, location))
        return Page(url, answer.status, text)
