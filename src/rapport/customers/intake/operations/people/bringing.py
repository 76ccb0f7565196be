"""Customers that other kinds name in passing: each is met again or created, and nothing of theirs is
changed.
"""

from dataclasses import replace

import polars as pl

from rapport.customers.intake.contracts import ImportContext
from rapport.customers.intake.operations.people import judging, landing
from rapport.customers.intake.operations.people.kind import CustomersKind
from rapport.kernel.work.api import Work


def customer_tables() -> tuple[str, ...]:
    """Return the tables that bringing customers writes, children before parents."""
    return CustomersKind.tables


def bring_customers(frame: pl.DataFrame, context: ImportContext, work: Work) -> int:
    """Bring the customers of a frame (texts in the fields of `customers`, each customer once).

    Returns how many are new. They are met by the customer number where the frame has one, else by e-mail
    address. Afterwards `pg_temp.person` tells for each key (`key_1`) which party it is (`pid`), until the
    transaction ends. Faulty addresses and numbers are left out, for the row is another kind's.
    """
    key = "external_id" if "customer" in context.mapping else "email"
    options = replace(context.options, keys=(key,), create=True, update=False)
    mine = replace(context, options=options, mapping={})
    sound, _ = judging.judge(frame, mine)
    missed = frame.join(sound.select("row_number"), on="row_number", how="anti")
    if missed.height:
        bare = missed.with_columns(
            pl.lit("").alias(name) for name in ("email", "phone") if name in missed.columns
        )
        again, _ = judging.judge(bare, mine)
        sound = pl.concat([sound, again])
    return landing.land(sound, mine, work).counts["created"]
