"""`kith key`: the keys that encrypt tokens."""

from cryptography.fernet import Fernet
from rich.console import Console

from bot.connections import open_installations
from bot.domain.errors import NotConfigured
from bot.settings import Settings, load


def new_key() -> None:
    """Print a new key."""
    Console(highlight=False).print(Fernet.generate_key().decode(), markup=False)


def rotate_keys() -> None:
    """Encrypt all tokens with the newest key. Raises KithError."""
    settings = load(Settings)
    if not settings.encryption_keys:
        raise NotConfigured("Set KITH_ENCRYPTION_KEYS: the new key first, then those that are in use.")
    with open_installations(settings) as installations:
        done = installations.reencrypt()
    Console(highlight=False).print(f"Installations encrypted with the first key: {done:,}.")
