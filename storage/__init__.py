"""The store: SQLAlchemy behind the ports of `bot.services.ports`. Rows never leave this package."""
