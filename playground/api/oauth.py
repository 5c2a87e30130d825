"""`oauth.v2.access`: the end of the installation flow (https://docs.slack.dev/authentication/installing-with-oauth)."""

from playground.actions.payloads import enterprise_reference
from playground.api.call import Call, Method
from playground.errors import SlackError
from playground.model import Json


def _access(call: Call) -> Json:
    app = call.workspace.app
    if call.text("client_id") != app.credentials.client_id:
        raise SlackError("invalid_client_id")
    if call.text("client_secret") != app.credentials.client_secret:
        raise SlackError("bad_client_secret")
    if call.text("grant_type") == "refresh_token":
        return _refreshed(call)
    code = call.text("code") or ""
    if code not in call.slack.codes:
        raise SlackError("invalid_code")
    installation = call.slack.codes.pop(code)
    given = call.text("redirect_uri")
    if given and given != installation["redirect_uri"]:
        raise SlackError("bad_redirect_uri")
    app.is_installed = True
    tokens = {"access_token": app.credentials.bot_token}
    if app.manifest.token_rotation:
        tokens = app.rotating.issue(call.workspace.clock.now())
    return _installation(call) | {"authed_user": {"id": installation["user"]}} | tokens


def _refreshed(call: Call) -> Json:
    rotating = call.workspace.app.rotating
    if not rotating.refresh_token or call.text("refresh_token") != rotating.refresh_token:
        raise SlackError("invalid_refresh_token")
    return _installation(call) | rotating.issue(call.workspace.clock.now())


def _installation(call: Call) -> Json:
    app, team, org = call.workspace.app, call.workspace.team, enterprise_reference(call.workspace)
    return {
        "app_id": app.id,
        "scope": ",".join(sorted(app.manifest.bot_scopes)),
        "token_type": "bot",
        "bot_user_id": app.user_id,
        "team": None if org else {"id": team.id, "name": team.name},
        "enterprise": org,
        "is_enterprise_install": org is not None,
    }


METHODS = (Method("oauth.v2.access", _access, token="none"),)
