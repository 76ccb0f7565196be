"""What the ledger keeps about a person: statements stay provable, their addresses go."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from rapport.customers.consent.models import Preference
from rapport.customers.party.api import register_personal
from rapport.customers.party.contracts import Forgetter, PersonalTable

_NOBODY_WRITES = """
insert into preference (id, party_id, preferred_channel, zone, do_not_contact, updated_at)
select uuidv7(), one, '', '', true, now() from unnest(%s::uuid[]) one
 where not exists (select from preference p where p.party_id = one)
"""


def declare_personal() -> None:
    """Name the tables of the room for exports and erasures."""
    why = _("That somebody agreed or withdrew must stay provable.")
    register_personal(
        PersonalTable(table="consent", ending="keep", withheld=("actor_id",), tells=("contact",), why=why),
        PersonalTable(table="consent_move", ending="keep", why=why),
        PersonalTable(table="preference", ending="keep", why=_("Whoever was erased is not written to.")),
        Forgetter("consents", _forget_consents),
    )


def _forget_consents(party_ids: Sequence[UUID]) -> None:
    ids = list(party_ids)
    Preference.objects.filter(party_id__in=ids).update(do_not_contact=True)
    with connection.cursor() as cursor:
        cursor.execute("select consent_forget(%s)", [ids])
        cursor.execute(_NOBODY_WRITES, [ids])
