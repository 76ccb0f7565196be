"""What is entered of links, checked: each value as it can be kept."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict, get_args

from rapport.collaborative.mobile.contracts import Alphabet, BindMode, Ids, LinkDraft, Long, Security
from rapport.kernel.errors import Clash, Invalid, say

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|[0-9a-fA-F:.]{2,45}")
_PREFIX = re.compile(r"\+[1-9][0-9]{0,14}")
_PRINTED = re.compile(r"[\x21-\x7e]+")
MOST_PREFIXES, MOST_WINDOW, MOST_PER_SECOND = 200, 500, 5000
_SECURITIES: dict[str, Security] = {one: one for one in get_args(Security)}
_BINDS: dict[str, BindMode] = {one: one for one in get_args(BindMode)}
_ALPHABETS: dict[str, Alphabet] = {one: one for one in get_args(Alphabet)}
_LONGS: dict[str, Long] = {one: one for one in get_args(Long)}
_IDS: dict[str, Ids] = {one: one for one in get_args(Ids)}


class LinkWords(TypedDict):
    """The choices of a link."""

    security: Security
    bind: BindMode
    alphabet: Alphabet
    long: Long
    ids: Ids


def link_words(kept: Mapping[str, str]) -> LinkWords:
    """Return the choices of a link as they are kept; raises `KeyError` for words that are none."""
    return {
        "security": _SECURITIES[kept["security"]],
        "bind": _BINDS[kept["bind"]],
        "alphabet": _ALPHABETS[kept["alphabet"]],
        "long": _LONGS[kept["long"]],
        "ids": _IDS[kept["ids"]],
    }


def check_link(draft: LinkDraft) -> dict[str, Any]:
    """Return the values of a link as they are kept, all but its password; raises `Invalid`, `Clash`."""
    values: dict[str, Any] = {
        **{"name": draft.name.strip(), "host": draft.host.strip(), "port": draft.port},
        **{"security": draft.security, "system_id": draft.system_id.strip()},
        **{"system_type": draft.system_type.strip(), "bind": draft.bind, "alphabet": draft.alphabet},
        **{"long": draft.long, "ids": draft.ids, "window": draft.window, "per_second": draft.per_second},
        "prefixes": list(dict.fromkeys(one.strip() for one in draft.prefixes if one.strip())),
        **{"rank": draft.rank, "cost": draft.cost, "currency": draft.currency, "active": draft.active},
    }
    wrong = {name: said for name, fits, said in _findings(values, draft.password) if not fits}
    if wrong:
        kind = Clash if wrong.keys() == {"currency"} else Invalid  # what a schema cannot say
        raise kind("The link is wrong.", fields=wrong)
    return values


def _findings(values: Mapping[str, Any], password: str) -> list[tuple[str, bool, str]]:
    cost, currency = values["cost"], values["currency"]
    paid = (cost is None) == (currency == "")
    known = {
        name: {**_SECURITIES, **_BINDS, **_ALPHABETS, **_LONGS, **_IDS} for name in LinkWords.__annotations__
    }
    return [
        ("name", 0 < len(values["name"]) <= 120, say("Empty.")),
        ("host", bool(_HOST.fullmatch(values["host"])), say("This is no server.")),
        ("port", 1 <= values["port"] <= 65535, say("This value cannot be.")),
        ("system_id", _is_word(values["system_id"], 15), say("At most %(most)s plain letters.", most=15)),
        ("password", not password or _is_word(password, 8), say("At most %(most)s plain letters.", most=8)),
        (
            "system_type",
            not values["system_type"] or _is_word(values["system_type"], 12),
            say("At most %(most)s plain letters.", most=12),
        ),
        *((name, values[name] in words, say("This value cannot be.")) for name, words in known.items()),
        ("window", 1 <= values["window"] <= MOST_WINDOW, say("This value cannot be.")),
        ("per_second", 0 <= values["per_second"] <= MOST_PER_SECOND, say("This value cannot be.")),
        ("rank", 1 <= values["rank"] <= 9, say("This value cannot be.")),
        (
            "prefixes",
            len(values["prefixes"]) <= MOST_PREFIXES
            and all(_PREFIX.fullmatch(one) for one in values["prefixes"]),
            say("Beginnings of numbers like +49 or +8613."),
        ),
        ("cost", cost is None or Decimal(0) <= cost < Decimal(10_000), say("This value cannot be.")),
        ("currency", paid, say("A cost and its currency belong together.")),
    ]


def _is_word(text: str, most: int) -> bool:
    return len(text) <= most and bool(_PRINTED.fullmatch(text))
