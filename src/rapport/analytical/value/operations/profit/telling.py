"""Telling customers' pages what they bring after goods and service, in words of the shop's language."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.utils import translation
from django.utils.translation import gettext as _

from rapport.analytical.value.operations.profit import statements as sql
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import to_major
from rapport.kernel.tenancy.api import TenantProfile

PROFIT, MODEL, VERSION = "profit", "profit", "1"
CHUNK = 5_000


def tell_profit(cursor: CursorWrapper, *, actor: Actor, tenant: TenantProfile, now: datetime) -> None:
    """Record the insight `profit` for every customer of whom it changed, since ever, in minor units.

    Where nothing is known of the cost of goods any more, what was said is taken back.
    """
    with translation.override(tenant.locale):
        while rows := _take(cursor):
            drafts = [_describe(row, tenant) for row in rows]
            record_insights(drafts, model=MODEL, model_version=VERSION, as_of=now, actor=actor)


def _take(cursor: CursorWrapper) -> list[tuple[Any, ...]]:
    cursor.execute(sql.TAKE_CHANGED, {"size": CHUNK})
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _describe(row: tuple[Any, ...], tenant: TenantProfile) -> InsightDraft:
    party_id, profit, _year, *_money = row
    if profit is None:
        return InsightDraft(party_id, PROFIT, None, "", tenant.currency)
    reasons = tuple({"code": code, "text": text} for code, text in _explain(row, tenant))
    return InsightDraft(party_id, PROFIT, float(profit), "", tenant.currency, reasons)


def _explain(row: tuple[Any, ...], tenant: TenantProfile) -> Iterator[tuple[str, str]]:
    _party_id, _profit, year, earned, known, goods, serving = row
    yield (
        "margin",
        _("%(known)s without tax stand against %(goods)s for the goods.")
        % {"known": _write(known, tenant), "goods": _write(goods, tenant)},
    )
    yield "serving", _("Serving them cost %(amount)s.") % {"amount": _write(serving, tenant)}
    if year is not None:
        yield (
            "year",
            _("In the last twelve months they brought %(amount)s.") % {"amount": _write(year, tenant)},
        )
    if known != earned:
        yield (
            "coverage",
            _("The cost of goods is known for %(known)s of %(earned)s.")
            % {"known": _write(known, tenant), "earned": _write(earned, tenant)},
        )


def _write(minor: int, tenant: TenantProfile) -> str:
    return f"{to_major(minor, tenant.currency):,} {tenant.currency}"
