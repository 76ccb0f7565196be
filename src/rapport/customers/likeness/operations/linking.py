"""The statistics: which records of one table are probably one person, by Fellegi and Sunter's model.

The weights are learnt from the table itself, without examples (Splink's expectation maximisation); a table
too small to learn from is judged by the weights written in `comparing`.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from rapport.customers.likeness.operations.comparing import COMPARED, comparison_of, word_of
from rapport.customers.likeness.operations.preparing import BLOCKS

for _library in ("splink", "sqlglot"):
    logging.getLogger(_library).setLevel(logging.ERROR)

ENOUGH_TO_LEARN = 400
"""Records below which weights are not learnt but taken as written."""
WORTH_COMPARING = 0.02
"""A column filled in less of the records than this tells nothing of them."""
SAMPLE = 1_000_000
ENOUGH_PAIRS = 30
MOST_LIKELY = 0.1
"""Among two or three records one pair may be all there are; that alone makes nobody the same."""
PAIR = 2
FETCH = 10_000
SEED = 20_260
RECALL = 0.7
"""How many of the true pairs the sure rules are taken to find: the first guess of how many there are."""
SURE = (("given", "family", "birth"), ("email",), ("given", "family", "street"), ("given", "phone"))
LEARN_BY = (
    ("given", "family"),
    ("birth",),
    ("email",),
    ("phone",),
    ("street", "city"),
    ("family", "postcode"),
)


@dataclass(frozen=True, slots=True)
class LinkedPair:
    """Two records: how probably they are one (0 to 1), and how each field agrees (`same`, `similar` …)."""

    low: str
    high: str
    probability: float
    agreements: dict[str, str]


def link_people(
    connection: duckdb.DuckDBPyConnection, *, least: float, tell: Callable[[int], None] = lambda step: None
) -> Iterator[LinkedPair]:
    """Yield the pairs of the table `people` (see `preparing`) from a probability on, the likeliest first.

    `tell` is told after each of the five steps, and may raise to stop. The same table gives the same pairs.
    """
    fields, records = _compared_fields(connection), _count(connection, "people")
    if not fields or records < PAIR:
        return
    people = DuckDBAPI(connection).register("people")
    linker = Linker(people, _settings(connection, fields, records), log_level=None)
    tell(1)
    if records >= ENOUGH_TO_LEARN:
        linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLE, seed=SEED)
        tell(2)
        try:
            _learn(linker, connection, fields)
        except ValueError:  # records too much alike let a chance sink to nothing: begin anew, unlearnt
            linker = Linker(people, _settings(connection, fields, records), log_level=None)
    tell(3)
    found = linker.inference.predict(threshold_match_probability=least)
    tell(4)
    yield from _read(connection, found.physical_name, fields)
    tell(5)


def _compared_fields(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the columns that are filled often enough to tell something."""
    shares = ", ".join(f"count({field}) / greatest(count(*), 1)" for field in COMPARED)
    (row,) = connection.execute(f"select {shares} from people").fetchall()
    return [field for field, share in zip(COMPARED, row, strict=True) if share >= WORTH_COMPARING]


def _count(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    ((count,),) = connection.execute(f"select count(*) from {source}").fetchall()
    return int(count)


def _settings(connection: duckdb.DuckDBPyConnection, fields: list[str], records: int) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[comparison_of(field, by_rarity=records >= ENOUGH_TO_LEARN) for field in fields],
        blocking_rules_to_generate_predictions=[block_on("kind", name) for name in BLOCKS],
        probability_two_random_records_match=_first_guess(connection, fields, records),
        retain_matching_columns=True,
    )


def _first_guess(connection: duckdb.DuckDBPyConnection, fields: list[str], records: int) -> float:
    """Return how probably any two records are one: from how many pairs the sure rules find."""
    rules = [
        " and ".join(f"a.{column} = b.{column}" for column in rule)
        for rule in SURE
        if set(rule) <= set(fields)
    ]
    pairs = " union ".join(
        f"select a.unique_id, b.unique_id from people a join people b"
        f" on a.kind = b.kind and {rule} where a.unique_id < b.unique_id"
        for rule in rules
    )
    sure = _count(connection, f"({pairs})") if rules else 0
    return min(max(sure / RECALL, 1) / (records * (records - 1) / 2), MOST_LIKELY)


def _learn(linker: Linker, connection: duckdb.DuckDBPyConnection, fields: list[str]) -> None:
    """Learn how one person's records agree, once for each way of finding many of them at once."""
    for columns in LEARN_BY:
        if set(columns) < set(fields) and _pairs_sharing(connection, columns) >= ENOUGH_PAIRS:
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on("kind", *columns), max_pairs=SAMPLE
            )


def _pairs_sharing(connection: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> int:
    filled = " and ".join(f"{column} is not null" for column in columns)
    groups = f"select count(*) as n from people where {filled} group by kind, {', '.join(columns)}"
    ((pairs,),) = connection.execute(f"select coalesce(sum(n * (n - 1) / 2), 0) from ({groups})").fetchall()
    return int(pairs)


def _read(connection: duckdb.DuckDBPyConnection, table: str, fields: list[str]) -> Iterator[LinkedPair]:
    degrees = ", ".join(f"gamma_{field}" for field in fields)
    reader = connection.cursor().execute(
        f"select least(unique_id_l, unique_id_r), greatest(unique_id_l, unique_id_r), match_probability,"
        f" {degrees} from {table} order by match_probability desc, 1, 2"
    )
    while rows := reader.fetchmany(FETCH):
        for low, high, probability, *numbers in rows:
            words = {field: word_of(field, number) for field, number in zip(fields, numbers, strict=True)}
            agreements = {field: word for field, word in words.items() if word}
            yield LinkedPair(low, high, float(probability), agreements)
