"""The admins' modals, submitted: filled in, looked over, done."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.blocks import admin_forms as forms
from bot.domain.administration import Rules
from bot.listeners.envelope import Body, by, metadata, tenant, values, view
from bot.services.slack_json import ident
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the submitted modals of rules and channels."""
    administration = services.administration

    def rules(ack: Ack, body: Body) -> None:
        before = administration.opened_by(tenant(body), by(body)).rules
        _look_over(ack, before, forms.entered(values(body)))

    def channels(ack: Ack, body: Body) -> None:
        before = administration.opened_by(tenant(body), by(body)).rules
        wanted = dict.fromkeys((*before.excluded_channels, *forms.entered_channels(values(body))))
        _look_over(ack, before, {"excluded_channels": list(wanted)})

    def reviewed(ack: Ack, body: Body) -> None:
        administration.change(tenant(body), by(body), forms.reviewed(metadata(body)))
        _done(ack, services, body)

    app.view(forms.RULES_VIEW)(rules)
    app.view(forms.CHANNELS_VIEW)(channels)
    app.view(forms.REVIEW_VIEW)(reviewed)
    _register_erasing(app, services)


def _register_erasing(app: App, services: Services) -> None:
    administration = services.administration

    def person(ack: Ack, body: Body) -> None:
        ack(response_action="update", view=dict(forms.person_review_view(forms.entered_person(values(body)))))

    def person_reviewed(ack: Ack, body: Body) -> None:
        administration.erase_person(tenant(body), by(body), ident(metadata(body), "a person without an id"))
        _done(ack, services, body)

    def everything(ack: Ack, body: Body) -> None:
        if forms.entered_words(values(body)) != forms.SENTENCE:
            ack(response_action="errors", errors={forms.WORDS: f"Write “{forms.SENTENCE}”, or cancel."})
            return
        administration.erase_everything(tenant(body), by(body))
        _done(ack, services, body)

    app.view(forms.PERSON_VIEW)(person)
    app.view(forms.PERSON_REVIEW_VIEW)(person_reviewed)
    app.view(forms.EVERYTHING_VIEW)(everything)


def _look_over(ack: Ack, before: Rules, kept: Mapping[str, Any]) -> None:
    """Show what would change, or what is wrong; what changes nothing closes the modal."""
    try:
        after = before.with_kept(kept)
    except ValueError:
        ack(response_action="errors", errors={forms.CLOSES: forms.NO_HOURS})
        return
    names = list(after.changes_from(before))
    if wrong := after.faults():
        ack(response_action="errors", errors={forms.field_of(name): words for name, words in wrong.items()})
    elif names:
        ack(response_action="update", view=dict(forms.review_view(before, kept, names)))
    else:
        ack()


def _done(ack: Ack, services: Services, body: Body) -> None:
    services.own_help.show_home(tenant(body), by(body), str(view(body).get("hash")))
    ack()
