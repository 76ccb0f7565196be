"""A letter tried before it goes out: sent to oneself, and weighed."""

from html import escape
from uuid import UUID

from django.urls import reverse

from rapport.collaborative.delivery.api import SampleDraft, write_sample
from rapport.collaborative.mobile.api import measure_text
from rapport.customers.party.api import CustomerState, get_customer
from rapport.kernel.errors import Invalid, Missing, say
from rapport.kernel.identity.api import Actor, absolute, list_addresses
from rapport.kernel.merge_text.api import fill
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.contracts.assets import Remark
from rapport.operational.marketing.operations.checking import read_brand
from rapport.operational.marketing.operations.dressing import Dressed, dress, values_of
from rapport.operational.marketing.rules.by_hand import BY_HAND
from rapport.operational.marketing.rules.content import PLACES
from rapport.operational.marketing.rules.drawn_letter import LEAVE, PIXEL
from rapport.operational.marketing.rules.weighing import weigh_letter, weigh_sms


def send_sample(line: CampaignLine, code: str, party_id: UUID, *, actor: Actor) -> str:
    """Send a letter to the actor alone, as a customer would get it; returns their address.

    Its links lead straight to their places and its way out leads nowhere: nothing of it is counted, and it
    stands in no customer's timeline. Raises `Missing`, `Invalid` (no account, a program has no mailbox, what
    cannot be filled).
    """
    if line.account_id is None:
        raise Invalid("Where does it come from?", fields={"account_id": say("Choose an address of yours.")})
    if line.channel != "email" or actor.member_id is None:
        raise Invalid("Tests are sent by e-mail, to members.")
    address = list_addresses([actor.member_id])[actor.member_id][0]
    letters = dress(line, actor)
    if code not in letters:
        raise Missing("There is no such letter.")
    state = get_customer(party_id, actor=actor)
    write_sample(_fill(letters[code], state, address), line.account_id, actor=actor)
    return address


def _fill(dressed: Dressed, state: CustomerState, address: str) -> SampleDraft:
    nowhere = absolute(reverse("delivery_leave", args=("test",)))
    values = values_of(state) | {LEAVE: nowhere, PIXEL: absolute(reverse("campaign_opened", args=("test",)))}
    values |= {f"link.{number}": url for number, url in enumerate(dressed.letter.links, start=1)}
    subject = fill(dressed.letter.subject, values)
    text = fill(dressed.letter.text, values)
    return SampleDraft(address, f"[Test] {subject}", text, fill(dressed.html, values, escape=escape))


def weigh(line: CampaignLine, code: str, *, actor: Actor) -> list[Remark]:
    """Return what speaks against a letter: sizes, words, links. Raises `Missing`, `Invalid`."""
    brand = read_brand(actor)
    variant = next((one for one in line.variants if one.code == code), None)
    if variant is None:
        raise Missing("There is no such letter.")
    dressed = dress(line, actor)[code]
    if line.channel == "sms":
        return weigh_sms(*_measure(dressed))
    if line.channel in BY_HAND:
        return []
    pictures = [block for block in variant.blocks if block["kind"] == "picture"]
    return weigh_letter(
        subject=variant.subject,
        preheader=variant.preheader,
        text="\n".join(str(block.get("text", "")) for block in variant.blocks if block["kind"] != "picture"),
        html_bytes=len(dressed.source.encode()),
        pictures=[str(block["url"]) for block in pictures],
        alts=[str(block.get("text", "")) for block in pictures],
        links=dressed.letter.links,
        address=brand.address,
    )


def _measure(dressed: Dressed) -> tuple[int, int, bool]:
    """Return characters, parts and alphabet of an SMS with ordinary values in its places."""
    token = "0" * 32
    values = dict.fromkeys(PLACES, "Alexandra")
    for place, number in enumerate(dressed.numbers, start=1):
        values[f"link.{place}"] = absolute(reverse("campaign_follow", args=(token, number)))
    text = fill(dressed.letter.text, values)
    return measure_text(text)
