"""Names: how one is shown, and the stored key by which lists are sorted (the database knows no languages)."""

import unicodedata
from functools import cache
from pathlib import Path

KEY_LENGTH = 300
# Readings a character has as a family name where its commonest reading is another.
_AS_FAMILY_NAME = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "朴": "piao",
}
_AS_FAMILY_NAME |= {
    "任": "ren",
    "盖": "ge",
    "缪": "miao",
    "覃": "qin",
    "翟": "zhai",
    "乐": "yue",
    "尉": "wei",
}
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "ð": "d"})


def sort_key(name: str) -> str:
    """Return the key that sorts `name` among Latin names without accents or case, Chinese by pinyin.

    >>> sort_key("Éva Özdemir"), sort_key("王芳")
    ('eva ozdemir', 'wang fang')
    """
    text = " ".join(name.casefold().split())
    if not text.isascii():
        text = _spell_out(text.translate(_LETTERS))
    if not text.isascii():
        text = _strip_accents(text)
    return text[:KEY_LENGTH].strip()


def display_name(given_name: str, family_name: str) -> str:
    """Put a person's names together: 王 + 芳 is 王芳, Ada + Lovelace is Ada Lovelace."""
    given, family = given_name.strip(), family_name.strip()
    if family and given and _is_chinese(family[0]) and _is_chinese(given[0]):
        return family + given
    return f"{given} {family}".strip()


def fold(text: str) -> str:
    """Return a word's folded form, by which a tag exists once: no case, one space, compatible letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _spell_out(text: str) -> str:
    readings = _readings()
    words: list[str] = []
    for position, letter in enumerate(text):
        reading = readings.get(letter)
        if reading and not words:
            reading = _AS_FAMILY_NAME.get(letter, reading)
        words.append(f"\0{reading}\0" if reading else letter)
        if position > KEY_LENGTH:
            break
    return " ".join("".join(words).replace("\0", " ").split())


def _strip_accents(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))


def _is_chinese(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


@cache
def _readings() -> dict[str, str]:
    """Read the table of readings (from the pinyin-data project, MIT) once, when the first name needs it."""
    table: dict[str, str] = {}
    text = Path(__file__).with_name("pinyin.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        reading, _, letters = line.partition(" ")
        table.update(dict.fromkeys(letters, reading))
    return table
