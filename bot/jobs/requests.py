"""Goes on asking on people's behalf, as working hours begin and waiting times end."""

from bot.services.suite import Services


def requests(services: Services, team: str) -> None:
    """Go on with a team's searches. Raises KithError where Slack does not tell who is to be left in peace."""
    services.requester.advance(team)
