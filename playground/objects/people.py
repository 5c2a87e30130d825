"""The user object (https://docs.slack.dev/reference/objects/user-object) and the team object."""

from playground.model import Json, Person, Team
from playground.workspace import Workspace

IMAGE_SIZES = (24, 32, 48, 72, 192, 512)


def user_object(workspace: Workspace, person: Person, with_email: bool = True) -> Json:
    """Somebody as `users.info` shows them; the address only to those with `users:read.email`."""
    org = {} if workspace.is_stranger(person) else _in_the_enterprise(workspace, person)
    return org | {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz_label,
        "tz_offset": person.tz_offset,
        "profile": profile_object(workspace, person, with_email),
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": person.is_owner,
        "is_restricted": person.is_guest or person.is_single_channel_guest,
        "is_ultra_restricted": person.is_single_channel_guest,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_stranger": workspace.is_stranger(person),
        "updated": person.updated,
        "is_email_confirmed": not person.is_bot,
        "who_can_share_contact_card": "EVERYONE",
        "has_2fa": False,
        "locale": "en-US",
    }


def _in_the_enterprise(workspace: Workspace, person: Person) -> Json:
    """What is said of a member beside, where the workspace is one of an enterprise's."""
    org = workspace.enterprise
    if org is None:
        return {}
    member = {"id": person.id, "enterprise_id": org.id, "enterprise_name": org.name, "is_admin": False}
    teams = [team.id for team in workspace.own_teams]
    return {"enterprise_user": member | {"is_owner": False, "is_primary_owner": False, "teams": teams}}


def profile_object(workspace: Workspace, person: Person, with_email: bool = True) -> Json:
    """The `profile` of a user object."""
    first, _, last = person.real_name.partition(" ")
    profile: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "fields": None,
        "status_text": person.status_text,
        "status_text_canonical": "",
        "status_emoji": person.status_emoji,
        "status_emoji_display_info": [],
        "status_expiration": 0,
        "avatar_hash": f"g{person.id.lower()}",
        "first_name": first,
        "last_name": last,
        "team": person.team_id,
    }
    if with_email and person.email:
        profile["email"] = person.email
    if person.is_bot:
        profile |= {"bot_id": workspace.app.bot_id, "api_app_id": workspace.app.id, "always_active": True}
    image = person.image or ""
    return profile | {f"image_{size}": image for size in IMAGE_SIZES}


def team_object(team: Team) -> Json:
    """The workspace as `team.info` shows it."""
    return {
        "id": team.id,
        "name": team.name,
        "domain": team.domain,
        "url": f"https://{team.domain}.slack.com/",
        "email_domain": "",
        "icon": {"image_default": True} | {f"image_{size}": "" for size in (34, 44, 68, 88, 102, 132, 230)},
        "avatar_base_url": "",
        "is_verified": False,
    }


def bot_object(workspace: Workspace) -> Json:
    """The app's bot as `bots.info` shows it."""
    app = workspace.app
    return {
        "id": app.bot_id,
        "deleted": not app.is_installed,
        "name": app.manifest.bot_name,
        "updated": workspace.bot.updated,
        "app_id": app.id,
        "user_id": app.user_id,
        "icons": {f"image_{size}": "" for size in (36, 48, 72)},
    }


def bot_profile(workspace: Workspace) -> Json:
    """The `bot_profile` that goes with every message of an app."""
    bot = bot_object(workspace)
    return {key: bot[key] for key in ("id", "deleted", "name", "updated", "app_id", "user_id", "icons")} | {
        "team_id": workspace.team.id
    }
