"""Every table whose history is kept has a name that people read."""

import pytest
from django.db import connection

from rapport.kernel.audit.api import list_tables


@pytest.mark.django_db
def test_history_shows_no_names_of_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " join pg_proc p on p.oid = t.tgfoid where p.proname = 'change_on_insert'"
        )
        tracked = {str(name) for (name,) in cursor.fetchall()}
    assert tracked
    assert tracked - {table.table for table in list_tables()} == set(), "name it in its room's apps.ready()"
