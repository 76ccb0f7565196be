"""A model's file says everything about it, and its query gives what it says."""

from pathlib import PurePath

import duckdb
import pyarrow as pa
import pytest

from rapport.analytical.warehouse.contracts import Model
from rapport.analytical.warehouse.queries.catalogue import list_facts_read, list_models, list_tests
from rapport.analytical.warehouse.rules.changes import find_touched, lie_outside, narrow
from rapport.analytical.warehouse.rules.graph import blame, sort_models
from rapport.analytical.warehouse.rules.headers import BadHeader, read_model, read_test
from rapport.analytical.warehouse.rules.lineage import trace
from rapport.bigdata.lake.api.tables import columns_of, kinds_of_facts

TEXT = """-- kind: keyed
-- key: party_id
-- by: party_id
-- grain: one row for each customer
-- owner: customers
-- about: What each
--   customer spent.
-- column party_id VARCHAR: the customer
-- column spent DECIMAL(18,2): what they spent,
--   in all
select party_id, sum(paid) as spent from orders as o group by party_id;
"""


def model(name: str = "spent", text: str = TEXT) -> Model:
    return read_model(PurePath(f"customer/{name}.sql"), text)


def test_a_header_is_read_whole() -> None:
    read = model()
    assert (read.mart, read.kind, read.key, read.by) == ("customer", "keyed", ("party_id",), "party_id")
    assert read.about == "What each customer spent."
    assert [(one.name, one.type, one.about) for one in read.columns] == [
        ("party_id", "VARCHAR", "the customer"),
        ("spent", "DECIMAL(18,2)", "what they spent, in all"),
    ]
    assert (read.facts, read.models) == ((), ("orders",))


@pytest.mark.parametrize("word", ["kind", "key", "grain", "owner", "about"])
def test_a_header_without_a_word_is_refused(word: str) -> None:
    with pytest.raises(BadHeader, match=word):
        model(text="\n".join(line for line in TEXT.splitlines() if not line.startswith(f"-- {word}")))


def test_a_test_says_what_it_watches_over() -> None:
    with pytest.raises(BadHeader):
        read_test(PurePath("tests/x.sql"), "-- about: nothing\nselect 1")


def test_models_come_after_what_they_read() -> None:
    names = [one.name for one in list_models()]
    for one in list_models():
        assert all(names.index(read) < names.index(one.name) for read in one.models)
    assert [one.name for one in sort_models(reversed(list_models()))] != []


def test_a_query_is_narrowed_where_the_column_is_known() -> None:
    orders = model("orders")
    assert narrow(model(), [orders], "touched") == (
        "SELECT party_id, SUM(paid) AS spent FROM"
        " (SELECT * FROM orders WHERE party_id IN (SELECT value FROM touched)) AS o GROUP BY party_id"
    )


LED = """-- kind: keyed
-- key: customer_id
-- by: customer_id
-- through: leads
-- grain: one row for each customer
-- owner: customers
-- about: What each customer spent, after merges.
-- column customer_id VARCHAR: the customer
select coalesce(l.customer_id, o.party_id) as customer_id
  from orders as o left join leads as l using (party_id)
"""
LEADS = """-- kind: whole
-- key: party_id
-- grain: one row for each merged customer
-- owner: matching
-- about: Who they are now.
-- column party_id VARCHAR: who was told
-- column customer_id VARCHAR: who it is
select party_id, customer_id from fact."x"
"""


def test_through_another_model_old_and_new_owners_are_touched() -> None:
    led, leads, orders = model("led", LED), model("leads", LEADS), model("orders")
    connection = duckdb.connect()
    connection.execute("create table leads as select 'a' as party_id, 'c' as customer_id")
    connection.execute(
        "create table changed_leads as select 'a' as party_id, unnest(['b', 'c']) as customer_id"
    )
    connection.execute("create table changed_orders as select unnest(['a', 'd']) as party_id")
    found = connection.execute(find_touched(led, [leads, orders])).fetchall()
    assert sorted(row[0] for row in found) == ["a", "b", "c", "d"]
    connection.execute("create table orders as select unnest(['a', 'c', 'd', 'e']) as party_id")
    connection.execute("create table touched as select unnest(['c', 'd']) as value")
    again = connection.execute(narrow(led, [leads, orders], "touched")).fetchall()
    assert sorted(row[0] for row in again) == ["c", "c", "d"]


def test_what_says_nothing_of_the_column_makes_a_model_whole() -> None:
    text = TEXT.replace("from orders as o", "from orders as o, rates")
    assert lie_outside(model(text=text), [model("orders"), model("rates", LEADS)]) == []
    plain = LEADS.replace("party_id", "day").replace("customer_id", "rate")
    assert [one.name for one in lie_outside(model(text=text), [model("orders"), model("rates", plain)])] == [
        "rates"
    ]


def test_a_wrong_mart_takes_what_reads_it_along_and_leaves_the_others() -> None:
    text = TEXT.replace("from orders as o", "from spent as o")
    reader = read_model(PurePath("other/reader.sql"), text)
    alone = read_model(PurePath("third/alone.sql"), TEXT)
    state = read_model(PurePath("staging/orders.sql"), TEXT.replace("keyed", "latest\n-- newest: spent"))
    models = [state, model(), reader, alone]
    assert blame([("orders", "spent")], models) == {"spent", "reader"}
    assert blame([("orders",)], models) == {"spent", "reader", "alone"}


def test_what_is_not_told_yet_names_what_will_bring_it() -> None:
    gap = "-- gap mood B6: how they feel,\n--   from what they write\nselect party_id"
    read = model(text=TEXT.replace("select party_id", gap))
    assert [(one.name, one.capability, one.about) for one in read.gaps] == [
        ("mood", "B6", "how they feel, from what they write")
    ]


def test_a_column_knows_what_it_is_made_of() -> None:
    assert trace(model(), [model("orders")])["spent"] == ["orders.paid"]


def test_every_fact_a_model_reads_is_told_by_a_room() -> None:
    assert set(list_facts_read()) <= kinds_of_facts().keys()


@pytest.fixture(scope="module")
def empty() -> duckdb.DuckDBPyConnection:
    """Every model, over facts nobody told yet."""
    connection = duckdb.connect()
    connection.execute("create schema fact")
    for fact in list_facts_read():
        shape = pa.schema([*columns_of(kinds_of_facts()[fact]).items(), ("arrival", pa.int64())])
        relation = duckdb.from_arrow(shape.empty_table(), connection=connection)
        relation.create(f'fact."{fact}"')
    for one in list_models():
        connection.execute(f"create table {one.name} as {one.sql}")
    return connection


@pytest.mark.parametrize("one", list_models(), ids=lambda one: str(one.name))
def test_a_model_gives_the_columns_its_header_describes(one: Model, empty: duckdb.DuckDBPyConnection) -> None:
    given = empty.execute(f"describe {one.name}").fetchall()
    assert [(row[0], row[1]) for row in given] == [(column.name, column.type) for column in one.columns]


def test_every_test_can_be_asked(empty: duckdb.DuckDBPyConnection) -> None:
    assert [empty.execute(test.sql).fetchall() for test in list_tests()] == [[]] * len(list_tests())
