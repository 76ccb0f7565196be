"""Pure decisions: what a piece may be and say, which words somebody gets, which visitors it is for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from rapport.kernel.errors import Clash, Invalid, say
from rapport.operational.landing.contracts import KINDS, LANGUAGES, PieceDraft, Words

CODES = "ABC"
WHO = ("all", "known", "unknown")
DID = ("", "back", "looked", "cart")
MOMENTS = ("after", "scrolled", "leaving")
MOST_PATHS, LONGEST_PATH = 30, 200
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PICTURE = re.compile(r"https?://[^/\s]+(/pictures/[0-9a-f]{16,64})")
_NOT_IN_PATHS = re.compile(r"[\x00-\x20<>\"#?\x7f-\x9f]")
_NAME_PARTS = re.compile(r"[^a-z0-9]+")


def make_slug(name: str) -> str:
    """Return an address for a name: what of it is letters a-z and digits; "page" where nothing is."""
    return _NAME_PARTS.sub("-", name.lower()).strip("-")[:50].strip("-") or "page"


def check_piece(draft: PieceDraft) -> PieceDraft:
    """Return the draft where it makes a piece; raises `Invalid` naming what is wrong."""
    wrong: dict[str, str] = {}
    if draft.kind not in KINDS:
        wrong["kind"] = say("There is no such kind.")
    if not draft.name.strip() or len(draft.name) > 160:
        wrong["name"] = say("Give it a name.")
    if len(draft.slug) > 60 or not _SLUG.fullmatch(draft.slug):
        wrong["slug"] = say("Small letters a-z, digits and hyphens between them, at most 60.")
    for name, known in (("who", WHO), ("did", DID), ("moment", MOMENTS)):
        if getattr(draft, name) not in known:
            wrong[name] = say("There is no such choice.")
    most = 100 if draft.moment == "scrolled" else 600
    if not 0 <= draft.delay <= most:
        wrong["delay"] = say("From %(least)s to %(most)s.", least=0, most=most)
    if not 0 <= draft.again_days <= 366:
        wrong["again_days"] = say("From %(least)s to %(most)s.", least=0, most=366)
    if len(draft.where) > MOST_PATHS or not all(is_path(one) for one in draft.where):
        wrong["where"] = say("Paths such as /tea/*, one a line, at most %(most)s.", most=MOST_PATHS)
    if wrong:
        raise Invalid("The page is not right yet.", fields=wrong)
    return draft


def is_path(text: str) -> bool:
    """Tell whether a text is a path of a site's page, `*` standing for anything."""
    return text.startswith("/") and len(text) <= LONGEST_PATH and not _NOT_IN_PATHS.search(text)


def check_words(words: Sequence[Words]) -> None:
    """Refuse words nobody could be shown; raises `Invalid` naming way and language, `Clash` for twins."""
    wrong: dict[str, str] = {}
    for one in words:
        at = f"{one.code}.{one.language}"
        if one.code not in tuple(CODES) or one.language not in LANGUAGES:
            wrong[at[:40]] = say("There is no such way or language.")
        elif len(one.title) > 200 or not 1 <= one.share <= 100:
            wrong[at] = say("A heading of at most 200 characters, a share from 1 to 100.")
        elif any("{{" in str(value) for block in one.blocks for value in block.values()):
            wrong[at] = say("Visitors are strangers: no places to fill.")
        elif not all(
            _PICTURE.fullmatch(str(block.get("url", "")))
            for block in one.blocks
            if block["kind"] == "picture"
        ):
            wrong[at] = say("Pictures come from your library.")
    if wrong:
        raise Invalid("The words are not right yet.", fields=wrong)
    if len({(one.code, one.language) for one in words}) < len(words):
        raise Clash("The same way is there twice in one language.", code="twice")


def find_missing(words: Sequence[Words]) -> str:
    """Say why words cannot be shown to visitors yet; empty where they can."""
    if not words:
        return say("It says nothing yet.")
    if any(not one.title.strip() for one in words):
        return say("A heading is missing.")
    spoken = {code: {one.language for one in words if one.code == code} for code in {w.code for w in words}}
    if len({frozenset(one) for one in spoken.values()}) > 1:
        return say("Every way needs the same languages, or visitors of one would never get the other.")
    return ""


def picture_path(url: str) -> str:
    """Return the path below which a picture of the library lies here."""
    found = _PICTURE.fullmatch(url)
    return found[1] if found else ""


def draw_code(words: Iterable[Words], seed: str, visitor: str) -> str:
    """Return the way of saying it a visitor gets, the same each time; by the shares of the ways."""
    shares = {one.code: one.share for one in words}
    if len(shares) < 2 or not visitor:
        return min(shares, default="")
    digest = blake2b(f"{seed}{visitor}".encode(), digest_size=8).digest()
    lot = int.from_bytes(digest) % sum(shares.values())
    for code in sorted(shares):
        lot -= shares[code]
        if lot < 0:
            return code
    raise AssertionError("a lot lies beyond all shares")


def choose_words(words: Sequence[Words], code: str, languages: Sequence[str]) -> Words | None:
    """Return the words of a way in the first of these languages there are, else in any."""
    of_way = {one.language: one for one in sorted(words, key=lambda one: one.language) if one.code == code}
    for language in languages:
        if language in of_way:
            return of_way[language]
    return next(iter(of_way.values()), None)


def read_language(text: str) -> str:
    """Return the language of ours a browser's word means, such as `zh-CN`; empty for others."""
    short = text.strip().lower()
    return "zh-hans" if short.startswith("zh") else "en" if short.startswith("en") else ""


def suits(piece: Mapping[str, Any], *, known: bool, back: bool, looked: bool, cart: bool) -> bool:
    """Tell whether a pop-up is for a visitor; the audience of known customers is asked beside."""
    if piece["who"] == "known" and not known:
        return False
    if piece["who"] == "unknown" and known:
        return False
    return {"": True, "back": back, "looked": looked, "cart": cart}[piece["did"]]
