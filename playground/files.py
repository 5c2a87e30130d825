"""Where files are uploaded to and read from."""

from aiohttp import web

from playground.changes.files import store_content
from playground.slack import SLACK


def add_routes(app: web.Application) -> None:
    """Take uploads at `/upload/<id>` and show files at `/files/<id>/<name>`."""
    app.router.add_post("/upload/{file_id}", _upload)
    app.router.add_get("/files/{file_id}/{name}", _show)


async def _upload(request: web.Request) -> web.Response:
    file = request.app[SLACK].workspace.files.get(request.match_info["file_id"])
    if file is None or file.is_complete:
        raise web.HTTPNotFound
    store_content(file, await _content(request))
    return web.Response(text=f"OK - {file.size}")


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    form = await request.post()
    for part in form.values():
        if isinstance(part, web.FileField):
            return part.file.read()
    raise web.HTTPBadRequest(text="no file in the form")


async def _show(request: web.Request) -> web.Response:
    file = request.app[SLACK].workspace.files.get(request.match_info["file_id"])
    if file is None or file.content is None:
        raise web.HTTPNotFound
    headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=file.content, content_type=file.mimetype, headers=headers)
