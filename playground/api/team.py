"""`team.*`, `bots.*`, `usergroups.*` and `dnd.*`."""

from playground.api.call import Call, Method
from playground.errors import SlackError
from playground.model import Json
from playground.objects.people import bot_object, team_object


def _team_info(call: Call) -> Json:
    team = call.workspace.teams.get(call.text("team") or call.workspace.team.id)
    if team is None:
        raise SlackError("team_not_found")
    return {"team": team_object(team)}


def _bots_info(call: Call) -> Json:
    wanted = call.text("bot")
    if wanted not in (None, call.workspace.app.bot_id):
        raise SlackError("bot_not_found")
    return {"bot": bot_object(call.workspace)}


def _usergroups_list(call: Call) -> Json:
    groups = []
    for group in call.workspace.usergroups.values():
        shown = {key: value for key, value in group.items() if key != "users"}
        shown |= {"team_id": call.workspace.team.id, "is_usergroup": True, "is_external": False, "date_delete": 0}
        if call.flag("include_users"):
            shown["users"] = group["users"]
        if call.flag("include_count"):
            shown["user_count"] = len(group["users"])
        groups.append(shown)
    return {"usergroups": groups}


def _dnd_team_info(call: Call) -> Json:
    users = call.names("users") or list(call.workspace.people)
    if len(users) > 50:
        raise SlackError("too_many_users")
    now, shown = call.workspace.clock.now(), {}
    for user in users:
        if person := call.workspace.people.get(user):
            snoozed = person.snoozed_until > now
            shown[user] = {
                "dnd_enabled": snoozed,
                "next_dnd_start_ts": int(now) if snoozed else 1,
                "next_dnd_end_ts": person.snoozed_until if snoozed else 1,
            }
    return {"users": shown}


METHODS = (
    Method("team.info", _team_info, ("team:read",)),
    Method("bots.info", _bots_info, ("users:read",)),
    Method("usergroups.list", _usergroups_list, ("usergroups:read",)),
    Method("dnd.teamInfo", _dnd_team_info, ("dnd:read",)),
)
