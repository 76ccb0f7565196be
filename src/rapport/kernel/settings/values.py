"""The values a setting may choose from, with what they are called in the active language."""

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings as installation
from django.utils import translation

from rapport.kernel import places
from rapport.kernel.money.api import known_currencies
from rapport.kernel.settings.contracts import Label, Setting


def list_choices(setting: Setting) -> list[tuple[str, Label]]:
    """Return (value, label) of a setting that chooses; an empty list for others."""
    if setting.choices is not None:
        return [*setting.choices()]
    locale = translation.to_locale(translation.get_language() or "en")
    match setting.type:
        case "country":
            return [*places.list_countries(locale)]
        case "currency":
            return [*_currencies(locale)]
        case "zone":
            return [(zone, zone) for zone in sorted(available_timezones()) if "/" in zone or zone == "UTC"]
        case "language":
            return [*installation.LANGUAGES]
    return []


def allowed_values(setting: Setting) -> frozenset[str] | None:
    """Return what a setting may be, or None where anything of its type goes."""
    match setting.type:
        case "country":
            return frozenset(places.country_names("en"))
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
def _currencies(locale: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (code, f"{code} · {places.write_currency(code, locale)}") for code in sorted(known_currencies())
    )
