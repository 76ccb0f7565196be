"""The short name of a segment, which filters and programs know it by."""

import re
from collections.abc import Collection

LONGEST = 40
_BETWEEN = re.compile(r"[^a-z0-9]+")


def make_code(key: str, taken: Collection[str]) -> str:
    """Return a code of a–z, 0–9 and hyphens from the key a name is sorted by, unlike those that are taken."""
    plain = _BETWEEN.sub("-", key).strip("-")[: LONGEST - 4].strip("-") or "segment"
    code, number = plain, 1
    while code in taken:
        number += 1
        code = f"{plain}-{number}"
    return code
