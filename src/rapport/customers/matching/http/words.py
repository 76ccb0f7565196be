"""What the fields that a merge may choose are called."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "name": _("Name"),
    "kind": _("Kind"),
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "country": _("Country"),
    "city": _("City"),
    "zone": _("Time zone"),
    "locale": _("Language"),
    "birth_date": _("Birthday"),
    "tax_number": _("Tax number"),
    "website": _("Web page"),
    "stage": _("Stage"),
    "origin": _("Origin"),
}
