"""The front door of dynamic logic: services made and put live, look-ups other rooms offer, what was done."""

from rapport.collaborative.logic.contracts.lines import ServiceDraft, ServiceLine, Trial
from rapport.collaborative.logic.contracts.looking import register_look_up
from rapport.collaborative.logic.contracts.service import Definition, Step, Then, When
from rapport.collaborative.logic.operations.editing import create_service, publish_service
from rapport.collaborative.logic.operations.trying import try_out
from rapport.collaborative.logic.queries.naming import NamedService, name_services_at

__all__ = [
    "Definition",
    "NamedService",
    "ServiceDraft",
    "ServiceLine",
    "Step",
    "Then",
    "Trial",
    "When",
    "create_service",
    "name_services_at",
    "publish_service",
    "register_look_up",
    "try_out",
]
