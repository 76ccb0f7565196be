"""Taking out of parties what identifies a person."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from rapport.customers.party.operations.finding import forget_customers

_BLANK = """
update party set name = '–', name_key = '', given_name = '', family_name = '', city = '', birth_date = null,
       tax_number = '', website = '', stage = 'former', owner_id = null, version = version + 1,
       updated_at = %s
 where id = any(%s)
"""
_SATELLITES = (
    "delete from contact_point where party_id = any(%s)",
    "delete from address where party_id = any(%s)",
    "delete from external_id where party_id = any(%s)",
    "delete from party_tag where party_id = any(%s)",
    "delete from insight where party_id = any(%s)",
    "delete from relation where from_party_id = any(%s)",
    "delete from relation where to_party_id = any(%s)",
)


def blank_customers(party_ids: Sequence[UUID], *, now: datetime) -> None:
    """Leave of these parties the id, the unit, the country and the sums; the caller has authorised it."""
    with connection.cursor() as cursor:
        cursor.execute(_BLANK, [now, list(party_ids)])
        for statement in _SATELLITES:
            cursor.execute(statement, [list(party_ids)])
    forget_customers(party_ids)
