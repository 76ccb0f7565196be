"""What stands in a text: its plain form, its words, its numbers, its language. Linear in its length."""

import re
import unicodedata
from decimal import Decimal

LONGEST = 1600
"""Letters of a message that are looked at."""
_BREAKS = re.compile(r"[^\w]+")
_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,4})?")
_SCRIPTS = (
    *(("ja", "\u3040", "\u30ff"), ("ko", "\uac00", "\ud7af"), ("zh", "\u3400", "\u9fff")),
    *(("ru", "\u0400", "\u04ff"), ("ar", "\u0600", "\u06ff"), ("el", "\u0370", "\u03ff")),
    *(("th", "\u0e00", "\u0e7f"), ("he", "\u0590", "\u05ff")),
)
_COMMON = {
    "en": "the is are what when where my your you do have how can please i to of for order open hours it",
    "de": "der die das ist sind wann wo mein ihr ich sie haben wie bitte und nicht ein eine für bestellung",
    "fr": "le la les est sont quand où mon votre vous je avez comment et pas une pour commande bonjour",
    "es": "el los las es son cuándo dónde mi su usted tengo cómo por favor y no una para pedido hola",
    "it": "il gli è sono quando dove mio vostro ho come per favore e non una per ordine ciao",
    "nl": "de het is zijn wanneer waar mijn uw ik hebt hoe alstublieft en niet een voor bestelling",
    "pt": "o os as é são quando onde meu seu eu tem como por favor e não uma para pedido olá",
    "pl": "jest są kiedy gdzie mój moje pan pani ja mam jak proszę i nie dla zamówienie",
}
_WORDS = {language: frozenset(line.split()) for language, line in _COMMON.items()}
LANGUAGES = (*(code for code, *_ in _SCRIPTS), *_WORDS)
"""Languages that are told apart (ISO 639-1)."""


def plain(text: str) -> str:
    """Return a text in lower case without signs: full-width letters are letters, spaces are one."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    folded = folded.replace("'", "").replace("\u2019", "")
    return " ".join(_BREAKS.sub(" ", folded).split())


def first_number(text: str) -> Decimal | None:
    """Return the first number in a text, None where there is none."""
    found = _NUMBER.search(unicodedata.normalize("NFKC", text[:LONGEST]))
    return Decimal(found[0].replace(",", ".")) if found else None


def tell_language(text: str) -> str:
    """Return the language a text is in (ISO 639-1): by its script, else by its commonest words; else empty.

    Kana before Han: Japanese has both.
    """
    for language, first, last in _SCRIPTS:
        if any(first <= letter <= last for letter in text[:LONGEST]):
            return language
    said = set(plain(text).split())
    counted = {language: len(said & words) for language, words in _WORDS.items()}
    best = max(counted, key=lambda one: counted[one])
    rivals = [one for one, count in counted.items() if count == counted[best]]
    return best if counted[best] and len(rivals) == 1 else ""
