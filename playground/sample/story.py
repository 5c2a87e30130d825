"""What is planted in the workspace, for the demo to show and for tests to look for."""

from datetime import timedelta
from typing import Any

from playground.sample.staging import Message
from playground.sample.workspace import Workspace

QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "asker": "sanne",
        "channel": "data",
        "question": "who can help with a terraform state lock that will not go away?",
        "expected": ["priya", "tomasz"],
        "path": ["sanne", "ravi", "priya"],
        "never": ["felix", "sanne"],
        "because": "Both freed many locks; Priya is asked less and helped Ravi, who helps Sanne. Felix left.",
    },
    {
        "asker": "marcus",
        "channel": "support",
        "question": "who knows the customs papers for shipping loggers with lithium batteries to Brazil?",
        "expected": ["simone"],
        "path": ["marcus", "luca", "simone"],
        "never": ["marcus"],
        "because": "Simone answers all customs questions; Luca, who helps Marcus, was helped by her.",
    },
    {
        "asker": "anjali",
        "channel": "support",
        "question": "a phone will not pair with the Hearth gateway over bluetooth, who can help?",
        "expected": ["ines"],
        "path": ["anjali", "piotr", "ines"],
        "never": ["anjali"],
        "because": "Inês came seven weeks ago, says little, and has solved most pairing questions since.",
    },
)

SIGNALS: tuple[dict[str, Any], ...] = (
    {
        "scene": "battery",
        "label": "Veltra cells failing in the cold",
        "vocabulary": ["veltra", "cells", "lot", "2231", "brownout", "voltage", "sag", "cold", "passivation"],
    },
    {
        "scene": "regulation",
        "label": "Pharma transport directive (PTD)",
        "vocabulary": ["ptd", "directive", "annex", "tamper", "evident", "audit", "trail", "retention"],
    },
)

HELP_REACTIONS = frozenset({"pray", "raised_hands", "white_check_mark", "heavy_check_mark", "bulb"})

NOISE = {
    "soup": "one busy thread about the canteen",
    "sourdough": "one person's hobby-horse",
}


def _id(workspace: Workspace, handle: str) -> str:
    return workspace.people[handle].id


def _ids(workspace: Workspace, handles: list[str]) -> list[str]:
    return [_id(workspace, handle) for handle in handles]


def _reference(workspace: Workspace, message: Message) -> dict[str, str]:
    return {
        "channel": message.channel,
        "channel_id": workspace.channels[message.channel].id,
        "ts": message.ts,
        "user": message.speaker.id,
        "text": message.text,
    }


def _question(workspace: Workspace, question: dict[str, Any]) -> dict[str, Any]:
    people = {key: _ids(workspace, question[key]) for key in ("expected", "path", "never")}
    names = {
        "asker_name": question["asker"],
        "expected_names": question["expected"],
        "path_names": question["path"],
    }
    asked = {
        "asker": _id(workspace, question["asker"]),
        "channel_id": workspace.channels[question["channel"]].id,
    }
    return question | people | names | asked


def _signal(workspace: Workspace, signal: dict[str, Any]) -> dict[str, Any]:
    messages = workspace.scene(signal["scene"])
    return {
        "label": signal["label"],
        "vocabulary": signal["vocabulary"],
        "people": sorted({message.speaker.id for message in messages}),
        "channels": sorted({message.channel for message in messages}),
        "first_seen": _reference(workspace, messages[0]),
    }


def _roles(workspace: Workspace) -> dict[str, Any]:
    return {
        "overloaded_expert": {
            "id": _id(workspace, "tomasz"),
            "topic": "terraform",
            "equal": _id(workspace, "priya"),
        },
        "quiet_newcomer": {"id": _id(workspace, "ines"), "topic": "bluetooth pairing"},
        "left": {"id": _id(workspace, "felix"), "topic": "terraform"},
        "never_talked": {"ids": _ids(workspace, ["kofi", "magda"]), "topic": "clock drift"},
        "outsiders": [p.id for p in workspace.people.values() if "stranger" in p.flags],
    }


def _private(workspace: Workspace) -> dict[str, Any]:
    return {
        "channel": "project-osprey",
        "channel_id": workspace.channels["project-osprey"].id,
        "topic": "satellite certification",
        "question": "who can help with certifying a satellite modem?",
        "helper": _id(workspace, "henrik"),
        "members": sorted(_id(workspace, handle) for handle in workspace.members["project-osprey"]),
    }


def _outside(workspace: Workspace) -> dict[str, str]:
    """A question that nobody inside has answered, and a colleague who knows somebody; see `extras/contacts.csv`."""
    return {
        "question": "has anybody run Kafka with tiered storage?",
        "asker": _id(workspace, "sanne"),
        "asker_name": "sanne",
        "introducer": _id(workspace, "ravi"),
        "contact": "Sunita Bose",
        "channel": "data",
    }


def _thanks_of_the_week(workspace: Workspace) -> list[dict[str, str]]:
    """Who was thanked by a help reaction on a message of the last seven days, in public channels."""
    since = workspace.calendar.end - timedelta(days=7)
    private = {channel.name for channel in workspace.channels.values() if channel.kind == "private"}
    return [
        _reference(workspace, message) | {"thanked_by": person.id}
        for message in workspace.messages
        for name, people in message.reactions
        for person in people
        if name in HELP_REACTIONS and message.at > since and message.channel not in private
    ]


def story(workspace: Workspace) -> dict[str, Any]:
    """The content of `story.json`: roles, demo questions with answers, what a digest should list."""
    unanswered = [_reference(workspace, message) for message in workspace.scene("unanswered")]
    return {
        "company": "Kelvik",
        "seed": workspace.seed,
        "ends_at": workspace.calendar.end.isoformat(),
        "roles": _roles(workspace),
        "questions": [_question(workspace, question) for question in QUESTIONS],
        "private": _private(workspace),
        "outside": _outside(workspace),
        "digest": {
            "emerging": [_signal(workspace, signal) for signal in SIGNALS],
            "not_topics": NOISE,
            "unanswered": unanswered,
            "thanks": _thanks_of_the_week(workspace),
        },
    }
