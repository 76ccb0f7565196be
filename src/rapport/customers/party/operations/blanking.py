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


_TIES = "select id from relation where from_party_id = any(%s) or to_party_id = any(%s)"


def blank_customers(party_ids: Sequence[UUID], *, now: datetime) -> list[UUID]:
    """Leave of these parties the id, the unit, the country and the sums; the caller has authorised it.

    Returns the rows of ties that went, since history keeps some of them under the other party.
    """
    ids = list(party_ids)
    with connection.cursor() as cursor:
        cursor.execute(_TIES, [ids, ids])
        ties = [row[0] for row in cursor.fetchall()]
        cursor.execute(_BLANK, [now, list(party_ids)])
        for statement in _SATELLITES:
            cursor.execute(statement, [ids])
    forget_customers(party_ids)
    return ties
