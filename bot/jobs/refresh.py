"""Reads people and channels anew, so that no missed event leaves a wrong picture for long."""

from bot.services.suite import Services


def refresh(services: Services, team: str) -> None:
    """Refresh a team's picture. Raises SlackRefused, SlackBusy, NotInstalled."""
    services.workspace.refresh(team)
    services.contacts.drop_old_previews(team)
