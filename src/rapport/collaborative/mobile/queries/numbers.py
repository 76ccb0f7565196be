"""The numbers of the business, for choices."""

from rapport.collaborative.delivery.api import list_account_names
from rapport.kernel.identity.api import Actor


def list_numbers(actor: Actor) -> list[tuple[str, str]]:
    """Return ids and names of the business's numbers by their names; raises `Forbidden`."""
    return [(str(one), name) for one, name in list_account_names("sms", actor=actor)]
