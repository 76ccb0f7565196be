"""What Spark is told for each model, and what each is made of: kept, and as the models say."""

import pytest
from tools.marts import KEPT, draw_lineage, draw_models

from rapport.analytical.warehouse.queries.catalogue import LINEAGE
from rapport.analytical.warehouse.rules.spark import translate, translate_type


def test_the_text_for_spark_is_as_it_is_kept() -> None:
    kept = {path.name: path.read_text("utf-8") for path in KEPT.glob("*.sql")}
    assert kept == draw_models(), "look at the difference, then run: make facts"


def test_the_lineage_is_as_the_models_say() -> None:
    assert LINEAGE.read_bytes() == draw_lineage(), "run: make facts"


@pytest.mark.parametrize(
    ("duckdb", "spark"),
    [
        ('select a from fact."order.placed.v1" as f', "SELECT a FROM fact_order_placed_v1 AS f"),
        ("select a / b from t", "SELECT CAST(a AS DOUBLE) / b FROM t"),
        (
            "select date_diff('second', a, b) from t",
            "SELECT CAST(FLOOR(UNIX_SECONDS(b) / 1) - FLOOR(UNIX_SECONDS(a) / 1) AS BIGINT) FROM t",
        ),
        ("select date_diff('day', a, b) from t", "SELECT DATEDIFF(DAY, a, b) FROM t"),
        ("select array_length(a) from t", "SELECT SIZE(a) FROM t"),
        ("select a from t order by a desc", "SELECT a FROM t ORDER BY a DESC"),
        ("select week(a), isodow(a) from t", "SELECT WEEKOFYEAR(a), (WEEKDAY(a) + 1) FROM t"),
        ("select regexp_extract_all(a, '[0-9]') from t", "SELECT REGEXP_EXTRACT_ALL(a, '[0-9]', 0) FROM t"),
        ("select a from t order by a", "SELECT a FROM t ORDER BY a NULLS LAST"),
    ],
    ids=["fact", "quotient", "seconds", "days", "length", "falling", "week", "matches", "rising"],
)
def test_what_means_another_thing_to_spark_is_reworded(duckdb: str, spark: str) -> None:
    assert translate(duckdb) == spark


def test_a_sum_of_a_list_is_folded_and_of_none_is_null() -> None:
    text = translate("select list_sum(a) from t")
    assert text.startswith(
        "SELECT CASE WHEN SIZE(a) > 0 THEN AGGREGATE(a, CAST(0 AS DECIMAL(38, 6)), (x, y) ->"
    )


def test_types_are_said_in_sparks_words() -> None:
    kind = "STRUCT(sku VARCHAR, total_minor BIGINT)[]"
    assert translate_type(kind) == "ARRAY<STRUCT<sku: STRING, total_minor: BIGINT>>"
