"""The forms of landing pages and pop-ups."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.customers.forms.api import list_forms
from rapport.kernel.identity.api import Actor
from rapport.operational.landing.contracts import PieceLine
from rapport.operational.landing.models import SitePiece


class NewPieceForm(forms.Form):
    """A page or pop-up to begin with."""

    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=SitePiece.Kind.choices)


class PieceForm(forms.Form):
    """What a landing page is; a pop-up is asked more."""

    name = forms.CharField(label=_("Name"), max_length=160)
    slug = forms.CharField(
        label=_("Address"),
        max_length=60,
        help_text=_("Small letters, digits and hyphens: what stands at the end of its address."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, actor: Actor, line: PieceLine, data: Any = None) -> None:
        names = ("name", "slug", "who", "did", "moment", "delay", "again_days", "version")
        initial = {name: getattr(line, name) for name in names}
        initial |= {"where": "\n".join(line.where), "form_id": str(line.form_id or "")}
        super().__init__(data, initial=initial)
        self.line = line
        rows = list_forms(actor).order_by("name", "id")[:200] if actor.may("view", "form") else []
        known = [(str(row.id), row.name) for row in rows]
        if line.form_id and str(line.form_id) not in dict(known):
            known.append((str(line.form_id), "…"))
        self.fields["form_id"] = forms.TypedChoiceField(
            label=_("Form"), choices=[("", "–"), *known], coerce=UUID, empty_value=None, required=False
        )
        if line.kind == "popup":
            self.fields |= _popup_fields()

    def changes(self) -> dict[str, Any]:
        """Return what differs from the piece, as an operation takes it."""
        given = dict(self.cleaned_data)
        given.pop("version")
        if "where" in given:
            given["where"] = tuple(one.strip() for one in given["where"].splitlines() if one.strip())
        return {name: value for name, value in given.items() if getattr(self.line, name) != value}


def _popup_fields() -> dict[str, forms.Field]:
    return {
        "where": forms.CharField(
            label=_("On these pages"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Paths such as /tea/*, one a line; * stands for anything. Empty: all pages."),
        ),
        "who": forms.ChoiceField(label=_("Shown to"), choices=SitePiece.Who.choices),
        "did": forms.ChoiceField(label=_("What they did"), choices=SitePiece.Did.choices, required=False),
        "moment": forms.ChoiceField(label=_("When it comes"), choices=SitePiece.Moment.choices),
        "delay": forms.IntegerField(label=_("Seconds or percent"), min_value=0, max_value=600),
        "again_days": forms.IntegerField(
            label=_("Days until it comes again"),
            min_value=0,
            max_value=366,
            help_text=_("0: never again. Whoever filled it in never sees it again."),
        ),
    }
