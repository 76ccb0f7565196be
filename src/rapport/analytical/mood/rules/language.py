"""What is left of a text to read, and which language it is in."""

import html
import re

MOST = 20_000
"""So many characters of one text are read; what somebody feels is said by then."""
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|</?[a-z][^<>]*>", re.IGNORECASE | re.DOTALL)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[a-zà-öø-ÿ']+")
_KNOWN = {
    "en": (
        "the and is was it this that to of for with not you my have has had are were but i on in very be "
        "they from your can will would"
    ),
    "de": "der die das und ist nicht ich sie wir mit für ein eine auf es war den dem zu von bitte habe sehr",
    "fr": "le la les et est pas je vous nous avec pour un une des du que qui dans sur très était mon",
    "es": "el la los las y es no yo con para un una de del que en por muy está mi pero como se",
}
_KNOWS: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _KNOWN.items() if word in words.split())
    for word in " ".join(_KNOWN.values()).split()
}
"""By a word, the languages it tells: one look-up a word, whatever the languages."""


def clean(text: str) -> str:
    """Return the words of a text without markup, entities, control characters and runs of blanks."""
    plain = text[: 4 * MOST]
    if "<" in plain:
        plain = _MARKUP.sub(" ", plain)
    if "&" in plain:
        plain = html.unescape(plain)
    return " ".join(plain.replace("\x00", " ").split())[:MOST]


def tell_language(text: str) -> str:
    """Return `zh` or `en` for a clean text, empty for another language or none at all.

    One Han character weighs as much as a word. A short Latin text with no telling word counts as English.
    """
    han = len(_HAN.findall(text))
    words = _WORD.findall(text.lower())
    if han and han >= len(words):
        return "zh"
    if not words:
        return ""
    hits = dict.fromkeys(_KNOWN, 0)
    for word in words:
        for language in _KNOWS.get(word, ()):
            hits[language] += 1
    return "en" if hits["en"] == max(hits.values()) else ""
