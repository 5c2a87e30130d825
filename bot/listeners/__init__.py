"""What Kith listens to in Slack. The complete list."""

from slack_bolt import App

from bot.listeners import errors, responding
from bot.listeners.actions import (
    admin,
    answer,
    closing,
    contact_forms,
    digest,
    introduction,
    network,
    own_evidence,
    own_help,
    own_topics,
    privacy,
    request,
    subscriptions,
    weaving,
)
from bot.listeners.actions import contacts as contact_actions
from bot.listeners.actions import log_help as undo_help
from bot.listeners.actions import outside as outside_actions
from bot.listeners.commands import kith
from bot.listeners.events import (
    app_home_opened,
    app_mention,
    app_rate_limited,
    channels,
    installation,
    membership,
    message,
    people,
    reactions,
)
from bot.listeners.options import time_zones
from bot.listeners.shortcuts import add_contact
from bot.listeners.shortcuts import log_help as log_help_shortcut
from bot.listeners.views import admin as admin_views
from bot.listeners.views import contacts as contact_views
from bot.listeners.views import log_help as log_help_view
from bot.listeners.views import outside as outside_views
from bot.listeners.views import privacy as privacy_view
from bot.listeners.views import request as request_view
from bot.listeners.views import subscriptions as subscriptions_view
from bot.services.suite import Services


def register_listeners(app: App, services: Services) -> None:
    """Join every listener to the app. The first that matches wins, so there is one for each thing Slack sends."""
    errors.register(app)
    app_rate_limited.register(app, services)
    responding.register(app)
    for event in (app_mention, message, reactions, membership, channels, people, app_home_opened, installation):
        event.register(app, services)
    kith.register(app, services)
    log_help_shortcut.register(app)
    log_help_view.register(app, services)
    add_contact.register(app, services)
    contact_forms.register(app, services)
    contact_actions.register(app, services)
    contact_views.register(app, services)
    outside_actions.register(app, services)
    weaving.register(app, services)
    outside_views.register(app, services)
    request_view.register(app, services)
    privacy_view.register(app, services)
    admin_views.register(app, services)
    subscriptions_view.register(app, services)
    time_zones.register(app)
    for action in (
        admin,
        answer,
        closing,
        digest,
        introduction,
        own_evidence,
        network,
        own_help,
        own_topics,
        privacy,
        request,
        subscriptions,
        undo_help,
    ):
        action.register(app, services)
