"""The playground for tests: real protocol, in a thread, with people to act as and things to wait for."""

from playground.testing.client import Playground, running_playground
from playground.testing.forwarding import forwarding
from playground.testing.gateway import one_address
from playground.testing.people import Actor
from playground.testing.shown import ShownMessage, ShownView

__all__ = ["Actor", "Playground", "ShownMessage", "ShownView", "forwarding", "one_address", "running_playground"]
