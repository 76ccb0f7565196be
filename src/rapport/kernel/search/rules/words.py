"""Text as it is compared: folded, in words, in grams, in hashes."""

import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from uuid import UUID

LONGEST_PREFIX = 6
DIGITS = 4
MOST_GRAMS = 400
CHARACTER = r"[\u2e80-\u2fff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
_TOKEN = re.compile(rf"{CHARACTER}+|[^\W_]+")
_IDEOGRAPHS = re.compile(rf"({CHARACTER}+)")


def fold(text: str) -> str:
    """Return text as it is compared: no case, no accents, no width."""
    if text.isascii():
        return text.lower()
    wide = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(mark for mark in wide if unicodedata.category(mark) != "Mn"))


def words_of(text: str) -> list[str]:
    """Return the words of folded text; ideographs in a row are one word."""
    return _TOKEN.findall(_split_scripts(text))


def _split_scripts(text: str) -> str:
    """Put blanks around ideographs, which stand against Latin letters without any."""
    return text if text.isascii() else _IDEOGRAPHS.sub(r" \1 ", text)


def is_ideographic(word: str) -> bool:
    """Tell whether a word is written in ideographs."""
    return bool(_IDEOGRAPHS.match(word))


def grams_of(text: str) -> set[str]:
    """Return every gram a record with this text is found by."""
    grams: set[str] = set()
    for word in words_of(fold(text)):
        if len(grams) > MOST_GRAMS:
            break
        grams.update(_grams_of_word(word))
    return grams


@lru_cache(maxsize=65_536)
def _grams_of_word(word: str) -> tuple[str, ...]:
    if is_ideographic(word):
        return (*word, *(word[i : i + 2] for i in range(len(word) - 1)))
    prefixes = tuple(word[:n] for n in range(1, min(LONGEST_PREFIX, len(word)) + 1))
    if not word.isdigit():
        return prefixes
    bare = word.lstrip("0")
    return (*prefixes, *(bare[:n] for n in range(1, DIGITS)), *runs_of(word))


def runs_of(digits: str) -> Iterator[str]:
    """Yield each four digits in a row, marked so that they are no prefix."""
    return ("#" + digits[i : i + DIGITS] for i in range(len(digits) - DIGITS + 1))


def hash_grams(tenant_id: UUID, grams: Sequence[str] | set[str]) -> list[int]:
    """Return the grams as signed 32-bit numbers of this tenant: one index serves every tenant."""
    seed = zlib.crc32(tenant_id.bytes)
    return sorted({_signed(zlib.crc32(gram.encode("utf-8", "surrogatepass"), seed)) for gram in grams})


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number
