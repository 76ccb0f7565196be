"""Published sets of people written down twice: their records, as a search reads them, and how well pairs meet
the truth. `folder` is `identity` of the published data.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from rapport.customers.likeness.operations.linking import LinkedPair, link_people
from rapport.customers.likeness.operations.preparing import prepare_people

COLUMNS = (
    "id",
    "kind",
    "name",
    "given",
    "family",
    "birth",
    "email",
    "phone",
    "street",
    "city",
    "postcode",
    "region",
)


def febrl(folder: Path, *names: str) -> dict[str, dict[str, str]]:
    """Return FEBRL records without the number that would nearly solve them."""
    found = {}
    for name in names:
        with (folder / "febrl" / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file, skipinitialspace=True):
                street = f"{row['street_number']} {row['address_1']}".strip()
                found[row["rec_id"]] = {
                    **{"given": row["given_name"], "family": row["surname"], "birth": row["date_of_birth"]},
                    **{"street": street, "city": row["suburb"]},
                    **{"postcode": row["postcode"], "region": row["state"]},
                }
    return found


def febrl_person(record: str) -> str:
    """Return which person a FEBRL record is of: rec-12-org and rec-12-dup-0 are rec-12."""
    return "-".join(record.split("-")[:2])


def fake_1000(folder: Path) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return the records of fake_1000, and which person each is of."""
    with (folder / "splink" / "fake_1000.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    records = {
        row["unique_id"]: {
            **{"given": row["first_name"], "family": row["surname"], "birth": row["dob"].replace("-", "")},
            **{"city": row["city"], "email": row["email"]},
        }
        for row in rows
    }
    return records, {row["unique_id"]: row["cluster"] for row in rows}


def link(records: dict[str, dict[str, str]], least: float = 0.5) -> list[LinkedPair]:
    """Return the pairs a search would find among people."""
    rows = [{"id": key, "kind": "person", **values} for key, values in records.items()]
    frame = pl.DataFrame(
        [{name: row.get(name) or None for name in COLUMNS} for row in rows],
        schema=dict.fromkeys(COLUMNS, pl.String),
    )
    with duckdb.connect(config={"threads": 1}) as engine:
        engine.register("records", frame.to_arrow())
        prepare_people(engine)
        return list(link_people(engine, least=least))


@dataclass(frozen=True, slots=True)
class Score:
    """How well pairs meet the truth."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def score(pairs: Iterable[tuple[str, str]], truth: dict[str, str]) -> Score:
    """Compare pairs with which person each record is of."""
    found = set(pairs)
    hits = sum(truth[low] == truth[high] for low, high in found)
    true = sum(count * (count - 1) // 2 for count in Counter(truth.values()).values())
    return Score(hits / max(1, len(found)), hits / true)


def grouped(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return all pairs within the groups that pairs join: what merging them one after the other gives."""
    head: dict[str, str] = {}

    def find(one: str) -> str:
        while head.get(one, one) != one:
            one = head[one]
        return one

    for low, high in pairs:
        head[find(low)] = find(high)
    groups: dict[str, list[str]] = {}
    for one in {*head, *head.values()}:
        groups.setdefault(find(one), []).append(one)
    return {(low, high) for group in groups.values() for low in group for high in group if low < high}
