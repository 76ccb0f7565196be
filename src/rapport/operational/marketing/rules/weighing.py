"""What filters for spam and readers hold against a letter, in sizes and words; none of it is certain.

Sources: Gmail cuts letters longer than 102 kB; RFC 5322 says 78 characters a line of a header; the bulk
sender requirements of Google and Yahoo (2024); scoring rules of SpamAssassin (capitals, exclamation marks,
pictures with little text, addresses shown that lead elsewhere, shorteners).
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from rapport.operational.marketing.contracts.assets import Remark

CUT_AT, HEAVY = 102_000, 1_000_000
LONG_SUBJECT, FEW_WORDS, MANY_LINKS = 78, 100, 20
SHORTENERS = frozenset(
    {"bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "t.cn", "dwz.cn", "url.cn"}
)
SHOUTED = (
    *("100% free", "act now", "buy now!", "cash bonus", "click here", "congratulations", "double your"),
    *("earn money", "free money", "guaranteed", "limited time", "lose weight", "million dollars"),
    *("no obligation", "once in a lifetime", "risk-free", "risk free", "urgent", "winner", "you have won"),
    *(
        "免费领取",
        "恭喜",
        "中奖",
        "点击这里",
        "立即抢购",
        "限时抢购",
        "赚钱",
        "稳赚",
        "发财",
        "最后机会",
        "百分百",
    ),
)
"""Phrases that filters have been counting for years, in the two languages letters are mostly written in."""
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def weigh_letter(
    *,
    subject: str,
    preheader: str,
    text: str,
    html_bytes: int,
    pictures: Sequence[str],
    alts: Sequence[str],
    links: Sequence[str],
    address: str,
) -> list[Remark]:
    """Return what speaks against a letter as it is; `text` without its foot, `address` is the sender's."""
    return [
        *_weigh_subject(subject, preheader),
        *_weigh_words(f"{subject}\n{text}"),
        *_weigh_body(text, html_bytes, pictures, alts),
        *_weigh_links(links),
        *([] if address.strip() else [Remark("no-postal", "warn")]),
    ]


def weigh_sms(characters: int, parts: int, narrow: bool) -> list[Remark]:
    """Return what an SMS takes: each part is charged, and 70 characters instead of 160 fill one that is not
    narrow (GSM 03.38).
    """
    size = {"count": characters, "parts": parts}
    if parts > 1:
        return [Remark("parts" if narrow else "wide-parts", "bad" if parts > 3 else "warn", size)]
    return []


def weigh_pictures(total: int) -> list[Remark]:
    """Return what speaks against pictures of so many bytes together."""
    return [Remark("heavy", "warn", {"kilobytes": total // 1000})] if total > HEAVY else []


def _weigh_subject(subject: str, preheader: str) -> list[Remark]:
    remarks = []
    letters = [one for one in subject if one.isalpha()]
    if len(subject) > LONG_SUBJECT:
        remarks.append(Remark("long-subject", "warn", {"count": len(subject), "most": LONG_SUBJECT}))
    if len(letters) > 8 and sum(one.isupper() for one in letters) > 0.6 * len(letters):
        remarks.append(Remark("capitals", "bad"))
    if subject.count("!") + subject.count("！") > 1:
        remarks.append(Remark("marks", "bad"))
    if re.match(r"\s*(re|fwd?|aw|回复|转发)\s*[:：]", subject, re.IGNORECASE):
        remarks.append(Remark("false-answer", "bad"))
    return remarks if preheader.strip() else [*remarks, Remark("no-preview", "warn")]


def _weigh_words(text: str) -> list[Remark]:
    said = text.casefold()
    found = [phrase for phrase in SHOUTED if phrase in said]
    return (
        [Remark("words", "bad" if len(found) > 2 else "warn", {"words": ", ".join(found)})] if found else []
    )


def _weigh_body(text: str, html_bytes: int, pictures: Sequence[str], alts: Sequence[str]) -> list[Remark]:
    remarks = []
    if html_bytes > CUT_AT:
        remarks.append(Remark("cut", "bad", {"kilobytes": html_bytes // 1000, "most": CUT_AT // 1000}))
    if pictures and len(text.strip()) < FEW_WORDS:
        remarks.append(Remark("pictures-only", "bad"))
    if missing := sum(not one.strip() for one in alts):
        remarks.append(Remark("no-alt", "warn", {"count": missing}))
    return remarks


def _weigh_links(links: Sequence[str]) -> list[Remark]:
    remarks = []
    hosts = [(urlsplit(one).hostname or "") for one in links]
    if short := sorted(set(hosts) & SHORTENERS):
        remarks.append(Remark("shortened", "bad", {"hosts": ", ".join(short)}))
    if bare := sorted({one for one in hosts if re.fullmatch(r"[\d.]+|.*:.*", one)}):
        remarks.append(Remark("number-host", "bad", {"hosts": ", ".join(bare)}))
    if open_ := [one for one in links if one.startswith("http://")]:
        remarks.append(Remark("not-encrypted", "warn", {"count": len(open_)}))
    if len(links) > MANY_LINKS:
        remarks.append(Remark("many-links", "warn", {"count": len(links)}))
    return remarks


def speaks_chinese(text: str) -> bool:
    """Tell whether a text is written in Chinese: one in five of its letters is a Han character."""
    plain = re.sub(r"\{\{.*?\}\}", "", _ADDRESS.sub("", text))
    letters = [one for one in plain if one.isalpha()]
    return bool(letters) and sum("\u4e00" <= one <= "\u9fff" for one in letters) * 5 >= len(letters)
