"""What single models say, over a few rows written by hand: margins, hours, visits that campaigns led to."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import duckdb
import pytest

from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.kernel.money.contracts import known_currencies, minor_digits

MODELS = {model.name: model for model in list_models()}


def ask(name: str, columns: str, **tables: Any) -> list[tuple[Any, ...]]:
    """Return columns of a model made of these tables: of each the rows, given by column; others are empty."""
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        for read in MODELS[name].models:
            model = MODELS[read]
            described = ", ".join(f"{one.name} {one.type}" for one in model.columns)
            connection.execute(f"create table {read} ({described})")
            for row in tables.get(read, ()):
                _insert(connection, read, row)
        query = f"select {columns} from ({MODELS[name].sql}) as made order by all"
        return connection.execute(query).fetchall()


def _insert(connection: duckdb.DuckDBPyConnection, table: str, row: Mapping[str, object]) -> None:
    places = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({', '.join(row)}) values ({places})", list(row.values()))


def line(
    line_id: str, day: str, pieces: str, currency: str = "EUR", product: str = "tea"
) -> dict[str, object]:
    return {
        "order_id": "o",
        "line_id": line_id,
        "day": day,
        "pieces": pieces,
        "currency": currency,
        "product_id": product,
        "total_minor": 1_000,
    }


def cost(since: str, amount: str | None, currency: str = "EUR", product: str = "tea") -> dict[str, object]:
    return {"product_id": product, "since": since, "cost": amount, "currency": currency}


class TestLineCosts:
    def test_a_line_has_the_cost_of_its_day_and_of_none_where_it_is_not_known(self) -> None:
        found = ask(
            "line_costs",
            "line_id, cost_minor",
            product_costs=[
                cost("2026-02-01", "1.10"),
                cost("2026-03-01", None),
                cost("2026-04-01", "2"),
                cost("2026-04-01", "9", "USD", "cup"),
            ],
            order_lines=[
                line("before", "2025-12-01", "1"),
                line("first", "2026-02-01", "2"),
                line("unknown", "2026-03-31", "1"),
                line("last", "2026-04-01", "3"),
                line("other money", "2026-04-02", "1", product="cup"),
                line("other product", "2026-04-02", "1", product="pot"),
            ],
        )
        assert found == [("before", 110), ("first", 220), ("last", 600)]

    @pytest.mark.parametrize(
        "amount", ["0.125", "0.135", "0.005", "0.015", "0.124999", "0.125001", "-0.125", "-0.135", "0"]
    )
    def test_is_rounded_half_to_even(self, amount: str) -> None:
        found = ask(
            "line_costs",
            "cost_minor",
            product_costs=[cost("2026-01-01", amount)],
            order_lines=[line("a", "2026-01-01", "1")],
        )
        assert found == [(int((Decimal(amount) * 100).to_integral_value(ROUND_HALF_EVEN)),)]

    def test_every_currency_has_its_own_minor_units(self) -> None:
        currencies = sorted(known_currencies())
        found = ask(
            "line_costs",
            "currency, cost_minor",
            product_costs=[cost("2026-01-01", "3", one, one) for one in currencies],
            order_lines=[line(one, "2026-01-01", "2", one, one) for one in currencies],
        )
        assert found == [(one, 6 * 10 ** minor_digits(one)) for one in currencies]

    def test_what_no_column_can_hold_is_not_known(self) -> None:
        found = ask(
            "line_costs",
            "line_id",
            product_costs=[cost("2026-01-01", "9999999999999")],
            order_lines=[line("a", "2026-01-01", "99999999999")],
        )
        assert found == []


def answer(delivery: str, at: str, *, machine: bool = False, what: str = "click") -> dict[str, object]:
    return {
        "delivery_id": delivery,
        "campaign_id": f"of {delivery}",
        "party_id": "ada",
        "what": what,
        "machine": machine,
        "happened_at": f"2026-01-01T{at}Z",
    }


def visit(session: str, at: str, party: str | None = "ada") -> dict[str, object]:
    moment = f"2026-01-01T{at}Z"
    whose = {"visitor_id": "v", "session": session, "part": 1, "party_id": party}
    return {**whose, "started_at": moment, "products": 2, "carts": 1, "orders": 1}


def test_a_visit_is_a_campaigns_within_half_an_hour_of_the_newest_link() -> None:
    found = ask(
        "campaign_visits",
        "session, campaign_id, seconds_after",
        campaign_answers=[
            answer("a", "10:00:00"),
            answer("b", "10:10:00"),
            answer("c", "10:11:00", machine=True),
            answer("d", "10:12:00", what="open"),
        ],
        visits=[
            visit("before", "09:59:59"),
            visit("first", "10:09:59"),
            visit("second", "10:39:59"),
            visit("late", "10:40:00"),
            visit("nobody's", "10:15:00", None),
        ],
    )
    assert found == [("first", "of a", 599), ("second", "of b", 1_799)]


def test_hours_are_those_of_what_people_did_themselves() -> None:
    message = {"party_id": "ada", "channel": "email", "direction": "in", "stands": True, "automatic": False}
    found = ask(
        "customer_hours",
        "customer_id, channel, hour, answers",
        identities=[{"party_id": "ada", "customer_id": "eve"}],
        deliveries=[{"delivery_id": "a", "channel": "sms"}],
        campaign_answers=[answer("a", "09:59:59"), answer("a", "11:00:00", machine=True)],
        messages=[
            {**message, "message_id": "1", "happened_at": "2026-01-01T10:00:00+02:00"},
            {**message, "message_id": "2", "happened_at": "2026-01-02T08:59:59Z"},
            {**message, "message_id": "3", "happened_at": "2026-01-02T12:00:00Z", "automatic": True},
            {**message, "message_id": "4", "happened_at": "2026-01-02T12:00:00Z", "direction": "out"},
        ],
    )
    assert found == [("eve", "email", 8, 2), ("eve", "sms", 9, 1)]
