"""What a browser shows at the end of an installation, however it ended."""

from collections.abc import Sequence
from html import escape

from slack_bolt import BoltResponse
from slack_bolt.oauth.callback_options import FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1.5rem }}
a {{ display: inline-block; padding: .5rem 1.2rem; border-radius: .4rem; background: #1f4e5f; color: #fff;
     text-decoration: none }}
</style>
<h1>{title}</h1>
<p>{text}</p>
<p><a href="{link}">{label}</a></p>
</html>
"""
REASONS = {
    "access_denied": "You chose not to install Kith, so nothing was changed. You can change your mind at any time.",
    "invalid_browser": "This installation was begun in another browser or long ago. Please begin again here.",
    "invalid_state": "This took longer than ten minutes, or the page was loaded a second time. Please begin again.",
    "missing_code": "Slack did not say that you agreed. Please begin again.",
    "invalid_code": "Slack did not accept the installation. Please begin again.",
}
"""What Bolt and Slack call the ways in which it can go wrong."""

TROUBLE = "Something went wrong on our side, and Kith is not installed. Please try again in a moment."


def succeeded(arguments: SuccessArgs) -> BoltResponse:
    """The page that says what to do first."""
    given = arguments.installation
    name = (given.enterprise_name if given.is_enterprise_install else given.team_name) or "your workspace"
    link = "slack://open"
    if given.app_id and given.team_id:
        link = f"slack://app?team={given.team_id}&id={given.app_id}&tab=home"
    text = (
        f"Kith is in <b>{escape(name)}</b>. Invite it to a channel with <b>/invite @kith</b>, or just ask it something."
    )
    return _page(200, arguments.settings, "Kith is installed", text, link, "Open Slack")


def failed(arguments: FailureArgs) -> BoltResponse:
    """The page that says what went wrong, in words, and where to begin again."""
    text = REASONS.get(arguments.reason, TROUBLE)
    settings, status = arguments.settings, arguments.suggested_status_code
    return _page(status, settings, "Kith is not installed", text, settings.install_path, "Try again")


def _page(status: int, settings: OAuthSettings, title: str, text: str, link: str, label: str) -> BoltResponse:
    body = PAGE.format(title=title, text=text, link=escape(link), label=label)
    over: dict[str, str | Sequence[str]] = {"Set-Cookie": settings.state_utils.build_set_cookie_for_deletion()}
    return BoltResponse(status=status, body=body, headers=over | HEADERS)
