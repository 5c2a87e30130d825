"""A small real Bolt app for the page to show: it answers, opens a modal, counts reactions on its Home tab."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from slack_bolt import Ack, App, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient

from playground.testing import Playground

Body = dict[str, Any]


def plain(text: str) -> Body:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def answer(topic: str) -> list[Body]:
    """What the app answers to a question."""
    ask = {"type": "button", "text": plain("Ask Jonas"), "action_id": "ask", "value": "U0JONAS", "style": "primary"}
    good, bad = ({"text": plain(text), "value": text} for text in ("Good answer", "Bad answer"))
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*Jonas Weber* knows {topic}."}, "accessory": ask},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Through <@U0PRIYA>"}]},
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "feedback",
                    "positive_button": good,
                    "negative_button": bad,
                }
            ],
        },
    ]


def form() -> Body:
    """The modal in which a help is logged."""
    return {
        "type": "modal",
        "callback_id": "log",
        "title": plain("Log a help"),
        "submit": plain("Save"),
        "blocks": [
            {
                "type": "input",
                "block_id": "who",
                "label": plain("Who helped?"),
                "element": {"type": "users_select", "action_id": "who", "placeholder": plain("Choose a person")},
            },
            {
                "type": "input",
                "block_id": "topic",
                "label": plain("With what?"),
                "element": {"type": "plain_text_input", "action_id": "topic"},
            },
        ],
    }


def home(count: int) -> Body:
    """The Home tab."""
    menu = {
        "type": "static_select",
        "action_id": "period",
        "placeholder": plain("Period"),
        "options": [{"text": plain(name), "value": name.lower()} for name in ("Week", "Month", "Year")],
    }
    text = {"type": "mrkdwn", "text": f"You have helped *{count}* times."}
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": plain("Your help")},
            {"type": "section", "block_id": "figures", "text": text, "accessory": menu},
        ],
    }


def helper_app(playground: Playground) -> App:
    """The app, talking to `playground`."""
    client = WebClient(token=playground.credentials.bot_token, base_url=playground.api_url)
    app = App(client=client, signing_secret="unused", process_before_response=True)
    register_answers(app)
    register_form(app)
    register_home(app)
    app.event("message")(lambda ack: ack())
    return app


def register_answers(app: App) -> None:
    """Answers who can help, and asks them when its button is pressed."""

    @app.event("app_mention")
    def answered(say: Say) -> None:
        say(text="Jonas can help.", blocks=answer("backups"))

    @app.action("ask")
    def asked(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        channel, user = body["channel"]["id"], body["user"]["id"]
        client.chat_postEphemeral(channel=channel, user=user, text="I asked <@U0JONAS> for you.")

    @app.action("feedback")
    @app.action("period")
    def noted(ack: Ack) -> None:
        ack()


def register_form(app: App) -> None:
    """Opens the form from a command and from a message, and refuses short topics."""

    @app.command("/log")
    @app.shortcut("save")
    def opened(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form())

    @app.view("log")
    def submitted(ack: Ack, view: Body, body: Body, client: WebClient) -> None:
        topic = view["state"]["values"]["topic"]["topic"]["value"]
        if len(topic) < 4:
            ack(response_action="errors", errors={"topic": "Please say a little more."})
            return
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text=f"Saved: {topic}")


def register_home(app: App) -> None:
    """Counts each reaction as a help of the message's author, and shows the count on their Home tab."""
    helped: Counter[str] = Counter()

    def publish(client: WebClient, user: str) -> None:
        client.views_publish(user_id=user, view=home(helped[user]))

    @app.event("reaction_added")
    def counted(event: Body, client: WebClient) -> None:
        helped[event["item_user"]] += 1
        publish(client, event["item_user"])

    @app.event("reaction_removed")
    def uncounted(event: Body, client: WebClient) -> None:
        helped[event["item_user"]] -= 1
        publish(client, event["item_user"])

    @app.event("app_home_opened")
    def shown(event: Body, client: WebClient) -> None:
        publish(client, event["user"])


@contextmanager
def running_helper(playground: Playground) -> Iterator[None]:
    """The app, connected over Socket Mode."""
    app = helper_app(playground)
    handler = SocketModeHandler(app, playground.credentials.app_token)
    assert isinstance(handler.client, SocketModeClient)
    handler.client.web_client.base_url = playground.api_url
    handler.connect()  # type: ignore[no-untyped-call]
    playground.wait_until_connected()
    try:
        yield
    finally:
        handler.close()  # type: ignore[no-untyped-call]
