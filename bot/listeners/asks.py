"""Questions, however they reach Kith."""

from bot.domain.asks import Ask
from bot.services.mentions import wants_help
from bot.services.suite import Services


def take(services: Services, team: str, ask: Ask) -> None:
    """Have a question answered, and a greeting with what Kith can do."""
    if wants_help(ask.text):
        services.explainer.explain(team, ask)
    else:
        services.asking.ask(team, ask)
