"""The values a setting may choose from, with what they are called in the active language."""

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from django.conf import settings as installation
from django.utils import translation

from rapport.kernel.money.api import known_currencies
from rapport.kernel.settings.contracts import Label, Setting

_BABEL = {"zh-hans": "zh_Hans", "en": "en"}


def list_choices(setting: Setting) -> list[tuple[str, Label]]:
    """Return (value, label) of a setting that chooses; an empty list for others."""
    if setting.choices is not None:
        return [*setting.choices()]
    language = translation.get_language() or "en"
    match setting.type:
        case "country":
            return [*_countries(language)]
        case "currency":
            return [*_currencies(language)]
        case "zone":
            return [(zone, zone) for zone in sorted(available_timezones()) if "/" in zone or zone == "UTC"]
        case "language":
            return [*installation.LANGUAGES]
    return []


def allowed_values(setting: Setting) -> frozenset[str] | None:
    """Return what a setting may be, or None where anything of its type goes."""
    match setting.type:
        case "country":
            return frozenset(code for code, _ in _countries("en"))
        case "currency":
            return known_currencies()
        case "zone":
            return frozenset(available_timezones())
    found = list_choices(setting)
    return frozenset(value for value, _ in found) if found or setting.choices else None


def write_value(setting: Setting, value: Any) -> str:
    """Return a value as people read it, in the active language."""
    if value is None:
        value = setting.default
    if setting.type == "yes":
        return str(translation.gettext("yes") if value else translation.gettext("no"))
    names = dict(list_choices(setting))
    if isinstance(value, list):
        return " → ".join(str(names.get(one, one)) for one in value)
    return str(names.get(value, value))


@lru_cache(maxsize=8)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    names = Locale.parse(_BABEL.get(language.lower(), "en")).territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha()]
    return tuple(
        sorted(
            (one for one in found if one[0] not in ("EU", "EZ", "UN", "ZZ", "XA", "XB")),
            key=lambda one: one[1],
        )
    )


@lru_cache(maxsize=8)
def _currencies(language: str) -> tuple[tuple[str, str], ...]:
    names = Locale.parse(_BABEL.get(language.lower(), "en")).currencies
    return tuple((code, f"{code} · {names.get(code, code)}") for code in sorted(known_currencies()))
