"""The package can be imported without side effects."""

import importlib
import pkgutil

import pytest

import bot.domain


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(bot.domain.__path__)] or [""])
def test_domain_modules_import_on_their_own(name: str) -> None:
    assert importlib.import_module(f"bot.domain.{name}".rstrip("."))
