"""Pure decisions: by which keys records meet, and which fields a merge leaves behind."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.customers.matching.contracts import MatchRuleLine
from rapport.customers.party.contracts import PLAIN_FIELDS
from rapport.kernel.errors import Invalid

KEYS = ("external_id", "email", "phone")
DEFAULT_RULES = (
    MatchRuleLine("external_id", True, 1),
    MatchRuleLine("email", True, 2),
    MatchRuleLine("phone", False, 3),
)
"""A phone is often a family's or an office's, so it joins nobody until the shop says so."""
_EARLIEST, _LATEST = ("first_order_at",), ("last_order_at", "last_touch_at")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an arriving record: for an external id `where` is the system, else empty."""

    kind: str
    where: str
    normal: str


def check_rules(lines: Sequence[MatchRuleLine]) -> tuple[MatchRuleLine, ...]:
    """Return the rules by rank when each key stands there once; raises `Invalid`."""
    if sorted(line.key for line in lines) != sorted(KEYS):
        raise Invalid(
            "Each key stands once.",
            fields={"rules": "Name %(keys)s once each."},
            values={"keys": ", ".join(KEYS)},
        )
    return tuple(sorted(lines, key=lambda line: (line.rank, line.key)))


def choose_fields(
    survivor: Mapping[str, Any], merged: Mapping[str, Any], take: Collection[str]
) -> dict[str, Any]:
    """Return the survivor's fields that a merge changes: those taken from the merged one, and filled blanks.

    Kind and stage fill no blank: they are never blank. Raises `Invalid` for a field there is not.
    """
    unknown = set(take) - set(PLAIN_FIELDS)
    if unknown:
        raise Invalid("Some fields are unknown.", fields=dict.fromkeys(unknown, "There is no such field."))
    chosen: dict[str, Any] = {}
    for name in PLAIN_FIELDS:
        blank = survivor[name] in ("", None)
        if (name in take or blank) and merged[name] not in ("", None) and merged[name] != survivor[name]:
            chosen[name] = merged[name]
    return chosen


def add_counters(survivor: Mapping[str, Any], merged: Mapping[str, Any]) -> dict[str, Any]:
    """Return the counters of both together; money only where the currencies agree."""
    sums: dict[str, Any] = {"order_count": survivor["order_count"] + merged["order_count"]}
    if not survivor["currency"] or not merged["currency"] or survivor["currency"] == merged["currency"]:
        sums["spent_minor"] = survivor["spent_minor"] + merged["spent_minor"]
        sums["currency"] = survivor["currency"] or merged["currency"]
    for names, pick in ((_EARLIEST, min), (_LATEST, max)):
        for name in names:
            both = [one[name] for one in (survivor, merged) if one[name] is not None]
            sums[name] = pick(both) if both else None
    return {name: value for name, value in sums.items() if value != survivor[name]}


def restore_fields(
    now: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the survivor's fields that undoing sets back: those nobody changed since the merge.

    Sums keep what was added meanwhile and give back what the merge brought.
    """
    back: dict[str, Any] = {}
    for name, value in before.items():
        if name in ("order_count", "spent_minor"):
            back[name] = now[name] - (after[name] - value)
        elif now[name] == after[name]:
            back[name] = value
    return back
