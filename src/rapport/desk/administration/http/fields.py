"""Fields of one's own: what a business adds to customers, products and orders."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.party.api import sort_key
from rapport.desk.administration.http.answers import answer_form, draw_opener
from rapport.kernel.fields import api as fields
from rapport.kernel.fields.api import Choice, FieldInfo
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Custom,
    Empty,
    Muted,
    ShortList,
    Text,
    Toast,
    Viewer,
    Yes,
    go_to,
    show_short,
)

PATH = "/settings/fields"
TYPES = {
    "text": pgettext_lazy("a field", "Text"),
    "integer": pgettext_lazy("a field", "Whole number"),
    "date": pgettext_lazy("a field", "Day"),
    "timestamp": pgettext_lazy("a field", "Day and time"),
    "choice": pgettext_lazy("a field", "One of several answers"),
}
STATES = {"used": gettext_lazy("In use"), "retired": pgettext_lazy("a field", "Retired")}
MOST_ANSWERS = 500
ANSWER = "answer-"


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """Every field of one's own, kind by kind, those put out of use too."""
    actor, kinds = actor_of(request), fields.list_kinds()
    columns: list[Column[FieldInfo]] = [
        Custom("label", _("Field"), draw=_draw_label, phone="title", width=14),
        Text("kind", _("Of"), lambda one: kinds.get(one.kind, one.kind), phone="under", width=7),
        Text("type", _("Type"), lambda one: TYPES[one.type], width=12),
        Muted("answers", _("Answers"), _answers, width=14),
        Yes("required", _("Required")),
        Muted("code", _("Code")),
        Badge(
            "state",
            _("State"),
            lambda one: "retired" if one.retired else "used",
            labels=STATES,
            tones={"used": "good"},
            phone="aside",
        ),
    ]
    actions = []
    if actor.may("edit", "field"):
        columns.append(Custom("turn", "", draw=_draw_turn, phone="corner", width=9.5))
    if actor.may("create", "field"):
        actions.append(Action(_("New field"), f"{PATH}/new", icon="plus", main=True, dialog=True, key="n"))
    listing = ShortList(
        name="fields",
        title=_("Fields of your own"),
        columns=columns,
        rows=fields.list_all_fields(),
        actions=actions,
        empty=Empty(
            _("No fields of your own yet"),
            _("Add what your business alone knows of a customer, a product or an order."),
            icon="list-plus",
        ),
        words=lambda one: f"{one.label} {one.code}",
    )
    return show_short(request, listing)


class FieldForm(forms.Form):
    """What a field is called and which answers it takes; its kind, type and code hold for ever."""

    label = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Belongs to"))
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=list(TYPES.items()))
    answers = forms.CharField(
        label=gettext_lazy("Answers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One in a line; only where one of several is chosen."),
    )
    help = forms.CharField(label=gettext_lazy("Help beside it"), max_length=300, required=False)
    required = forms.BooleanField(label=gettext_lazy("Must be filled in"), required=False)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("How programs and files name it; left empty, it is made of the name."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = list(fields.list_kinds().items())


def create(request: HttpRequest) -> HttpResponse:
    """Add a field."""
    return answer_form(
        request,
        FieldForm(request.POST or None),
        _("New field"),
        _define(request),
        done=PATH,
        toast=_("Saved"),
    )


def _define(request: HttpRequest) -> Any:
    def define(values: Mapping[str, Any]) -> None:
        kind, code = values["kind"], values["code"].strip()
        if not code:
            taken = {one.code for one in fields.list_all_fields() if one.kind == kind}
            code = fields.make_code(sort_key(values["label"]), taken)
        fields.define_field(
            kind,
            code,
            values["label"],
            values["type"],
            choices=_add(values["answers"], set()),
            required=values["required"],
            help=values["help"],
            position=sum(one.kind == kind for one in fields.list_all_fields()) + 1,
            actor=actor_of(request),
        )

    return define


class ChangeForm(forms.Form):
    """What may still change of a field; each answer it has stands in a line of its own."""

    label = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    help = forms.CharField(label=gettext_lazy("Help beside it"), max_length=300, required=False)
    required = forms.BooleanField(label=gettext_lazy("Must be filled in"), required=False)
    position = forms.IntegerField(label=gettext_lazy("Place in the order"), min_value=0, max_value=32_000)

    def __init__(self, data: Any, info: FieldInfo) -> None:
        given = {name: getattr(info, name) for name in ("label", "help", "required", "position")}
        super().__init__(data, initial=given)
        if info.type != "choice":
            return
        for choice in info.choices:
            if not choice.retired:
                self.fields[f"{ANSWER}{choice.code}"] = forms.CharField(
                    label=_("Answer “%(name)s”") % {"name": choice.label},
                    max_length=120,
                    required=False,
                    initial=choice.label,
                    help_text=_("Left empty, nobody chooses it any more."),
                )
        self.fields["answers"] = forms.CharField(
            label=_("More answers"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("One in a line."),
        )


def change(request: HttpRequest, field_id: UUID) -> HttpResponse:
    """Rename a field, change its answers, help and place."""
    info = fields.get_field(field_id)
    form = ChangeForm(request.POST if request.method == "POST" else None, info)

    def write(values: Mapping[str, Any]) -> None:
        told = {name: values[name] for name in ("label", "help", "required", "position")}
        if info.type == "choice":
            kept = [
                Choice(choice.code, label)
                for choice in info.choices
                if (label := values.get(f"{ANSWER}{choice.code}", "").strip())
            ]
            told["choices"] = [*kept, *_add(values["answers"], {choice.code for choice in info.choices})]
        fields.change_field(field_id, told, actor=actor_of(request))

    return answer_form(request, form, info.label, write, done=PATH, toast=_("Saved"))


@require_POST
def turn(request: HttpRequest, field_id: UUID) -> HttpResponse:
    """Put a field out of use, or back into it; what records hold stays."""
    retired = not fields.get_field(field_id).retired
    info = fields.change_field(field_id, {"retired": retired}, actor=actor_of(request))
    told = (
        _("%(name)s is out of use; what was entered is kept.") if retired else _("%(name)s is in use again.")
    )
    return go_to(request, PATH, Toast(told % {"name": info.label}, undo=f"{PATH}/{field_id}/turn"))


def _draw_label(info: FieldInfo, _viewer: Viewer) -> str:
    return draw_opener(f"{PATH}/{info.id}", info.label)


def _draw_turn(info: FieldInfo, _viewer: Viewer) -> str:
    return format_html(
        '<button type="button" class="button small" hx-post="{}/{}/turn" hx-swap="none"'
        ' hx-push-url="false">{}</button>',
        PATH,
        info.id,
        _("Use again") if info.retired else _("Put out of use"),
    )


def _answers(info: FieldInfo) -> str:
    return " · ".join(choice.label for choice in info.choices if not choice.retired)


def _add(lines: str, taken: set[str]) -> list[Choice]:
    """The answers somebody wrote one in a line, each with a code of its own."""
    added = []
    for label in list(dict.fromkeys(line.strip()[:120] for line in lines.splitlines() if line.strip()))[
        :MOST_ANSWERS
    ]:
        code = fields.make_code(sort_key(label), taken)
        taken.add(code)
        added.append(Choice(code, label))
    return added
