"""Reads of rules of keeping: what there is to keep, where each rule stands today, what would go."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from rapport.customers.party.api import list_personal_tables, list_silent
from rapport.customers.party.contracts import PersonalTable
from rapport.customers.privacy.contracts import Kept, RuleLine
from rapport.customers.privacy.models import RetentionRule, RetentionRun
from rapport.customers.privacy.queries.choices import find_today, start_of
from rapport.customers.privacy.queries.elsewhere import find_elsewhere, list_elsewhere
from rapport.customers.privacy.rules import add_months
from rapport.kernel.audit.api import count_old
from rapport.kernel.errors import Missing

DEFAULT_MONTHS, MOST_MONTHS = 24, 240
_PEOPLE = (
    Kept("prospect", _("Prospects nothing was heard of"), "prospect"),
    Kept("former", _("Former customers nothing was heard of"), "former"),
)
HISTORY = Kept("history", _("History of changes"), least=12)


def list_kept() -> list[Kept]:
    """Return every kind of data that may have a rule: people by stage, tables whose rows age."""
    tables = [one for one in list_personal_tables() if one.ages_by]
    elsewhere = [one.kept for one in list_elsewhere()]
    return [*_PEOPLE, *(Kept(one.table, str(one.called)) for one in tables), *elsewhere, HISTORY]


def get_kept(kind: str) -> Kept:
    """Return a kind by its name; raises `Missing`."""
    found = next((one for one in list_kept() if one.kind == kind), None)
    if found is None:
        raise Missing("There is no such kind of data.")
    return found


def list_rules() -> list[RuleLine]:
    """Return a rule for every kind, off where the business has not switched it on."""
    rules = {row.kind: row for row in RetentionRule.objects.all()}
    runs = {row.kind: row for row in RetentionRun.objects.order_by("kind", "-at").distinct("kind")}
    return [
        RuleLine(
            kind=one.kind,
            label=str(one.label),
            keep_for=rules[one.kind].keep_for if one.kind in rules else DEFAULT_MONTHS,
            active=one.kind in rules and rules[one.kind].active,
            last_at=runs[one.kind].at if one.kind in runs else None,
            last_gone=runs[one.kind].gone if one.kind in runs else None,
        )
        for one in list_kept()
    ]


def find_before(months: int, now: datetime) -> datetime:
    """Return the beginning of the day, in the zone of the business, before which data go."""
    return start_of(add_months(find_today(now), -months))


def count_aged(kept: Kept, before: datetime) -> int:
    """Return how many would go now."""
    if kept == HISTORY:
        return count_old(before)
    if elsewhere := find_elsewhere(kept.kind):
        return elsewhere.count(before)
    if kept.stage:
        return list_silent(kept.stage, before).count()
    return len(list_aged(kept, before, None))


def list_aged(kept: Kept, before: datetime, most: int | None) -> Sequence[UUID]:
    """Return ids of what is from before a moment and still has its words, at most so many."""
    if kept.stage:
        return list(list_silent(kept.stage, before).values_list("id", flat=True)[:most])
    table = get_table(kept.kind)
    worded = sql.SQL(" or ").join(
        sql.SQL("t.{} is distinct from {}").format(sql.Identifier(name), sql.SQL(value))
        for name, value in table.blank.items()
    )
    statement = sql.SQL("select t.id from {} t where t.{} < %s and ({}) order by t.id limit %s").format(
        sql.Identifier(table.table),
        sql.Identifier(table.ages_by),
        worded if table.blank else sql.SQL("true"),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), [before, most])
        return [row[0] for row in cursor.fetchall()]


def get_table(name: str) -> PersonalTable:
    """Return a table whose rows age, by its name."""
    return next(one for one in list_personal_tables() if one.table == name and one.ages_by)
