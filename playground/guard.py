"""Keeps other web sites out: a browser on this machine may be asked by any page to send requests here."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

OWN_NAMES = {"127.0.0.1", "localhost"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def refuse_other_sites(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 403 to a request for another host name, or on behalf of a page that is not the playground's own."""
    origin = request.headers.get("Origin")
    if urlsplit(f"//{request.host}").hostname not in OWN_NAMES:
        return web.json_response({"error": "foreign_host"}, status=403)
    if origin and urlsplit(origin).netloc != request.host:
        return web.json_response({"error": "foreign_origin"}, status=403)
    return await handler(request)
