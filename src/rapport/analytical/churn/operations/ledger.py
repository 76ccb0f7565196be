"""The ledger of purchases in a table of the running transaction, which all reading begins with."""

from collections.abc import Sequence
from uuid import UUID

from django.db.backends.utils import CursorWrapper

from rapport.analytical.churn.operations import statements as sql
from rapport.analytical.value.api import load_ledger
from rapport.kernel.tenancy.api import TenantProfile


def open_ledger(
    cursor: CursorWrapper, tenant: TenantProfile, *, party_ids: Sequence[UUID] | None = None
) -> None:
    """Set up the purchases of the running transaction's tenant, or of some customers; none where nothing is
    sold."""
    cursor.execute("set local enable_nestloop = off")
    cursor.execute("set local work_mem = '128MB'")
    cursor.execute("drop table if exists pg_temp.churn_told")
    cursor.execute(sql.MAKE_TOLD)
    load_ledger("churn_told", currency=tenant.currency, party_ids=party_ids)
    cursor.execute("analyze churn_told")
