"""Making and editing a form: its words and rules, beside a preview that follows what is typed."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.customers.forms.contracts import FieldDraft, FormDraft, FormLine
from rapport.customers.forms.operations import making
from rapport.customers.forms.operations.drawing import draw_fields
from rapport.customers.forms.queries import get_form
from rapport.customers.party.api import list_tags
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor, actor_of, list_colleagues, list_units
from rapport.ui.api import Action, Crumb, Toast, go_to, put_errors

MOST = 200
KINDS = (
    ("contact", gettext_lazy("Contact form")),
    ("newsletter", gettext_lazy("Newsletter")),
    ("callback", gettext_lazy("Ask for a call")),
)
LOCALES = (("", gettext_lazy("The visitor's")), ("en", "English"), ("zh-hans", "简体中文"))


class NewForm(forms.Form):
    """A form to begin with."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    like = forms.ChoiceField(label=gettext_lazy("Begin with"), choices=KINDS)


class WordsForm(forms.Form):
    """What a form says and does."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    title = forms.CharField(label=gettext_lazy("Heading"), max_length=200, required=False)
    intro = forms.CharField(
        label=gettext_lazy("Introduction"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    button = forms.CharField(label=gettext_lazy("Button"), max_length=60, required=False)
    thanks = forms.CharField(
        label=gettext_lazy("Thanks"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    locale = forms.ChoiceField(label=gettext_lazy("Language"), choices=LOCALES, required=False)
    confirm = forms.BooleanField(
        label=gettext_lazy("Ask to confirm the e-mail address by a link first"), required=False
    )
    tell = forms.BooleanField(label=gettext_lazy("Write to the owner when entries come in"), required=False)
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Separated by commas."),
    )
    sites = forms.CharField(
        label=gettext_lazy("Your sites"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "One a line, such as https://shop.example: only they may show or send this form."
        ),
    )
    hourly = forms.IntegerField(
        label=gettext_lazy("Entries an hour from one network"), min_value=1, max_value=100_000
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = (*("name", "title", "intro", "button", "thanks", "locale", "unit_id", "owner_id"), "tags")

    def __init__(self, actor: Actor, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        units = [(str(one.id), one.name) for one in list_units(actor).order_by("name")[:MOST]]
        people = [(str(key), name) for key, name in list_colleagues(limit=MOST)]
        for name, label, pairs in (("unit_id", _("Unit"), units), ("owner_id", _("Owner"), people)):
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=[("", "–"), *pairs], coerce=UUID, empty_value=None, required=False
            )
        self.fields["tags"].widget.attrs["placeholder"] = ", ".join(one.name for one in list_tags()[:3])
        self.order_fields(self.field_order)

    def changes(self) -> dict[str, Any]:
        """What was typed, as an operation takes it."""
        given = dict(self.cleaned_data)
        given.pop("version")
        given["tags"] = tuple(
            tag.strip() for tag in given["tags"].replace("，", ",").split(",") if tag.strip()
        )
        given["sites"] = tuple(given["sites"].split())
        return given


def new_form(request: HttpRequest) -> HttpResponse:
    """Ask for a name and what to begin with; the form is open at once."""
    actor = actor_of(request)
    form = NewForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = making.create_form(
                FormDraft(form.cleaned_data["name"], confirm=form.cleaned_data["like"] == "newsletter"),
                _begin(form.cleaned_data["like"]),
                actor=actor,
            )
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/forms/{made.id}/edit", Toast(_("The form is open")))
    context = {
        "title": _("New form"),
        "crumbs": [Crumb(_("Forms"), "/forms"), Crumb(_("New form"))],
        "form": form,
        "submit": _("Make it"),
        "cancel": "/forms",
    }
    return render(request, "ui/form_page.html", context, status=422 if form.errors else 200)


def edit_form(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """The editor: words and rules, fields, and how it all looks."""
    actor = actor_of(request)
    line = get_form(form_id, actor=actor)
    words = WordsForm(actor, request.POST or None, initial=_initial(line))
    if words.is_bound and words.is_valid():
        try:
            making.change_form(form_id, words.changes(), actor=actor, version=words.cleaned_data["version"])
        except RapportError as error:
            put_errors(words, error)
        else:
            return go_to(request, f"/forms/{form_id}/edit", Toast(_("Saved")))
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Forms"), "/forms"), Crumb(line.name, f"/forms/{form_id}"), Crumb(_("Edit"))],
        "actions": [
            Action(_("Open the page"), f"/f/{line.key}", icon="external-link"),
            Action(_("Entries and figures"), f"/forms/{form_id}", icon="chart-column"),
        ],
        "words": words,
        **preview_of(line),
    }
    return render(request, "forms/edit.html", context, status=422 if words.errors else 200)


@require_POST
def preview(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """How the form would look with the words as they stand in the editor."""
    line = get_form(form_id, actor=actor_of(request))
    typed = {name: request.POST.get(name, "")[:2000] for name in ("title", "intro", "button")}
    context = {**preview_of(line), **typed}
    return render(request, "forms/preview.html", context)


def preview_of(line: FormLine) -> dict[str, Any]:
    """What the preview draws."""
    fields = draw_fields(line)
    return {
        "line": line,
        "fields": fields,
        "named": [(one, drawn.label) for one, drawn in zip(line.fields, fields, strict=True)],
        **{name: getattr(line, name) for name in ("title", "intro", "button")},
    }


def _initial(line: FormLine) -> dict[str, Any]:
    names = ("name", "title", "intro", "button", "thanks", "locale", "confirm", "tell", "hourly", "version")
    return {
        **{name: getattr(line, name) for name in names},
        "unit_id": str(line.unit_id or ""),
        "owner_id": str(line.owner_id or ""),
        "tags": ", ".join(line.tags),
        "sites": "\n".join(line.sites),
    }


def _begin(like: str) -> list[FieldDraft]:
    """The fields a new form begins with."""
    if like == "newsletter":
        told = _("Yes, I want to get the newsletter by e-mail. I can end this at any time.")
        return [
            FieldDraft("email", required=True),
            FieldDraft("given_name"),
            FieldDraft("consent.newsletter.email", required=True, text=told),
        ]
    told = _("You may tell me of your offers by e-mail. I can end this at any time.")
    offers = FieldDraft("consent.marketing.email", text=told)
    if like == "callback":
        return [FieldDraft("name", required=True), FieldDraft("phone", required=True), FieldDraft("message")]
    return [
        *(FieldDraft("name", required=True), FieldDraft("email", required=True), FieldDraft("phone")),
        *(FieldDraft("message", required=True), offers),
    ]
