"""The fields of a form, one at a time: added, changed, moved, taken away."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.customers.consent.api import CHANNELS
from rapport.customers.forms.contracts import MESSAGE, PARTY_TARGETS, FieldDraft, FormLine
from rapport.customers.forms.operations.drawing import TARGETS
from rapport.customers.forms.operations.making import set_form_fields
from rapport.customers.forms.queries import get_form, own_fields
from rapport.customers.forms.rules import kind_of
from rapport.kernel.errors import Missing, RapportError
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, answer_dialog, go_to, put_errors

PURPOSES = ("newsletter", "marketing", "service", "surveys", "profiling")
_Fields = list[FieldDraft]


class FieldForm(forms.Form):
    """What a field is called, and whether it must be filled in."""

    label = forms.CharField(
        label=gettext_lazy("Label of the field"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Left empty, it is called in the visitor's language."),
    )
    help = forms.CharField(label=gettext_lazy("Help"), max_length=300, required=False)
    required = forms.BooleanField(label=gettext_lazy("Must be filled in"), required=False)


class ConsentForm(forms.Form):
    """What people agree to; each change of the words is a new version."""

    text = forms.CharField(
        label=gettext_lazy("What people agree to"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "New words make a new version; the ledger names the one each person agreed to."
        ),
    )
    required = forms.BooleanField(label=gettext_lazy("Must be ticked"), required=False)


class NewConsent(ConsentForm):
    """A consent to be asked for."""

    purpose = forms.SlugField(label=gettext_lazy("Purpose"), max_length=40, initial="newsletter")
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=[(one, one) for one in CHANNELS])
    field_order = ("purpose", "channel", "text")


class NewField(FieldForm):
    """A field to be added."""

    field_order = ("target",)

    def __init__(self, form: FormLine, data: Any = None) -> None:
        super().__init__(data)
        there = {one.target for one in form.fields}
        about = [(name, str(TARGETS[name])) for name in (*PARTY_TARGETS, MESSAGE) if name not in there]
        own = [(f"custom.{one.code}", one.label) for one in own_fields()]
        self.fields["target"] = forms.ChoiceField(
            label=_("Field"),
            choices=[
                (_("About the person"), about),
                (_("Fields of your own"), [pair for pair in own if pair[0] not in there]),
            ],
        )
        self.order_fields(self.field_order)


def add_field(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """The dialog that adds a field at the end, before the consents."""
    line = get_form(form_id, actor=actor_of(request))
    form = NewField(line, request.POST or None)

    def add(fields: _Fields) -> _Fields:
        boxes = [one for one in fields if kind_of(one.target) == "consent"]
        return [*(one for one in fields if one not in boxes), FieldDraft(**form.cleaned_data), *boxes]

    return _ask(request, line, form, add, _("Add a field"))


def add_consent(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """The dialog that asks for one more consent."""
    line = get_form(form_id, actor=actor_of(request))
    form = NewConsent(request.POST or None)

    def add(fields: _Fields) -> _Fields:
        given = form.cleaned_data
        target = f"consent.{given['purpose'].lower()}.{given['channel']}"
        return [*fields, FieldDraft(target, required=given["required"], text=given["text"])]

    return _ask(request, line, form, add, _("Ask for a consent"))


def change_field(request: HttpRequest, form_id: UUID, target: str) -> HttpResponse:
    """The dialog that changes a field, or the words of a consent."""
    line = get_form(form_id, actor=actor_of(request))
    draft = _find(line, target)
    kind = ConsentForm if kind_of(target) == "consent" else FieldForm
    initial = {name: getattr(draft, name) for name in ("label", "help", "required", "text")}
    form = kind(request.POST or None, initial=initial)

    def change(fields: _Fields) -> _Fields:
        fresh = FieldDraft(target, **form.cleaned_data)
        return [fresh if one.target == target else one for one in fields]

    return _ask(request, line, form, change, _("Edit the field"))


@require_POST
def move_field(request: HttpRequest, form_id: UUID, target: str) -> HttpResponse:
    """Move a field up by one."""
    line = get_form(form_id, actor=actor_of(request))
    fields = drafts_of(line)
    place = fields.index(_find(line, target))
    if place:
        fields[place - 1], fields[place] = fields[place], fields[place - 1]
        set_form_fields(form_id, fields, actor=actor_of(request))
    return go_to(request, f"/forms/{form_id}/edit")


@require_POST
def drop_field(request: HttpRequest, form_id: UUID, target: str) -> HttpResponse:
    """Take a field away; what was answered in it stays with its entries."""
    line = get_form(form_id, actor=actor_of(request))
    left = [one for one in drafts_of(line) if one != _find(line, target)]
    set_form_fields(form_id, left, actor=actor_of(request))
    return go_to(request, f"/forms/{form_id}/edit", Toast(_("Removed")))


def drafts_of(line: FormLine) -> _Fields:
    """A form's fields as they would be written anew."""
    return [
        FieldDraft(one.target, one.label, one.help, one.required, one.text.text if one.text else "")
        for one in line.fields
    ]


def _find(line: FormLine, target: str) -> FieldDraft:
    for one in drafts_of(line):
        if one.target == target:
            return one
    raise Missing(_("There is no such field."))


def _ask(
    request: HttpRequest, line: FormLine, form: forms.Form, change: Callable[[_Fields], _Fields], title: str
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            set_form_fields(line.id, change(drafts_of(line)), actor=actor_of(request), version=line.version)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/forms/{line.id}/edit", Toast(_("Saved")))
    return answer_dialog(request, title, form, request.path)
