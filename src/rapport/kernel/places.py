"""Names of countries, languages and currencies, by the locale they are read in (`zh_Hans`)."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from babel.core import Locale, UnknownLocaleError
from babel.numbers import get_currency_name

_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})
_LANGUAGES = (
    *("ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu"),
    *("id", "it", "ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl"),
    *("sr", "sv", "th", "tr", "uk", "ur", "vi", "zh", "zh-Hans", "zh-Hant"),
)


@lru_cache(maxsize=16)
def country_names(locale: str) -> Mapping[str, str]:
    """Every country's name by its ISO 3166-1 code."""
    names = Locale.parse(locale).territories.items()
    found = {code: name for code, name in names if len(code) == 2 and code.isalpha()}
    return MappingProxyType({code: name for code, name in found.items() if code not in _NO_COUNTRY})


def write_country(code: str, locale: str) -> str:
    """The name of a country by its ISO 3166-1 code; the code itself where it has none."""
    return country_names(locale).get(code.upper(), code)


@lru_cache(maxsize=512)
def write_language(tag: str, locale: str) -> str:
    """The name of a language by its tag (de, pt-BR, zh_Hans); the tag itself where it has none."""
    if not tag:
        return ""
    try:
        found = Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return tag
    return found.get_display_name(locale) or tag


@lru_cache(maxsize=512)
def write_currency(code: str, locale: str) -> str:
    """The name of a currency by its ISO 4217 code."""
    return get_currency_name(code, locale=locale) if code else ""


@lru_cache(maxsize=16)
def list_countries(locale: str) -> tuple[tuple[str, str], ...]:
    """Every country as (code, name), by name."""
    return tuple(sorted(country_names(locale).items(), key=_name))


@lru_cache(maxsize=16)
def list_languages(locale: str) -> tuple[tuple[str, str], ...]:
    """The languages one may choose as (tag, name), by name."""
    return tuple(sorted(((tag, write_language(tag, locale)) for tag in _LANGUAGES), key=_name))


def _name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()
