"""How good the records are: by field, unit, source and person, each leading to the customers to work on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.customers.quality.contracts import JUDGED, FieldScore, QualityView
from rapport.customers.quality.http.words import FIELD_LABELS, LACKING, SOURCE_LABELS
from rapport.customers.quality.plugs.words import FLAW_LABELS
from rapport.customers.quality.queries.scores import ALL, UNIT, read_scores
from rapport.kernel.identity.api import actor_of, find_actor_of, list_member_names, list_units
from rapport.ui.api import Empty, Stat, get_viewer

LIST = "/customers?filter="
MOST = 50


@dataclass(frozen=True, slots=True)
class Sum:
    """A part of the business, or a field of all of it: how much is there, and how much of that is right."""

    label: object
    total: int
    filled: int
    judged: int
    valid: int
    href: str = ""

    @property
    def complete(self) -> float:
        """The share that is there."""
        return self.filled / self.total if self.total else 0.0

    @property
    def right(self) -> float | None:
        """The share of what is there and can be judged that has no flaw; None where nothing is."""
        return self.valid / self.judged if self.judged else None

    @property
    def lacking(self) -> int:
        """How many lack it."""
        return self.total - self.filled


def may_see(request: HttpRequest) -> bool:
    """Tell whether the page belongs into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "customer")


@require_GET
def show_quality(request: HttpRequest) -> HttpResponse:
    """The page: figures, fields, flaws, and who does how well."""
    actor = actor_of(request)
    found = read_scores(actor)
    whole = [one for one in found.scores if one.part == ALL] or _joined(found.scores)
    units = {str(one.id): one.name for one in list_units(actor)}
    people = list_member_names(UUID(key) for key in _keys(found, "member") if key)
    parts = [
        (_("By unit"), _sums(found, UNIT, lambda key: units.get(key, "") or _("No unit"))),
        (_("By source"), _sums(found, "source", lambda key: SOURCE_LABELS.get(key, key))),
        (
            _("By who entered them"),
            _sums(found, "member", lambda key: people.get(UUID(key), "") if key else _("Not known")),
        ),
    ]
    context = {
        "title": _("Quality"),
        "lead": _("How complete and how right your customers\u2019 records are, and what to mend."),
        "as_of": found.as_of,
        "stats": _stats(whole, found),
        "fields": [
            replace(
                _sum(FIELD_LABELS[one.field], [one]),
                href=LIST + quote(LACKING[one.field]) if one.field in LACKING else "",
            )
            for name in FIELD_LABELS
            for one in whole
            if one.field == name
        ],
        "flaws": [
            {
                **{"label": FLAW_LABELS[one.reason], "open": one.open, "mended": one.mended},
                "href": LIST + quote(f"flaw:any_of:{one.reason}"),
            }
            for one in sorted(found.flaws, key=lambda one: -one.open)
            if one.open or one.mended
        ],
        "parts": [(title, sums) for title, sums in parts if sums],
        "empty": Empty(
            _("Not counted yet"), _("Records are judged every hour, and as they change."), icon="list-checks"
        ),
    }
    return render(request, "quality/page.html", context)


def _stats(whole: Iterable[FieldScore], found: QualityView) -> list[Stat]:
    viewer, sums = get_viewer(), _sum("", whole)
    standing, mended = (sum(getattr(one, name) for one in found.flaws) for name in ("open", "mended"))
    return [
        Stat(_("Complete"), viewer.share(sums.complete), icon="list-checks"),
        Stat(_("Right"), "–" if sums.right is None else viewer.share(sums.right), icon="badge-check"),
        Stat(_("Flaws to mend"), viewer.number(standing), icon="circle-alert", href=f"{LIST}flaw:filled"),
        Stat(_("Mended in 30 days"), viewer.number(mended), icon="circle-check"),
    ]


def _joined(scores: Iterable[FieldScore]) -> list[FieldScore]:
    """The fields of several units together, for readers who see no more than these."""
    sums: dict[str, list[int]] = {}
    for one in scores:
        counts = sums.setdefault(one.field, [0, 0, 0])
        for at, value in enumerate((one.total, one.filled, one.valid)):
            counts[at] += value
    return [FieldScore(ALL, "", field, *counts) for field, counts in sums.items()]


def _keys(found: QualityView, part: str) -> list[str]:
    return list(dict.fromkeys(one.key for one in found.scores if one.part == part))


def _sums(found: QualityView, part: str, name: Callable[[str], Any]) -> list[Sum]:
    """One line for each of a part, the one with most customers first."""
    mine = [one for one in found.scores if one.part == part]
    lines = [_sum(name(key), (one for one in mine if one.key == key)) for key in _keys(found, part)]
    return sorted(lines, key=lambda line: -line.total)[:MOST]


def _sum(label: object, scores: Iterable[FieldScore]) -> Sum:
    kept = list(scores)
    judged = [one for one in kept if one.field in JUDGED]
    return Sum(
        label,
        total=sum(one.total for one in kept),
        filled=sum(one.filled for one in kept),
        judged=sum(one.filled for one in judged),
        valid=sum(one.valid for one in judged),
    )
