"""What rooms named of what they keep about a person."""

from rapport.customers.party.contracts import Forgetter, PersonalCopy, PersonalTable

_tables: dict[tuple[str, str], PersonalTable] = {}
_copies: dict[str, PersonalCopy] = {}
_forgetters: dict[str, Forgetter] = {}


def register_personal(*entries: PersonalTable | PersonalCopy | Forgetter) -> None:
    """Have exports and erasures of a person reach what a room keeps (in `apps.ready()`)."""
    for one in entries:
        if isinstance(one, PersonalTable):
            _tables[one.table, one.column] = one
        elif isinstance(one, PersonalCopy):
            _copies[one.table] = one
        else:
            _forgetters[one.name] = one


def list_personal_tables() -> list[PersonalTable]:
    """Return the named tables, one that is reached through another after it."""
    ordered: list[PersonalTable] = []
    waiting = list(_tables.values())
    while waiting:
        there = {one.table for one in ordered}
        ready = [one for one in waiting if not one.through or one.through in there]
        if not ready:
            raise ValueError(
                f"{waiting[0].table} is reached through {waiting[0].through}, which nobody named."
            )
        ordered += ready
        waiting = [one for one in waiting if one not in ready]
    return ordered


def list_personal_copies() -> list[PersonalCopy]:
    """Return the tables with copies that may name anybody."""
    return list(_copies.values())


def list_forgetters() -> list[Forgetter]:
    """Return what forgets a person beside tables."""
    return list(_forgetters.values())
