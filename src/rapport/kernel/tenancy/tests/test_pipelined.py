"""Statements sent together fail as they would one by one."""

import pytest
from django.db import IntegrityError, connection
from tests.house import Shop

from rapport.kernel.outbox.api import claim
from rapport.kernel.statements import execute_planned, pipelined
from rapport.kernel.tenancy.api import as_tenant

_ROW = "insert into inbox_row (consumer, batch_id) values (%s, %s)"


def test_what_one_statement_raises_the_block_raises_and_nothing_stays(shop: Shop) -> None:
    with pytest.raises(IntegrityError, match="inbox_row_pkey"), as_tenant(shop.tenant_id), pipelined():
        for consumer in ("test.once", "test.twice", "test.twice", "test.after"):
            execute_planned(_ROW, [consumer, shop.tenant_id])
    with as_tenant(shop.tenant_id):
        assert claim("test.once", [shop.tenant_id]) == {shop.tenant_id}
        connection.set_rollback(True)
