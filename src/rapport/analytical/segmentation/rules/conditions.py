"""Which conditions a segment may be made of."""

from collections.abc import Iterator

from rapport.kernel.errors import say
from rapport.kernel.filters.contracts import And, Condition, Filter, Not, Or, Related

FIELD = "in_segment"


def find_refusal(filter: Filter) -> str:
    """Return why this is no rule of a segment, or nothing: it is the same for everybody, and stands alone."""
    for condition in list_conditions(filter):
        if condition.field == FIELD:
            return say("A segment is made of what is known of customers, not of other segments.")
        if "me" in condition.values and condition.field == "owner":
            return say("A segment is the same for everybody: name the member instead of “me”.")
    return ""


def list_conditions(filter: Filter) -> Iterator[Condition]:
    """Yield every condition of a tree."""
    match filter:
        case And(parts) | Or(parts):
            for part in parts:
                yield from list_conditions(part)
        case Not(part) | Related(_, part, _):
            yield from list_conditions(part)
        case Condition():
            yield filter
