"""Conditions over customers as part of larger statements."""

import re
from datetime import datetime
from typing import Any

from rapport.kernel.filters.api import compile_sql, parse
from rapport.kernel.identity.api import Actor, system_actor

_PLACE = re.compile(r"%(%|s)")


def find_sql(text: str, *, actor: Actor, now: datetime, prefix: str = "f") -> tuple[str, dict[str, Any]]:
    """Return a statement that selects the ids of customers a stored filter finds, with named parameters.

    It is asked with the rights of the system: whoever published the journey was asked for theirs.
    """
    found, params = compile_sql(parse(text), "customer", actor=system_actor(actor.tenant_id), now=now)
    names = iter(range(len(params)))

    def name(match: re.Match[str]) -> str:
        return "%%" if match[1] == "%" else f"%({prefix}{next(names)})s"

    statement = _PLACE.sub(name, found)
    return statement, {f"{prefix}{place}": value for place, value in enumerate(params)}
