"""`auth.*` and `api.*`."""

from playground.api.call import Call, Method
from playground.api.paging import page
from playground.errors import SlackError
from playground.model import Json


def _auth_test(call: Call) -> Json:
    workspace = call.workspace
    org = {"enterprise_id": workspace.enterprise_id} if workspace.enterprise else {}
    return org | {
        "url": f"https://{workspace.team.domain}.slack.com/",
        "team": workspace.team.name,
        "user": workspace.bot.name,
        "team_id": workspace.team.id,
        "user_id": workspace.app.user_id,
        "bot_id": workspace.app.bot_id,
        "is_enterprise_install": workspace.enterprise is not None,
    }


def _api_test(call: Call) -> Json:
    arguments = {key: value for key, value in call.arguments.items() if key != "token"}
    if error := call.text("error"):
        raise SlackError(error, args=arguments)
    return {"args": arguments}


def _teams_list(call: Call) -> Json:
    shown, cursor = page(call, call.workspace.own_teams)
    return {"teams": [{"id": team.id, "name": team.name} for team in shown]} | cursor


METHODS = (
    Method("auth.test", _auth_test),
    Method("auth.teams.list", _teams_list),
    Method("api.test", _api_test, token="none"),
)
