"""Tell who leaves: published contracts, a published mailing, and a drawn shop of 1,000,000 customers."""

import csv
import gzip
import time
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

import numpy as np
from django.db import connection

from rapport.analytical.churn.api.learning import JudgedContracts, judge_contracts, learn_churn
from rapport.analytical.churn.models import ChurnModel
from rapport.analytical.churn.rules.retention import Outcome, compare_outcomes
from rapport.analytical.value.operations import sources
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place
from rapport.site.bench.published import data_folder

CUSTOMERS = 1_000_000
# Everybody has a rhythm of their own, buys by it, and leaves one day; two years up to now.
DRAW = """
insert into pg_temp.{table} (party_id, order_id, at, known_at, gross_minor, returned_minor)
select lpad(to_hex(customer), 32, '0')::uuid, uuidv7(), bought.at, bought.at,
       (100 + 20000 * random())::bigint, 0
  from (select customer, interval '1 day' * (10 + 60 * random()) as every,
               now() - interval '1 day' * 730 * random() as first,
               (1 + 9 * random() * random())::integer as times
          from generate_series(1, {customers}) as customer) as one,
       lateral (select first + every * step * (0.7 + 0.6 * random()) as at
                  from generate_series(0, times - 1) as step) as bought
 where bought.at <= now()
"""


class DrawnLedger:
    """Purchases drawn from a seed inside the database; the drawing's own time is read apart."""

    def __init__(self, customers: int) -> None:
        self.customers, self.seconds, self.rows = customers, 0.0, 0

    def load_purchases(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Nothing: worth is not counted here."""

    def load_ledger(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Draw the purchases."""
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("select setseed(0.42)")
            cursor.execute(DRAW.format(table=table, customers=self.customers))
            self.rows = cursor.rowcount
        self.seconds = time.perf_counter() - began


def run(place: Place) -> list[Figure]:
    """Judge contracts and a mailing where the data is there; learn and score a drawn shop twice."""
    customers = place.scale(CUSTOMERS)
    source = DrawnLedger(customers)
    sources._sources[:] = [source]
    tenant_id = create_tenant("bench", "Bench").id
    actor = system_actor(tenant_id)
    with place.measuring() as first:
        learn_churn(actor=actor)
    with as_tenant(tenant_id):
        model = ChurnModel.objects.get()
    work = f"{customers:,} customers, {source.rows:,} orders"
    return [
        *_judge_contracts(),
        *_judge_mailing(),
        Figure(
            f"risk learnt and written, {work}", first.seconds - source.seconds, "s", goal=600, better="less"
        ),
        Figure("customers scored", model.scored, "customers", goal=1),
        Figure("Brier score on time held out", *_beside(model.errors), better="less"),
        Figure("memory of the learning process", first.peak_mib["python"], "MiB", goal=4096, better="less"),
    ]


def _beside(errors: dict[str, float] | None) -> tuple[float, str, float]:
    """Return the model's score, its unit, and that of saying the same of everybody."""
    return (errors["brier"], "", errors["base_brier"]) if errors else (1.0, "", 0.0)


def _judge_contracts() -> list[Figure]:
    file = data_folder() / "churn/telco_churn_80.csv.gz"
    if not file.exists():
        return []
    with gzip.open(file, "rt") as lines:
        rows = list(csv.DictReader(lines))
    table = {name: [row[name] for row in rows] for name in rows[0] if name not in ("customerID", "Churn")}
    judged = judge_contracts(table, np.array([row["Churn"] == "Yes" for row in rows], np.float64))
    if not isinstance(judged, JudgedContracts):
        return []
    errors = judged.errors
    return [
        Figure("telco contracts, nested cross-validated ROC-AUC", errors.auc, "", goal=0.845),
        Figure("telco contracts, Brier score", errors.brier, "", errors.base_brier, better="less"),
    ]


def _judge_mailing() -> list[Figure]:
    file = data_folder() / "marketing/hillstrom_womens_half.csv.gz"
    if not file.exists():
        return []
    counts: dict[bool, list[int]] = defaultdict(lambda: [0, 0])
    with gzip.open(file, "rt") as lines:
        for row in csv.DictReader(lines):
            group = counts[row["segment"] == "Womens E-Mail"]
            group[0] += 1
            group[1] += int(row["visit"])
    treated, untreated = (Outcome(*counts[given], 0.0, 0.0) for given in (True, False))
    effect = compare_outcomes(treated, untreated).bought
    return [
        Figure(
            f"hillstrom, effect of the mail on visits (error {effect.error:.5f})", effect.value, "", 0.03925
        )
    ]
