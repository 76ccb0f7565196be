"""Every table whose history is kept has a name that people read, and so has every field of it."""

import pytest
from django.db import connection
from django.utils import translation

from rapport.kernel.audit import words
from rapport.kernel.audit.api import describe_table, list_tables
from rapport.kernel.audit.queries import QUIET

_TRACKED = """
select c.relname, array_agg(a.attname::text order by a.attnum)
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
 where p.proname = 'change_on_insert' group by 1 order by 1
"""


def list_tracked() -> dict[str, list[str]]:
    """Return the tables whose history is kept, with their columns."""
    with connection.cursor() as cursor:
        cursor.execute(_TRACKED)
        return {str(table): columns for table, columns in cursor.fetchall()}


@pytest.mark.django_db
def test_history_shows_no_names_of_tables() -> None:
    tracked = set(list_tracked())
    assert tracked
    assert tracked - {table.table for table in list_tables()} == set(), "name it in its room's apps.ready()"


@pytest.mark.django_db
def test_history_shows_no_names_of_columns_in_either_language() -> None:
    unnamed, english = set(), set()
    for table, columns in list_tracked().items():
        described = describe_table(table)
        for column in set(columns) - QUIET:
            name = described.name_of(column)
            if name == column:
                unnamed.add(f"{table}.{column}")
            with translation.override("zh-hans"):
                if described.name_of(column) == name != "SKU":
                    english.add(f"{table}.{column}")
    assert unnamed == set(), "name it by register_columns in its room's apps.ready()"
    assert english == set()


@pytest.mark.django_db
def test_what_history_names_is_there() -> None:
    there = {column for columns in list_tracked().values() for column in columns}
    assert set(words.COMMON) - there == set()
