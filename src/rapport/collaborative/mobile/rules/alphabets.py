"""Letters of short messages: GSM 03.38 with its extension table, Latin-1, UCS-2; from bytes and back.

No bytes may fail: what cannot be read becomes the replacement character.
"""

from functools import lru_cache

from gsm0338 import Codec

from rapport.collaborative.mobile.contracts import Alphabet

DEFAULT, LATIN, UCS2 = 0x00, 0x03, 0x08
ESCAPE = 0x1B
_BINARY = frozenset({0x02, 0x04})
_NAMED = {
    **{0x01: "ascii", LATIN: "latin-1", 0x05: "shift_jis", 0x06: "iso8859-5", 0x07: "iso8859-8"},
    **{UCS2: "utf-16-be", 0x0A: "iso2022_jp", 0x0D: "shift_jisx0213", 0x0E: "euc_kr"},
}
_gsm = Codec()


def choose(text: str, alphabet: Alphabet) -> int:
    """Return the narrowest data coding that holds a text."""
    if alphabet == "gsm" and is_gsm(text):
        return DEFAULT
    if alphabet == "latin" and all(ord(one) < 0x100 for one in text):
        return LATIN
    return UCS2


def is_gsm(text: str) -> bool:
    """Tell whether every letter stands in GSM 03.38."""
    return all(map(_gsm_letter, set(text)))


def encode_units(text: str, coding: int) -> list[bytes]:
    """Return a text as what must not be torn apart: letters, escapes with theirs, pairs of surrogates."""
    if coding == DEFAULT:
        return [_gsm_letter(one) or _gsm.encode(one)[0] for one in text]
    if coding == LATIN:
        return [one.encode("latin-1", "replace") for one in text]
    return [one.encode("utf-16-be", "replace") for one in text]


@lru_cache(maxsize=8192)
def _gsm_letter(one: str) -> bytes:
    """Return a letter in GSM 03.38; nothing for one that does not stand in it, and for a bare escape."""
    try:
        return b"" if one == "\x1b" else bytes(_gsm.encode(one)[0])
    except UnicodeEncodeError:
        return b""


def is_binary(coding: int) -> bool:
    """Tell whether a data coding says that the content is no text."""
    return coding in _BINARY or (coding & 0xF4) == 0xF4


def decode(content: bytes, coding: int, alphabet: Alphabet) -> str:
    """Return the text of a content; `alphabet` is what the connection means by data coding 0."""
    if (coding & 0xF0) == 0xF0:  # a message class beside the default alphabet
        coding = DEFAULT
    if coding == DEFAULT and alphabet == "latin":
        coding = LATIN
    if coding in _NAMED:
        return content.decode(_NAMED[coding], "replace")
    text: str = _gsm.decode(bytes(one & 0x7F for one in content), "replace")[0]
    return text
