"""Which encoding a text file is in: byte order marks, strict UTF-8, then the likeliest of the older
encodings.
"""

import codecs
import re
from itertools import pairwise
from typing import Final

from charset_normalizer import from_bytes

from rapport.customers.intake.formats.table import BROKEN

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LIKELY: Final = [
    "gb18030",
    "big5",
    "big5hkscs",
    "cp932",
    "shift_jis_2004",
    "euc_jis_2004",
    "iso2022_jp",
    "euc_kr",
    "cp949",
    "iso2022_kr",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "mac_roman",
]
RARE: Final = ("cp949", "johab", "big5hkscs", "gb18030", "cp1252", "latin_1")
HZ: Final = re.compile(rb"~\{(?:[!-~]{2})+~\}")
COMMON: Final = re.compile(r"[一-鿿가-힯぀-ヿa-zA-Z0-9\s,.;:!?，。、；：！？「」『』]")
MARK_BROKEN: Final = "rapport-mark-broken"


def _mark_broken(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BROKEN, error.end


codecs.register_error(MARK_BROKEN, _mark_broken)


def _without_tail(sample: bytes, encoding: str) -> str:
    """Decode strictly, forgiving only a character cut off by the sample's end."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    return decoder.decode(sample, final=False)


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        _without_tail(sample, encoding)
    except (UnicodeError, ValueError):
        return False
    return True


def _unmarked_utf16(sample: bytes) -> str:
    """Text of mostly western characters in UTF-16 without a mark has its zero bytes on one side only."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 5 and even < odd // 10:
        return "utf-16-le"
    if even > len(sample) // 5 and odd < even // 10:
        return "utf-16-be"
    return ""


def _commonness(sample: bytes, encoding: str) -> float:
    try:
        text = _without_tail(sample, encoding)
    except (UnicodeError, ValueError):
        return -1.0
    switches = sum(_script(one) != _script(two) for one, two in pairwise(text))
    return (len(COMMON.findall(text)) - switches / 2) / max(1, len(text))


def _script(character: str) -> int:
    code = ord(character)
    return 1 if 0xAC00 <= code <= 0xD7AF else 2 if 0x4E00 <= code <= 0x9FFF else 0


def detect_encoding(sample: bytes) -> str:
    """Return the encoding's Python name for a sample (its lines with non-ASCII bytes serve best)."""
    marked = next((encoding for mark, encoding in MARKS if sample.startswith(mark)), "")
    known = marked or _unmarked_utf16(sample)
    if known:
        return known
    return _detect_seven_bits(sample) if sample.isascii() else _detect_eight_bits(sample)


def _detect_seven_bits(sample: bytes) -> str:
    if b"\x1b$" in sample:
        return "iso2022_kr" if b"\x1b$)C" in sample else "iso2022_jp_2004"
    return "hz" if HZ.search(sample) and _decodes(sample, "hz") else "utf-8"


def _detect_eight_bits(sample: bytes) -> str:
    if _decodes(sample, "utf-8") or _mostly_utf8(sample):
        return "utf-8"
    best = from_bytes(sample, cp_isolation=LIKELY, threshold=0.35).best()
    if best is not None and _decodes(sample, best.encoding):
        return str(best.encoding)
    return max(RARE, key=lambda encoding: _commonness(sample, encoding))


def _mostly_utf8(sample: bytes) -> bool:
    """A file of UTF-8 with a few broken bytes is still UTF-8: those rows are reported, the others are
    read.
    """
    text = sample.decode("utf-8", MARK_BROKEN)
    broken = text.count(BROKEN)
    return sum(not character.isascii() for character in text) - broken > broken * 3
