"""The front door of forms: making them, what came in, and forgetting it."""

from rapport.customers.forms.contracts import FieldDraft, FormDraft, FormLine, Taken, Visit
from rapport.customers.forms.operations.asking import register_asker
from rapport.customers.forms.operations.counting import count
from rapport.customers.forms.operations.embedding import (
    describe_form,
    embed_form,
    receive_form,
    thanks_address,
)
from rapport.customers.forms.operations.landing import land_waiting
from rapport.customers.forms.operations.making import (
    change_form,
    create_form,
    set_form_fields,
    set_form_state,
)
from rapport.customers.forms.operations.taking import take_entry
from rapport.customers.forms.queries import find_standing_form, get_form, list_entries, list_forms

__all__ = [
    "FieldDraft",
    "FormDraft",
    "FormLine",
    "Taken",
    "Visit",
    "change_form",
    "count",
    "create_form",
    "describe_form",
    "embed_form",
    "find_standing_form",
    "get_form",
    "land_waiting",
    "list_entries",
    "list_forms",
    "receive_form",
    "register_asker",
    "set_form_fields",
    "set_form_state",
    "take_entry",
    "thanks_address",
]
