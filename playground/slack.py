"""A whole Slack: the workspace, the way to the app, and what the app was handed to answer with."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from playground.delivery.courier import ACKNOWLEDGE_WITHIN, RETRY_DELAYS, Courier
from playground.delivery.http import RequestUrls
from playground.delivery.sockets import SocketPool
from playground.faults import Faults
from playground.model import Json
from playground.responses import ResponseUrls
from playground.triggers import Triggers
from playground.workspace import Workspace


@dataclass
class Slack:
    """What the Web API, the actions of people and the page work on; one event loop owns it all."""

    workspace: Workspace
    faults: Faults
    sockets: SocketPool
    request_urls: RequestUrls
    courier: Courier
    triggers: Triggers
    response_urls: ResponseUrls
    scheduled: dict[str, Json] = field(default_factory=dict)
    codes: dict[str, Json] = field(default_factory=dict)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def use_http(self) -> None:
        """Send everything over HTTP from here on."""
        self.courier.transport = self.request_urls

    async def close(self) -> None:
        """Give up what is under way and close all connections to the app."""
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.courier.close()
        await self.sockets.disconnect()
        await self.request_urls.close()


SLACK: web.AppKey[Slack] = web.AppKey("slack", Slack)


def new_slack(
    workspace: Workspace,
    request_url: str | None = None,
    acknowledge_within: float = ACKNOWLEDGE_WITHIN,
    retry_delays: tuple[float, ...] = RETRY_DELAYS,
) -> Slack:
    """Join the parts: Socket Mode when the manifest says so and no `request_url` is given, else HTTP."""
    faults = Faults()
    sockets = SocketPool(workspace.feed, workspace.app.id)
    request_urls = RequestUrls(workspace.app, request_url)
    over_sockets = workspace.app.manifest.socket_mode and request_url is None
    transport = sockets if over_sockets else request_urls
    return Slack(
        workspace=workspace,
        faults=faults,
        sockets=sockets,
        request_urls=request_urls,
        courier=Courier(workspace, transport, faults, acknowledge_within, retry_delays),
        triggers=Triggers(workspace.clock.now),
        response_urls=ResponseUrls(workspace),
    )
