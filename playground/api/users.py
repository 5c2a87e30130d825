"""`users.*`."""

from playground.api.call import Call, Method
from playground.api.conversations import channels_in, kinds_wanted, team_wanted
from playground.api.paging import page
from playground.errors import SlackError
from playground.model import Json, Person
from playground.objects.channels import channel_object
from playground.objects.people import user_object

READ = ("users:read",)


def _info(call: Call) -> Json:
    return {"user": _shown(call, call.workspace.people[call.user()])}


def _list(call: Call) -> Json:
    team_wanted(call)
    people = [one for one in call.workspace.people.values() if not call.workspace.is_stranger(one)]
    shown, cursor = page(call, people, default=len(people) or 1)
    return {"members": [_shown(call, one) for one in shown], "cache_ts": int(call.workspace.clock.now())} | cursor


def _lookup_by_email(call: Call) -> Json:
    email = call.required("email", "users_not_found").casefold()
    for person in call.workspace.people.values():
        if person.email and person.email.casefold() == email and not person.deleted:
            return {"user": _shown(call, person)}
    raise SlackError("users_not_found")


def _conversations(call: Call) -> Json:
    kinds, team = kinds_wanted(call), team_wanted(call)
    user = call.user() if call.text("user") else call.me
    found = [
        channel
        for channel in channels_in(call.workspace, team)
        if channel.kind in kinds
        and user in channel.members
        and (not channel.is_private or call.me in channel.members)
        and not (call.flag("exclude_archived") and channel.is_archived)
    ]
    shown, cursor = page(call, found)
    return {"channels": [channel_object(call.workspace, channel, user) for channel in shown]} | cursor


def _get_presence(call: Call) -> Json:
    person = call.workspace.people[call.user() if call.text("user") else call.me]
    return {"presence": person.presence}


def _shown(call: Call, person: Person) -> Json:
    return user_object(call.workspace, person, with_email=call.has_scope("users:read.email"))


METHODS = (
    Method("users.info", _info, READ),
    Method("users.list", _list, READ),
    Method("users.lookupByEmail", _lookup_by_email, ("users:read.email",)),
    Method("users.conversations", _conversations),
    Method("users.getPresence", _get_presence, READ),
)
