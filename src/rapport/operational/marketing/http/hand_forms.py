"""What the form of a campaign asks where it goes out by hand: who calls when, which partner reaches whom."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.kernel.filters.api import get_kind, narrow, parse
from rapport.kernel.identity.api import Actor, list_colleagues
from rapport.operational.marketing.contracts import CampaignLine

ORDERS = (("lot", _("By lot")), ("spent", _("Who spent most first")), ("recent", _("Who ordered last first")))
REACHED_BY = (("post", _("Post")), ("phone", _("Phone")), ("email", _("E-mail")))
MOST_PARTNERS = 200


def hand_fields(line: CampaignLine, actor: Actor) -> dict[str, forms.Field]:
    """Return the fields of the campaign's channel; none where it goes out by an address."""
    match line.channel:
        case "call":
            return _call_fields()
        case "partner":
            return _partner_fields(actor)
    return {}


def hand_values(line: CampaignLine) -> dict[str, Any]:
    """Return what these fields hold now."""
    names = ("call_from", "call_until", "tries", "call_order", "reach")
    return {
        **{name: getattr(line, name) for name in names},
        "callers": [str(one) for one in line.callers],
        "partner_id": str(line.partner_id or ""),
    }


def _call_fields() -> dict[str, forms.Field]:
    return {
        "callers": forms.TypedMultipleChoiceField(
            label=_("Called by"),
            choices=[(str(one), name) for one, name in list_colleagues()],
            coerce=UUID,
            required=False,
            help_text=_("Each has 25 open calls at most; the next come as these are done."),
        ),
        "call_from": forms.IntegerField(label=_("Call from, hour of their clock"), min_value=0, max_value=23),
        "call_until": forms.IntegerField(label=_("Until, hour of their clock"), min_value=1, max_value=24),
        "tries": forms.IntegerField(
            label=_("Tried at most"),
            min_value=1,
            max_value=20,
            help_text=_("So often somebody who does not answer is called, four hours apart."),
        ),
        "call_order": forms.ChoiceField(label=_("Order of calls"), choices=ORDERS),
    }


def _partner_fields(actor: Actor) -> dict[str, forms.Field]:
    rows = narrow(get_kind("customer").rows(actor), parse("role:is:partner"), "customer", actor=actor)
    found = rows.order_by("name_key", "id").values_list("id", "name")[:MOST_PARTNERS]
    return {
        "partner_id": forms.TypedChoiceField(
            label=_("Partner"),
            choices=[("", "–"), *((str(one), name) for one, name in found)],
            coerce=UUID,
            empty_value=None,
            required=False,
            help_text=_("Customers with the role of a partner."),
        ),
        "reach": forms.ChoiceField(
            label=_("The partner reaches them by"),
            choices=REACHED_BY,
            help_text=_("Only what this takes stands in the address file."),
        ),
    }
