"""Groups found in the data as the page of models shows them."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.analytical.segmentation.contracts import GroupingLine
from rapport.analytical.segmentation.contracts.labels import METHODS, REFUSALS
from rapport.analytical.segmentation.models import Grouping
from rapport.analytical.segmentation.operations.groupings import approve_grouping
from rapport.analytical.segmentation.queries.groupings import list_groupings
from rapport.analytical.segmentation.queries.segments import KIND, sees_all
from rapport.analytical.segmentation.rules.grouping.drift import MOVED
from rapport.customers.learnt.contracts import Drift, Judged, ModelCard, Use, Version
from rapport.kernel.errors import Clash
from rapport.kernel.identity.api import Actor, Scope

KEY = "groups"


class GroupsKeeper:
    """The `ModelKeeper` of this room: groups found in the data, put to use by a member."""

    def list_models(self, actor: Actor) -> Sequence[ModelCard]:
        """Return the groups in use, or those that wait; nothing for who does not see every customer."""
        if actor.scope("view", KIND) is not Scope.ALL or not sees_all(actor):
            return []
        found = list_groupings(actor)
        return [_tell(found)] if found else []

    def use_version(self, key: str, version_id: UUID, *, actor: Actor) -> None:
        """Approve groups that are proposed, or go back to older ones."""
        approve_grouping(version_id, actor=actor)

    def let_go(self, key: str, *, actor: Actor) -> None:
        """Refuse: groups are never used before a member has approved them."""
        raise Clash("Groups are never changed without an approval.", code="always-chosen")


def _tell(found: Sequence[GroupingLine]) -> ModelCard:
    used = _find(found, Grouping.State.APPROVED)
    past = [one for one in found if one.state == Grouping.State.RETIRED and one.approved_at]
    before = max(past, key=lambda one: str(one.approved_at), default=None)
    number = used.number if used else 0
    waiting = next(
        (one for one in found if one.state == Grouping.State.PROPOSED and one.number > number), None
    )
    shown = used or waiting
    refusal = found[0].refusal
    return ModelCard(
        key=KEY,
        room=_("Segments"),
        title=_("groups found in the data"),
        says=_("Which customers are alike in how they buy."),
        href="/segments/groups",
        use=Use.IN_USE if used else Use.WAITING if waiting else Use.SILENT,
        version=_name(shown) if shown else "",
        method=_("%(method)s, %(groups)s groups")
        % {"method": METHODS.get(shown.method, shown.method), "groups": shown.clusters}
        if shown
        else "",
        learnt_at=shown.as_of if shown else None,
        learnt_from=_("%(customers)s customers who bought") % {"customers": f"{shown.customers:,}"}
        if shown
        else "",
        judged=_judge(shown) if shown else None,
        drift=_tell_drift(used) if used else None,
        chosen_by=used.approved_by if used else None,
        chosen_at=used.approved_at if used else None,
        before=Version(before.id, _name(before)) if before else None,
        waiting=Version(waiting.id, _name(waiting)) if waiting else None,
        why=str(REFUSALS[refusal]) if refusal and not shown else "",
    )


def _find(found: Sequence[GroupingLine], state: str) -> GroupingLine | None:
    return next((one for one in found if one.state == state), None)


def _judge(one: GroupingLine) -> Judged | None:
    """Say how surely the same groups come back when customers are drawn anew; chance would give nought."""
    points = [point for point in one.curve if (point.method, point.clusters) == (one.method, one.clusters)]
    if not points:
        return None
    measure = _("Agreement when customers are drawn anew (adjusted Rand index)")
    return Judged(measure, points[0].stability, _("groups drawn by lot"), 0.0, better="more")


def _tell_drift(used: GroupingLine) -> Drift | None:
    if used.drift is None:
        return None
    said = _("Customers have moved by %(shift).2f since it was judged; from %(moved).2f on doubt it.")
    return Drift(said % {"shift": used.drift, "moved": MOVED}, moved=used.drift >= MOVED)


def _name(one: GroupingLine) -> str:
    return _("number %(number)s") % {"number": one.number}
