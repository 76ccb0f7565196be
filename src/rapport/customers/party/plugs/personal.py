"""What the room keeps about a person, and what of it an erasure leaves."""

from collections.abc import Sequence
from uuid import UUID

from rapport.customers.party.contracts import Forgetter, PersonalTable
from rapport.customers.party.operations.finding import forget_customers
from rapport.customers.party.operations.personal import register_personal

_NOBODY = {
    **{"name": "'–'", "name_key": "''", "given_name": "''", "family_name": "''", "city": "''"},
    **{"birth_date": "null", "tax_number": "''", "website": "''", "stage": "'former'", "owner_id": "null"},
    **{"version": "version + 1", "updated_at": "now()"},
}
"""The id, the unit, the country and the sums stay: figures must add up."""
_WHO = ("name", "given_name", "family_name", "tax_number", "website")
_MEMBERS = ("owner_id", "entered_by_id")


def declare_personal() -> None:
    """Name the tables of a party for exports and erasures, and the index it is found by."""
    register_personal(
        PersonalTable(
            table="party",
            column="id",
            ending="blank",
            blank=_NOBODY,
            withheld=(*_MEMBERS, "name_key"),
            tells=_WHO,
        ),
        PersonalTable(table="contact_point", ending="delete", tells=("value", "normal")),
        PersonalTable(table="address", ending="delete", tells=("street",)),
        PersonalTable(table="external_id", ending="delete", tells=("external_id",)),
        PersonalTable(table="party_role", ending="keep"),
        PersonalTable(table="party_standing", ending="keep", given=False),
        PersonalTable(table="party_tag", ending="delete"),
        PersonalTable(table="insight", ending="delete"),
        *(PersonalTable(table="relation", column=end, ending="delete", withheld=_ENDS) for end in _ENDS),
        PersonalTable(
            table="handover",
            ending="blank",
            blank={"reason": "''"},
            withheld=("from_owner_id", "to_owner_id", "by_id", "by_name"),
        ),
        Forgetter("customers found", _forget_found),
    )


_ENDS = ("from_party_id", "to_party_id")


def _forget_found(party_ids: Sequence[UUID]) -> None:
    forget_customers(party_ids)
