"""The demo shops live on while somebody has a page of theirs open; nobody's looking costs nothing."""

import threading
from datetime import UTC, datetime

import structlog
from django.db import connections

from rapport.kernel.errors import Missing
from rapport.kernel.live.api import LiveHub
from rapport.kernel.tenancy.api import as_tenant, get_own_tenant
from rapport.site.demo.fill.life import find_profile, live_on
from rapport.site.demo.life import stretch_of

LOOK_SECONDS = 2.0
log = structlog.get_logger(__name__)


def live_while_watched(hub: LiveHub, stopped: threading.Event) -> None:
    """Have each stretch of time happen once in the demo shops that are watched, until told to stop."""
    newest = 0
    while not stopped.wait(LOOK_SECONDS):
        watched = hub.watched()
        if watched:
            newest = _live(hub, newest)


def _live(hub: LiveHub, newest: int) -> int:
    """Have the stretch that has just ended happen, if it has not; returns the newest that has."""
    stretch = stretch_of(datetime.now(UTC)) - 1
    if stretch <= newest:
        return newest
    for tenant_id in sorted(hub.watched()):
        try:
            with as_tenant(tenant_id):
                tenant = get_own_tenant(tenant_id)
            profile = find_profile(tenant)
            if profile is not None:
                live_on(profile, tenant, stretch)
        except Missing:
            continue
        except Exception:
            log.exception("the demo stands still", tenant=str(tenant_id))
    for connection in connections.all(initialized_only=True):
        connection.close()
    return stretch
