"""The buttons of the admins' part of the Home tab. Each time one is pressed Slack is asked whether it was an admin."""

from collections.abc import Callable, Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import admin as shown
from bot.blocks import admin_forms as forms
from bot.blocks.kit import Block
from bot.listeners.actions.contacts import open_modal, redraw, replace_modal
from bot.listeners.envelope import Body, by, tenant, value
from bot.services.administering import Administered, Administration
from bot.services.suite import Services

View = Callable[[Administered], Block]

VIEWS: Mapping[str, View] = {
    shown.CHANGE: lambda seen: forms.rules_view(seen.rules),
    shown.CHANNELS: lambda seen: forms.channels_view(seen.rules),
    shown.SEE_ACTS: lambda seen: shown.acts_view(seen.acts),
    shown.ERASE_PERSON: lambda _: forms.person_view(),
    shown.ERASE_EVERYTHING: lambda _: forms.everything_view(),
}
"""The modals that buttons open."""


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""
    administration = services.administration

    def let_in(ack: Ack, body: Body, client: WebClient) -> None:
        rules = administration.let_in(tenant(body), by(body), value(body))
        replace_modal(client, body, forms.channels_view(rules))
        redraw(services, body)
        ack()

    for action_id, view in VIEWS.items():
        app.action(action_id)(_opening(administration, view))
    app.action(shown.PAUSE)(_doing(services, administration.pause))
    app.action(shown.RESUME)(_doing(services, administration.resume))
    app.action(forms.LET_IN)(let_in)


def _opening(administration: Administration, view: View) -> Callable[[Ack, Body, WebClient], None]:
    def pressed(ack: Ack, body: Body, client: WebClient) -> None:
        open_modal(client, body, view(administration.opened_by(tenant(body), by(body))))
        ack()

    return pressed


def _doing(services: Services, act: Callable[[str, str], None]) -> Callable[[Ack, Body], None]:
    def pressed(ack: Ack, body: Body) -> None:
        act(tenant(body), by(body))
        redraw(services, body)
        ack()

    return pressed
