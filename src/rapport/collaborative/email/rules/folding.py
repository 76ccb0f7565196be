"""Folding: what a letter newly says, apart from what it repeats of others."""

import re

_BEGINS = re.compile(
    r"^\s*(?:"
    r"-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original)\s*-{2,}"
    r"|-{2,}\s*(?:原始邮件|转发的邮件)\s*-{2,}"
    r"|-{5,}\s*forwarded message\s*-{5,}"
    r"|on\s.{4,200}\bwrote:\s*$"
    r"|am\s.{4,200}\bschrieb\b.{0,120}:\s*$"
    r"|le\s.{4,200}\ba écrit\s?:\s*$"
    r"|el\s.{4,200}\bescribió:\s*$"
    r"|.{0,120}(?:于|在)\s?\d{4}年.{0,80}写道[：:]\s*$"
    r"|.{0,160}写道[：:]\s*$"
    r"|_{20,}\s*$"
    r")",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^\s*\*?(?:from|von|de|发件人)\s?[：:]\*?\s.+", re.IGNORECASE)
_HEAD_NEXT = re.compile(
    r"^\s*\*?(?:sent|gesendet|date|datum|envoyé|to|an|à|发送时间|日期|收件人)\s?[：:]", re.IGNORECASE
)
_SIGNATURE = re.compile(r"^--\s?$")
_LONGEST_OPENING = 300


def fold(text: str) -> tuple[str, str]:
    """Return (what is new, what is repeated or signed); a letter that only repeats is left whole.

    An answer between the lines of a quotation is new: only what stands behind the last of it is folded.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = _first_of_rest(lines)
    said, rest = "\n".join(lines[:at]).strip(), "\n".join(lines[at:]).strip()
    return (said, rest) if said else (text.strip(), "")


def _first_of_rest(lines: list[str]) -> int:
    for at, line in enumerate(lines):
        if _SIGNATURE.match(line) and len(lines) - at <= 60:
            return at
        if len(line) < _LONGEST_OPENING and _BEGINS.match(line):
            return at if not _is_answered(lines[at + 1 :]) else len(lines)
        if _opens_over_two(lines, at):
            return at if not _is_answered(lines[at + 2 :]) else len(lines)
        if _HEAD.match(line[:_LONGEST_OPENING]) and any(
            _HEAD_NEXT.match(one[:_LONGEST_OPENING]) for one in lines[at + 1 : at + 3]
        ):
            return at
    return _trailing_quote(lines)


def _opens_over_two(lines: list[str], at: int) -> bool:
    """Mail programs break the line that opens a quotation."""
    if at + 1 >= len(lines) or len(lines[at]) + len(lines[at + 1]) > _LONGEST_OPENING:
        return False
    both = f"{lines[at].rstrip()} {lines[at + 1].strip()}"
    return (
        bool(lines[at].strip())
        and not lines[at].startswith(">")
        and bool(_BEGINS.match(both))
        and (
            (at + 2 < len(lines) and lines[at + 2].lstrip().startswith(">"))
            or lines[at + 1].rstrip().endswith((":", "："))
        )
    )


def _is_answered(rest: list[str]) -> bool:
    """Whether something that is no quotation follows a quoted line: an answer between the lines."""
    quoted = False
    for line in rest:
        if line.lstrip().startswith(">"):
            quoted = True
        elif quoted and _SIGNATURE.match(line):
            return False
        elif quoted and line.strip():
            return True
    return False


def _trailing_quote(lines: list[str]) -> int:
    at = len(lines)
    while at and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith(">")):
        at -= 1
    return at if any(line.strip() for line in lines[at:]) else len(lines)
