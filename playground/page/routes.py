"""Where the page is served: itself at `/`, its files under `/page/static/`, what it asks under `/page/`."""

from pathlib import Path

from aiohttp import web

from playground.page import acting, live, reading

STATIC = Path(__file__).parent / "static"
# No script, style or font from elsewhere; pictures alone may come from where a block says.
POLICY = (
    "default-src 'self'; img-src 'self' data: http: https:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def add_routes(app: web.Application) -> None:
    """Serve the page and answer what it asks."""
    app.router.add_get("/", _index)
    app.router.add_static("/page/static", STATIC)
    reading.add_routes(app)
    acting.add_routes(app)
    live.add_routes(app)
    app.on_response_prepare.append(_never_stale)


async def _index(_: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "index.html", headers={"Content-Security-Policy": POLICY})


async def _never_stale(request: web.Request, response: web.StreamResponse) -> None:
    if request.path == "/" or request.path.startswith("/page/"):
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
