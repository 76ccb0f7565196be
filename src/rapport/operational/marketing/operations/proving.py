"""Do the links of a campaign's letters lead somewhere, and are their pictures there? Asked before launch.

Addresses come from people, so they are called by the guarded door alone, a few at a time and not for long,
and nothing is locked meanwhile. Pictures of our own library are looked up where they lie.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from django.conf import settings

from rapport.kernel.doors.api import Outbound, OutboundLimits
from rapport.kernel.errors import Invalid, RapportError, say
from rapport.kernel.identity.api import Actor, absolute
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.contracts.assets import Proof
from rapport.operational.marketing.operations.checking import letter_of, read_brand
from rapport.operational.marketing.queries.assets import find_own_sizes

LIMITS = OutboundLimits(seconds=8.0, connect_seconds=4.0, answer_bytes=5_000_000, redirects=5)
AT_ONCE, MOST = 8, 60
PICTURES = "/pictures/"
_NO_HEAD = frozenset({400, 403, 404, 405, 501})
"""What servers answer that know no HEAD: they are asked again as a browser would."""


def prove_campaign(line: CampaignLine, *, actor: Actor) -> list[Proof]:
    """Ask every link and picture of a campaign's letters whether it is there; returns what each answered.

    Addresses with places to fill are left out: they differ for each customer. At most sixty are asked.
    """
    with as_tenant(actor.tenant_id):
        asked = _list_addresses(line, actor)[:MOST]
        own = {url: token for _, url, _ in asked if (token := _own_token(url))}
        sizes = find_own_sizes(list(own.values()))
    with Outbound(opened=settings.CALLS_INSIDE, limits=LIMITS) as door, ThreadPoolExecutor(AT_ONCE) as pool:

        def prove(one: tuple[str, str, bool]) -> Proof:
            letter, url, picture = one
            if url in own:
                size = sizes.get(own[url], 0)
                return Proof(letter, url, picture, "" if size else "gone", "", size)
            return _ask(door, letter, url, picture=picture)

        return list(pool.map(prove, asked))


def require_proven(proofs: Iterable[Proof]) -> None:
    """Refuse a campaign whose links or pictures fail; raises `Invalid` naming the letter and the address."""
    failed = [one for one in proofs if one.code]
    if not failed:
        return
    first = failed[0]
    raise Invalid(
        "Letter %(letter)s: %(url)s does not answer as it should (%(detail)s). It would fail for everybody.",
        values={"letter": first.letter, "url": first.url, "detail": first.detail or first.code},
        fields={"blocks": say("%(count)s links or pictures fail.", count=len(failed))},
    )


def _list_addresses(line: CampaignLine, actor: Actor) -> list[tuple[str, str, bool]]:
    brand, found = read_brand(actor, line.channel), dict[tuple[str, bool], str]()
    for variant in line.variants if line.channel != "partner" else ():
        for url in letter_of(variant, brand).links:
            found.setdefault((url, False), variant.code)
        for block in variant.blocks:
            if block["kind"] == "picture":
                found.setdefault((block["url"], True), variant.code)
        if brand.logo and not brand.plain:
            found.setdefault((brand.logo, True), variant.code)
    return [(letter, url, picture) for (url, picture), letter in found.items() if "{{" not in url]


def _own_token(url: str) -> str:
    start = absolute(PICTURES)
    return url.removeprefix(start) if url.startswith(start) else ""


def _ask(door: Outbound, letter: str, url: str, *, picture: bool) -> Proof:
    try:
        answer = door.call("HEAD", url)
        if picture or answer.status in _NO_HEAD:
            answer = door.call("GET", url)
    except RapportError as error:
        if error.code == "answer_too_large" and not picture:
            return Proof(letter, url, picture)
        return Proof(letter, url, picture, error.code or "unreachable", error.message)
    if not 200 <= answer.status < 300:
        return Proof(letter, url, picture, "status", str(answer.status))
    kind = answer.headers.get("content-type", "")
    if picture and not kind.startswith("image/"):
        return Proof(letter, url, picture, "no-picture", kind[:60] or urlsplit(url).path[-60:])
    return Proof(letter, url, picture, size=len(answer.body))


def sum_pictures(proofs: Sequence[Proof]) -> int:
    """Return the bytes of all pictures together, each once."""
    return sum(one.size for one in proofs if one.picture)
