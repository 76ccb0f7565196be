"""The queue of likely duplicates: one pair side by side, decided by a key, then the next."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.customers.likeness.contracts import Expectation, PairLine
from rapport.customers.likeness.http.words import DEGREES, FIELDS, TONES, write_share
from rapport.customers.likeness.queries import find_last_search, get_pair, list_pairs, pair_line
from rapport.customers.likeness.rules import MERGED_UNSEEN_FROM, REVIEW_FROM, THRESHOLDS
from rapport.customers.party.api import CustomerState, get_customer
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Action, Crumb, Tone

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Comparison:
    """A line of the side-by-side table: what both sides say, and how it agrees where it was compared."""

    label: object
    left: object
    right: object
    degree: object = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Promise:
    """A threshold as the page shows it: what to expect from it, and what people found."""

    threshold: str
    label: str
    pairs: int
    wrong: str
    missed: str
    decided: int
    refuted: int
    current: bool
    sure: bool


@require_GET
def show_queue(request: HttpRequest) -> HttpResponse:
    """The likeliest pair, the next ones, and what each threshold may be expected to give."""
    actor, least = actor_of(request), read_threshold(request.GET.get("from", ""))
    pairs = list_pairs(actor=actor, least=least, after=_read_place(request), limit=SHOWN + 1)
    return render(request, "likeness/queue.html", _describe(actor, least, pairs))


@require_GET
def show_pair(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """One pair, also after it was decided."""
    actor = actor_of(request)
    pair = pair_line(get_pair(pair_id, actor=actor, verb="merge"))
    return render(request, "likeness/queue.html", _describe(actor, REVIEW_FROM, [pair]))


def read_threshold(text: str) -> float:
    """Return one of the thresholds on offer; the usual one for anything else."""
    return next((one for one in THRESHOLDS if str(one) == text), REVIEW_FROM)


def _read_place(request: HttpRequest) -> tuple[float, UUID] | None:
    probability, _comma, pair = request.GET.get("after", "").partition(",")
    try:
        return float(probability), UUID(pair)
    except ValueError:
        return None


def _describe(actor: Actor, least: float, pairs: list[PairLine]) -> dict[str, Any]:
    search = find_last_search()
    values: dict[str, Any] = {
        "title": _("Duplicates"),
        "lead": _("Customers that are probably one. You decide; everything can be parted again."),
        "crumbs": [Crumb(_("Customers"), "/customers"), Crumb(_("Duplicates"))],
        "actions": [Action(_("Look again"), reverse("duplicates_search"), "refresh-cw", post=True)],
        "search": search,
        "least": str(least),
        "promises": [_promise(one, least) for one in search.expectations] if search else [],
    }
    if not pairs:
        return values
    first, following = pairs[0], pairs[1:]
    left, right = (get_customer(one, actor=actor) for one in (first.low_id, first.high_id))
    return values | {
        "pair": first,
        "share": write_share(first.probability),
        "left": left,
        "right": right,
        "lines": _compare(left, right, first.agreements),
        "following": [(pair, write_share(pair.probability)) for pair in following[: SHOWN - 1]],
        "after": f"{first.probability!r},{first.id}" if following else "",
    }


def _promise(one: Expectation, least: float) -> Promise:
    return Promise(
        str(one.threshold),
        write_share(one.threshold),
        one.pairs,
        write_share(one.wrong),
        write_share(one.missed),
        one.decided,
        one.refuted,
        current=one.threshold == least,
        sure=one.threshold >= MERGED_UNSEEN_FROM,
    )


def _compare(left: CustomerState, right: CustomerState, agreements: dict[str, str]) -> list[Comparison]:
    rows = [Comparison(_("Name"), left.name, right.name)]
    for field, label in FIELDS.items():
        mine, theirs = _value(left, field), _value(right, field)
        if mine or theirs:
            degree = agreements.get(field, "")
            rows.append(Comparison(label, mine, theirs, DEGREES.get(degree, ""), TONES.get(degree, "plain")))
    rows.append(Comparison(_("Tags"), ", ".join(left.tags), ", ".join(right.tags)))
    return rows


def _value(state: CustomerState, field: str) -> object:
    if field in ("given", "family"):
        return getattr(state, f"{field}_name")
    if field == "birth":
        return state.birth_date
    if field in ("email", "phone"):
        return ", ".join(point.value for point in state.contact_points if point.kind == field)
    names = {"street": "street", "city": "city", "postcode": "postal_code", "region": "region"}
    found = [getattr(address, names[field]) for address in state.addresses]
    found += [state.city] if field == "city" and not any(found) else []
    return ", ".join(dict.fromkeys(one for one in found if one))
