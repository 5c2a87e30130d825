"""A small workspace to begin with when no export is given."""

from playground.model import Channel, Person, Team
from playground.workspace import Workspace

MEMBERS = {
    "maya": "Maya Lindqvist",
    "jonas": "Jonas Weber",
    "priya": "Priya Nair",
    "tom": "Tom Okafor",
    "elena": "Elena Rossi",
}


def fill_with_a_few_people(workspace: Workspace) -> None:
    """Five members, a guest, somebody of another organisation, and channels of every kind.

    The app's bot is in `#general` and `#with-acme`, not in `#random` nor in the private `#founders`. Each further
    workspace of an enterprise has one channel, named after it, with all members and the bot.
    """
    now = int(workspace.clock.now())
    for name, real_name in MEMBERS.items():
        person = Person(f"U0{name.upper()}", workspace.team.id, name, real_name, email=f"{name}@example.com")
        workspace.add_person(person).updated = now
    workspace.people["U0MAYA"].is_admin = True
    guest = Person("U0GUS", workspace.team.id, "gus", "Gus Guest", email="gus@example.org", is_guest=True)
    acme = Team("T0ACME", "Acme", "acme")
    workspace.teams[acme.id] = acme
    stranger = Person("U0ZOE", acme.id, "zoe", "Zoe Acme", email="zoe@acme.example")
    workspace.add_person(guest)
    workspace.add_person(stranger)
    members, bot = [f"U0{name.upper()}" for name in MEMBERS], workspace.app.user_id
    general = Channel("C0GENERAL", "general", members=[*members, bot], is_general=True, purpose="Everybody is here")
    for channel in (
        general,
        Channel("C0RANDOM", "random", members=[*members, guest.id]),
        Channel("C0FOUNDERS", "founders", "group", members=["U0MAYA", "U0JONAS"]),
        Channel(
            "C0WITHACME",
            "with-acme",
            members=["U0MAYA", "U0TOM", stranger.id, bot],
            shared_team_ids=[acme.id],
        ),
        *(
            Channel(f"C{team.id[1:]}", team.domain, members=[*members, bot], team_id=team.id)
            for team in workspace.own_teams[1:]
        ),
    ):
        channel.creator, channel.created = "U0MAYA", now
        workspace.add_channel(channel)
