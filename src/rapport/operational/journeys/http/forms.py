"""The forms of journeys and of their steps."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.analytical.segmentation.api import list_segments
from rapport.bigdata.realtime.api import list_kinds, list_names
from rapport.collaborative.delivery.api import list_accounts
from rapport.kernel.fields.api import list_fields
from rapport.kernel.identity.api import Actor, list_colleagues
from rapport.operational.journeys.contracts import JourneyLine
from rapport.operational.journeys.contracts.graph import KINDS, Node, Setting
from rapport.operational.journeys.http.words import HELP, OPTIONS, SETTINGS


class NewJourneyForm(forms.Form):
    """A journey to begin with."""

    name = forms.CharField(label=_("Name"), max_length=160)
    about = forms.CharField(
        label=_("About"), max_length=500, required=False, help_text=_("What shall it do for whom?")
    )


class JourneyForm(NewJourneyForm):
    """What a journey is, and what its messages are sent from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, actor: Actor, line: JourneyLine, data: Any = None) -> None:
        initial = {name: getattr(line, name) for name in ("name", "about", "version")}
        initial |= {name: str(getattr(line, name) or "") for name in ("email_account_id", "sms_account_id")}
        super().__init__(data, initial=initial)
        rows = list(list_accounts(actor).filter(active=True).order_by("name", "id"))
        for name, channel, label in (
            ("email_account_id", "email", _("E-mails are sent from")),
            ("sms_account_id", "sms", _("SMS are sent from")),
        ):
            there = [(str(row.id), f"{row.name} <{row.address}>") for row in rows if row.channel == channel]
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=[("", "–"), *there], coerce=UUID, empty_value=None, required=False
            )

    def changes(self) -> dict[str, Any]:
        """Return what was asked for, as an operation takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class StepForm(forms.Form):
    """The settings of a step, as its kind has them; conditions are chosen elsewhere."""

    def __init__(self, actor: Actor, node: Node, data: Any = None) -> None:
        super().__init__(data, prefix="set", initial=dict(node.settings))
        self.node = node
        for setting in KINDS[node.kind].settings:
            if setting.type != "filter" and _is_asked(setting, node):
                field = _field(setting, node, actor)
                field.initial = node.get(setting.name)
                self.fields[setting.name] = field

    def changes(self) -> dict[str, Any]:
        """Return the settings as an operation takes them."""
        return {name: "" if value is None else value for name, value in self.cleaned_data.items()}


_ASKED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "fact": ("trigger", ("fact",)),
    "rule": ("trigger", ("fact", "segment")),
    "clock": ("trigger", ("daily",)),
}


def _is_asked(setting: Setting, node: Node) -> bool:
    """Tell whether a setting of the way in means anything by how people come in."""
    if node.kind != "entry" or setting.name not in _ASKED:
        return True
    name, values = _ASKED[setting.name]
    if setting.name == "rule" and node.text("trigger") == "fact":
        return node.text("fact") in ("trigger.fired.v1", "campaign.answered.v1")
    return node.get(name) in values


def _field(setting: Setting, node: Node, actor: Actor) -> forms.Field:
    label, given = str(SETTINGS[setting.name]), dict[str, Any]()
    given["help_text"] = HELP.get(setting.name, "") if setting.name != "clock" or node.kind == "until" else ""
    options = _choices(setting, node, actor)
    if options is not None:
        return forms.ChoiceField(label=label, choices=options, required=False, **given)
    if setting.type == "number":
        return forms.IntegerField(label=label, min_value=setting.low, max_value=setting.high, **given)
    if setting.type == "clock":
        widget = forms.TextInput(attrs={"type": "time"})
        return forms.CharField(label=label, max_length=5, widget=widget, **given)
    if setting.type == "text":
        area = forms.Textarea(attrs={"rows": 8 if setting.name == "text" else 4})
        return forms.CharField(label=label, required=False, strip=False, widget=area, **given)
    return forms.CharField(label=label, required=False, max_length=300, **given)


def _choices(setting: Setting, node: Node, actor: Actor) -> list[tuple[str, Any]] | None:
    chosen = node.text(setting.name)
    if setting.type == "choice":
        return [(value, OPTIONS[setting.name][value]) for value in setting.options]
    if setting.name == "field":
        found = [(field.code, field.label) for field in list_fields("customer") if not field.retired]
        return _with(chosen, found)
    if setting.name == "assignee":
        return _with(chosen, [(str(one[0]), one[1]) for one in list_colleagues(limit=200)])
    if setting.name == "rule":
        return _with(chosen, _which(node, actor))
    return None


def _which(node: Node, actor: Actor) -> list[tuple[str, Any]]:
    """Return among what a way in may choose: segments, triggers of the site or kinds of them, answers."""
    if node.text("trigger") == "segment":
        return [(one.code, one.name) for one in list_segments(actor)] if actor.may("view", "segment") else []
    if node.text("fact") == "trigger.fired.v1":
        return [*list_kinds(), *((str(one), name) for one, name in list_names())]
    return [("open", _("It is opened")), ("click", _("A link is followed"))]


def _with(chosen: str, found: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Keep what was chosen among the choices, also where it is no longer there."""
    known = {value for value, _label in found}
    return [("", "–"), *found, *([(chosen, chosen)] if chosen and chosen not in known else [])]
