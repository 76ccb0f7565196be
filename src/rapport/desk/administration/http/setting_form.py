"""A form made of declared settings: each type has its field, and what it shows is plain JSON again."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rapport.kernel.settings.api import Setting, SettingLine, list_choices

RANKS = 6
Make = Callable[[Setting, dict[str, Any]], forms.Field]


class SettingForm(forms.Form):
    """The settings of a group; those the reader may not change are shown and taken from nobody."""

    def __init__(self, lines: Sequence[SettingLine], data: Any = None) -> None:
        super().__init__(data)
        self.lines = lines
        for line in lines:
            field = _make_field(line.setting)
            field.initial = line.value
            field.disabled = not line.may_edit
            self.fields[line.setting.key] = field

    @staticmethod
    def id_of(setting: Setting) -> str:
        """Return the id of a setting's field in the page."""
        return f"id_{setting.key}"

    def changed_values(self) -> dict[str, Any]:
        """Return what was filled in differently from what holds."""
        return {
            line.setting.key: self.cleaned_data[line.setting.key]
            for line in self.lines
            if line.may_edit and self.cleaned_data[line.setting.key] != line.value
        }


class RankWidget(forms.MultiWidget):
    """Choices in an order: first, second, and so on; a blank place is left out."""

    def __init__(self, choices: Sequence[tuple[str, str | Promise]]) -> None:
        places = min(len(choices), RANKS)
        every = [("", _("– not –")), *choices]
        widgets = [
            forms.Select(choices=every, attrs={"aria-label": _("Place %(number)s") % {"number": number}})
            for number in range(1, places + 1)
        ]
        super().__init__(widgets)
        self.use_fieldset = True

    def decompress(self, value: Any) -> list[str]:
        """Return the value of each place."""
        chosen = [str(one) for one in value or ()]
        return [*chosen, *([""] * (len(self.widgets) - len(chosen)))]


class RankField(forms.Field):
    """A list of choices in the order they are tried."""

    def __init__(self, choices: Sequence[tuple[str, str | Promise]], **values: Any) -> None:
        super().__init__(widget=RankWidget(choices), **values)

    def clean(self, value: Any) -> list[str]:
        """Return the chosen ones in their order."""
        return [one for one in value or () if one]


def _make_field(setting: Setting) -> forms.Field:
    shown: dict[str, Any] = {"label": setting.label, "help_text": setting.help, "required": setting.required}
    if setting.unit:
        shown["help_text"] = f"{setting.unit}. {setting.help}".strip()
    choices = list_choices(setting)
    if setting.type == "ranked":
        return RankField(choices, **{**shown, "required": False})
    if choices:
        blank = [] if setting.required else [("", "–")]
        return forms.ChoiceField(choices=[*blank, *choices], **shown)
    return _MAKERS.get(setting.type, _text)(setting, shown)


def _text(setting: Setting, shown: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=setting.longest, **shown)


def _lines(setting: Setting, shown: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=setting.longest, widget=forms.Textarea(attrs={"rows": 3}), **shown)


def _email(setting: Setting, shown: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=setting.longest, widget=forms.EmailInput(), **shown)


def _web(setting: Setting, shown: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=setting.longest, widget=forms.URLInput(), **shown)


def _decimal(setting: Setting, shown: dict[str, Any]) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.CharField(max_length=setting.longest, widget=widget, **shown)


def _time(_setting: Setting, shown: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=5, widget=forms.TimeInput(attrs={"type": "time"}), **shown)


def _whole(setting: Setting, shown: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(min_value=setting.least, max_value=setting.most, **{**shown, "required": True})


def _yes(_setting: Setting, shown: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(**{**shown, "required": False})


_MAKERS: dict[str, Make] = {
    "lines": _lines,
    "email": _email,
    "web": _web,
    "decimal": _decimal,
    "time": _time,
    "whole": _whole,
    "yes": _yes,
}
