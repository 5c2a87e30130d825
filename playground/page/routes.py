"""Where the page is served."""

from aiohttp import web


def add_routes(app: web.Application) -> None:
    """Serve the page at `/`."""
    app.router.add_get("/", _welcome)


async def _welcome(_: web.Request) -> web.Response:
    return web.Response(text="The playground is running.")
