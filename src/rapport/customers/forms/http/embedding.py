"""A form within pages of other rooms: drawn there, described for a script, and what was typed taken in."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rapport.customers.forms.contracts import TRAP, FormLine, Taken
from rapport.customers.forms.http.door import make_token, require_time, thanks_address, visit_of
from rapport.customers.forms.http.drawing import draw_fields
from rapport.customers.forms.operations.taking import take_entry
from rapport.kernel.identity.api import absolute


def embed_form(
    form: FormLine,
    action: str,
    request: HttpRequest,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    message: str = "",
) -> str:
    """Return an open form as hypertext that posts to `action`, in the language of the moment."""
    context = {
        "form": form,
        "fields": draw_fields(form, typed, _agreed(form, typed or {}), errors),
        "trap": TRAP,
        "token": make_token(form),
        "action": action,
        "message": message or (_("Please look at the marked fields.") if errors else ""),
    }
    return render_to_string("forms/embedded.html", context, request)


def describe_form(form: FormLine) -> dict[str, Any]:
    """Return an open form as a script draws it, with the token it sends back beside the answers."""
    fields = [
        {
            **{"name": one.name, "widget": one.widget, "label": one.label, "help": one.help},
            **{"required": one.required, "type": one.type, "autocomplete": one.autocomplete},
            "options": [list(option) for option in one.options],
        }
        for one in draw_fields(form)
    ]
    sent = form.thanks or _("We have what you sent us.")
    asked = _("We sent you a letter with a link. Please follow it, so that we know the address is yours.")
    return {
        **{"fields": fields, "trap": TRAP, "token": make_token(form), "button": form.button or _("Send")},
        **{"thanks": sent, "confirm": asked},
    }


def receive_form(form: FormLine, typed: Mapping[str, str], request: HttpRequest, *, page: str) -> Taken:
    """Take what a visitor typed on `page`; raises what `take_entry` does, `Invalid` for programs' haste."""
    require_time(form, typed.get("token", ""))
    base = absolute("", request).rstrip("/")
    return take_entry(form, typed, _agreed(form, typed), visit_of(request, page), base=base)


def lead_to_thanks(form: FormLine, taken: Taken) -> str:
    """Return where whoever filled a form in reads what follows."""
    return thanks_address(form, taken)


def _agreed(form: FormLine, typed: Mapping[str, str]) -> Collection[str]:
    return [one.target for one in form.fields if one.text and typed.get(one.target)]
