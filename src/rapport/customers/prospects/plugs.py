"""What prospects give to the rooms below: points as settings, fields to filters, work on many."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rapport.customers.party.api import place_fields
from rapport.customers.prospects.contracts import LOSSES
from rapport.customers.prospects.models import Prospect
from rapport.customers.prospects.operations.becoming import convert_prospects, lose_prospects, reopen
from rapport.customers.prospects.queries import list_prospects
from rapport.customers.prospects.rules import FRESH_DAYS, POINTS
from rapport.kernel.bulk.api import BulkKind, Refused
from rapport.kernel.errors import Invalid
from rapport.kernel.filters.api import (
    Column,
    FilterField,
    FilterKind,
    Option,
    Relation,
    Through,
    member_field,
    register_kind,
    register_relations,
    unit_field,
)
from rapport.kernel.filters.api import register_fields as let_filter
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings
from rapport.kernel.work.api import Work

KIND = "prospect"
LABELS = {
    "hot": _("Hot interest"),
    "warm": _("Warm interest"),
    "email": _("E-mail known"),
    "verified": _("E-mail confirmed"),
    "phone": _("Phone known"),
    "company": _("A company"),
    "consent": _("May be written to"),
    "fresh": _("Heard of lately"),
}

_CHOICES = (
    ("state", _("Prospect"), Prospect.State.choices),
    ("source", _("Source"), Prospect.Source.choices),
    ("interest", _("Interest"), Prospect.Interest.choices),
)


def declare_points() -> None:
    """Declare how many points each rule of the score gives."""
    group = SettingGroup(
        key="prospects",
        label=_("Score of prospects"),
        help=_("Points for what is known of a prospect, 100 in all at most. A rule of 0 points is off."),
        icon="sprout",
        order=60,
        words="lead scoring",
    )
    rules = [
        Setting(
            key=f"prospects.{code}", label=label, type="whole", default=POINTS[code], least=-100, most=100
        )
        for code, label in LABELS.items()
    ]
    fresh = Setting(
        key="prospects.fresh_days",
        label=_("Lately means within"),
        type="whole",
        default=FRESH_DAYS,
        least=1,
        most=365,
        unit=_("days"),
    )
    declare_settings(group, [*rules, fresh])


def register_filters() -> None:
    """Let lists, programs and audiences ask about prospects, and about customers by what they are as such."""
    register_kind(FilterKind(KIND, _("Prospects"), list_prospects))
    let_filter(KIND, *_own(), *_place())
    register_relations(KIND, Relation("customer", _("a customer"), "customer", "id", here="party_id"))
    group = _("Prospect")
    for name, label, options in _CHOICES:
        reach = Through(Prospect.objects.all, "party_id", name)
        field = FilterField(f"prospect_{name}", label, "tags", reach, options=_fixed(options), group=group)
        let_filter("customer", field)
    reach = Through(Prospect.objects.all, "party_id", "score")
    let_filter("customer", FilterField("prospect_score", _("Score"), "number", reach, group=group))


def _own() -> list[FilterField]:
    choices = [
        FilterField(name, label, "choice", Column(name), options=_fixed(options))
        for name, label, options in (*_CHOICES[1:], ("lost_reason", _("Lost because"), Prospect.Loss.choices))
    ]
    return [
        FilterField("state", _("State"), "choice", Column("state"), options=_fixed(Prospect.State.choices)),
        *choices,
        FilterField("detail", pgettext_lazy("a source", "Which one"), "text", Column("detail")),
        FilterField("score", _("Score"), "number", Column("score"), indexed=True, most=100),
        FilterField("captured", _("Came"), "instant", Column("captured_at"), indexed=True),
        FilterField("converted", _("Became a customer"), "instant", Column("converted_at")),
    ]


def _place() -> list[FilterField]:
    return [
        *place_fields("party__"),
        unit_field("unit", _("Unit"), "party__unit_id", rule="unit_id", ruled="customer"),
        member_field("owner", _("Owner"), "party__owner_id", rule="owner_id", ruled="customer"),
    ]


def _fixed(pairs: Sequence[tuple[str, Any]]) -> Callable[[Actor], list[Option]]:
    options = [Option(value, word) for value, word in pairs if value]
    return lambda _actor: options


def list_actions() -> list[BulkKind]:
    """Return what may be done to many prospects."""
    return [
        BulkKind(
            *(KIND, "convert", "edit", lambda: gettext("Make customers of prospects"), _check_nothing),
            *(_convert, _undo),
        ),
        BulkKind(KIND, "lose", "edit", lambda: gettext("Give up prospects"), _check_reason, _lose, _undo),
    ]


def _check_nothing(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    return {}


def _check_reason(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    if values.get("reason") not in LOSSES:
        raise Invalid("Why was it lost?")
    return {"reason": values["reason"]}


def _convert(ids: Sequence[UUID], values: Mapping[str, Any], work: Work) -> list[Refused]:
    parties, refused = _reach(ids, work, "open", "lost")
    convert_prospects(parties, how="hand", actor=work.actor, batch_id=work.batch_id)
    return refused


def _lose(ids: Sequence[UUID], values: Mapping[str, Any], work: Work) -> list[Refused]:
    parties, refused = _reach(ids, work, "open")
    lose_prospects(parties, values["reason"], actor=work.actor, batch_id=work.batch_id)
    return refused


def _undo(ids: Sequence[UUID], values: Mapping[str, Any], batch_id: UUID, work: Work) -> list[Refused]:
    """Open those again that this batch closed and that have not ordered since."""
    rows = list_prospects(work.actor, "edit").filter(id__in=ids, batch_id=batch_id, party__order_count=0)
    found = list(rows.exclude(state="open").select_for_update(of=("self",)))
    if found:
        reopen(found, work)
    known, reason = {row.id for row in found}, gettext("Changed since, or no longer there.")
    return [Refused(one, reason) for one in ids if one not in known]


def _reach(ids: Sequence[UUID], work: Work, *states: str) -> tuple[list[UUID], list[Refused]]:
    rows = list_prospects(work.actor, "edit").filter(id__in=ids, state__in=states)
    found = dict(rows.values_list("id", "party_id"))
    reason = gettext("Closed already, or not yours to change.")
    return list(found.values()), [Refused(one, reason) for one in ids if one not in found]
