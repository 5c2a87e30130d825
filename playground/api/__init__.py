"""The Web API: one file per family of methods, all listed here."""

from playground.api import apps, auth
from playground.api.call import Method

METHODS: dict[str, Method] = {method.name: method for family in (apps, auth) for method in family.METHODS}
