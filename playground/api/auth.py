"""`auth.*` and `api.*`."""

from playground.api.call import Call, Method
from playground.errors import SlackError
from playground.model import Json


def _auth_test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": f"https://{workspace.team.domain}.slack.com/",
        "team": workspace.team.name,
        "user": workspace.bot.name,
        "team_id": workspace.team.id,
        "user_id": workspace.app.user_id,
        "bot_id": workspace.app.bot_id,
        "is_enterprise_install": False,
    }


def _api_test(call: Call) -> Json:
    arguments = {key: value for key, value in call.arguments.items() if key != "token"}
    if error := call.text("error"):
        raise SlackError(error, args=arguments)
    return {"args": arguments}


METHODS = (Method("auth.test", _auth_test), Method("api.test", _api_test, token="none"))
