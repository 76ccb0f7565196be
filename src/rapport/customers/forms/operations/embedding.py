"""A form within pages of other rooms: drawn there, described for a script, and what was typed taken in."""

import time
from collections.abc import Collection, Mapping
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rapport.customers.forms.contracts import TRAP, FormLine, Taken, Visit
from rapport.customers.forms.operations.drawing import draw_fields
from rapport.customers.forms.operations.taking import take_entry
from rapport.customers.forms.rules import LEAST_SECONDS
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import absolute

_SALT, _GOOD_FOR = "rapport.forms.page", 86_400


def visit_of(request: HttpRequest, page: str = "") -> Visit:
    """How this request came."""
    return Visit(
        address=request.META.get("REMOTE_ADDR", ""),
        agent=request.headers.get("User-Agent", ""),
        page=page or request.headers.get("Referer", ""),
        locale=translation.get_language() or "en",
        way=way_of(request),
    )


def way_of(request: HttpRequest) -> str:
    """By which way the visitor came: the address in a QR code says so."""
    return "qr" if request.GET.get("way") == "qr" else "form"


def thanks_address(form: FormLine, taken: Taken) -> str:
    """Where a visitor is led after an entry."""
    kind = ("?confirm=sms" if taken.by_sms else "?confirm=1") if taken.confirm else ""
    return f"{reverse('form_thanks', args=[form.key])}{kind}"


def make_token(form: FormLine) -> str:
    """Return what a form's page brings along: which form it is, and since when it is open."""
    return signing.dumps([form.key, time.time()], salt=_SALT)


def require_time(form: FormLine, token: str) -> None:
    """Refuse what was sent faster than anybody writes, and what comes from a page of another day."""
    try:
        key, shown_at = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Invalid("This page was open for too long. Please send it once more.") from error
    if key != form.key or time.time() - float(shown_at) < LEAST_SECONDS:
        raise Invalid("That was very quick. Please send it once more.")


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
    texted = _("We sent you an SMS with a link. Please follow it, so that we know the number is yours.")
    return {
        **{"fields": fields, "trap": TRAP, "token": make_token(form), "button": form.button or _("Send")},
        **{"thanks": sent, "confirm": asked, "confirm_sms": texted},
    }


def receive_form(form: FormLine, typed: Mapping[str, str], request: HttpRequest, *, page: str) -> Taken:
    """Take what a visitor typed on `page`; raises what `take_entry` does, `Invalid` for programs' haste."""
    require_time(form, typed.get("token", ""))
    base = absolute("", request).rstrip("/")
    return take_entry(form, typed, _agreed(form, typed), visit_of(request, page), base=base)


def _agreed(form: FormLine, typed: Mapping[str, str]) -> Collection[str]:
    return [one.target for one in form.fields if one.text and typed.get(one.target)]
