"""The page on which somebody allows the app to be installed."""

import html
import secrets
from urllib.parse import urlencode

from aiohttp import web

from playground.slack import SLACK

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Install {name}</title>
<style>body{{font:16px/1.5 system-ui;max-width:32rem;margin:4rem auto;padding:0 1rem}}</style>
<h1>{name} is requesting permission to access {team}</h1>
<p>It will be able to: {scopes}</p>
<form method="post"><button name="answer" value="allow">Allow</button>
<button name="answer" value="deny">Cancel</button></form></html>"""


def add_routes(app: web.Application) -> None:
    """Serve `/oauth/v2/authorize`."""
    app.router.add_get("/oauth/v2/authorize", _ask)
    app.router.add_post("/oauth/v2/authorize", _decide)


async def _ask(request: web.Request) -> web.Response:
    workspace = request.app[SLACK].workspace
    _redirect_uri(request)
    page = PAGE.format(
        name=html.escape(workspace.app.manifest.name),
        team=html.escape(workspace.team.name),
        scopes=html.escape(request.query.get("scope", "").replace(",", ", ")),
    )
    return web.Response(text=page, content_type="text/html")


async def _decide(request: web.Request) -> web.Response:
    slack, redirect_uri = request.app[SLACK], _redirect_uri(request)
    answer = {"state": request.query.get("state", "")}
    if (await request.post()).get("answer") == "allow":
        code = secrets.token_urlsafe(24)
        installer = next((p.id for p in slack.workspace.people.values() if p.is_admin), slack.workspace.app.user_id)
        slack.codes[code] = {"redirect_uri": redirect_uri, "user": installer}
        answer["code"] = code
    else:
        answer["error"] = "access_denied"
    separator = "&" if "?" in redirect_uri else "?"
    raise web.HTTPFound(f"{redirect_uri}{separator}{urlencode(answer)}")


def _redirect_uri(request: web.Request) -> str:
    app, query = request.app[SLACK].workspace.app, request.query
    if query.get("client_id") != app.credentials.client_id:
        raise web.HTTPBadRequest(text="invalid_client_id")
    if not set(filter(None, query.get("scope", "").split(","))) <= app.manifest.bot_scopes:
        raise web.HTTPBadRequest(text="invalid_scope")
    allowed = app.manifest.redirect_urls
    wanted = query.get("redirect_uri") or (allowed[0] if allowed else "")
    if not wanted or (allowed and not any(wanted.startswith(one) for one in allowed)):
        raise web.HTTPBadRequest(text="bad_redirect_uri")
    return wanted
