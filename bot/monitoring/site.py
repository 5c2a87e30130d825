"""What monitoring systems ask over HTTP: `/metrics`, `/healthz` and `/readyz`."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from prometheus_client import CollectorRegistry, make_wsgi_app

from bot.monitoring.health import Check, Health, faults
from bot.web import Site


@dataclass(frozen=True, slots=True)
class Probe:
    """Answers 200 where every check is well, else 503; the body (JSON) says which is not, and `in_detail` why."""

    checks: Mapping[str, Check]
    in_detail: bool

    def __call__(self, _: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Look at everything and answer."""
        wrong = faults(self.checks)
        told = dict.fromkeys(self.checks, "ok")
        told |= wrong if self.in_detail else dict.fromkeys(wrong, "failing")
        body = json.dumps({"status": "failing" if wrong else "ok", "checks": told}).encode()
        status = "503 Service Unavailable" if wrong else "200 OK"
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]


def probes(health: Health, *, in_detail: bool = False) -> dict[str, WSGIApplication]:
    """What a load balancer may ask; where the world may too, no reasons are given."""
    return {"/healthz": Probe(health.alive, in_detail), "/readyz": Probe(health.ready, in_detail)}


def monitoring_site(health: Health, registry: CollectorRegistry) -> Site:
    """The probes and the metrics."""
    return Site({**probes(health, in_detail=True), "/metrics": make_wsgi_app(registry)})
