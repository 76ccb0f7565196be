"""Between takings: triggers fire by the clock, open pages hear that figures moved."""

import time
from uuid import UUID

import structlog
from django.utils import timezone

from rapport.bigdata.realtime.contracts import WINDOW
from rapport.bigdata.realtime.operations.firing import answer_by_the_clock
from rapport.bigdata.realtime.operations.taking import Taker
from rapport.bigdata.realtime.queries.triggers import list_active, list_waiting_tenants
from rapport.kernel.live.api import announce
from rapport.kernel.tenancy.api import as_tenant

log = structlog.get_logger(__name__)
SECOND = 1.0
ASKED = 10.0
"""Seconds between looks for parked facts that somebody wants tried again."""
AGING = 10.0
"""Seconds after which figures are told of though nothing came: windows move on by themselves."""


class Watch:
    """Looks at the clock once a second; what it must not forget lies in the database."""

    def __init__(self, taker: Taker) -> None:
        self.taker = taker
        self.looked = 0.0
        self.asked = 0.0
        self.told: dict[UUID, float] = {}
        self.moved: dict[UUID, float] = {}

    def look(self, _quiet: float) -> bool:
        """Do what is due; never says that it is enough."""
        now = time.monotonic()
        if now - self.looked >= SECOND:
            self.looked = now
            for tenant_id in list_waiting_tenants():
                fire_by_the_clock(tenant_id)
            self.tell(now)
        if now - self.asked >= ASKED:
            self.asked = now
            self.taker.take_parked()
        return False

    def tell(self, now: float) -> None:
        """Tell pages of each business whose figures moved, or age, at most once a second."""
        grown, self.taker.grown = self.taker.grown, set()
        self.moved |= dict.fromkeys(grown, now)
        for tenant_id, moved in list(self.moved.items()):
            if now - moved > WINDOW.total_seconds():
                del self.moved[tenant_id]
            elif tenant_id in grown or now - self.told.get(tenant_id, 0.0) >= AGING:
                self.told[tenant_id] = now
                with as_tenant(tenant_id):
                    announce("realtime.now", what="realtime")


def fire_by_the_clock(tenant_id: UUID) -> int:
    """Fire a business's triggers that wait for time to pass; returns how many fired."""
    with as_tenant(tenant_id):
        return len(answer_by_the_clock(tenant_id, list_active(), now=timezone.now()))
