"""Letters are tried on the whole audience before the first one leaves."""

from dataclasses import replace
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from rapport.customers.party.api import find_blank
from rapport.kernel.errors import Invalid, say
from rapport.kernel.filters.api import compile_sql, parse
from rapport.kernel.identity.api import Actor
from rapport.kernel.merge_text.api import Unfilled, fill
from rapport.kernel.settings.api import get_setting
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.operational.marketing.contracts import CampaignLine, Variant
from rapport.operational.marketing.queries.assets import find_logo
from rapport.operational.marketing.rules.content import PLACES, Letter, write_letter
from rapport.operational.marketing.rules.drawn_letter import Brand
from rapport.operational.marketing.rules.weighing import speaks_chinese

_ALL = dict.fromkeys(PLACES, "x")


def letter_of(variant: Variant, brand: Brand) -> Letter:
    """Return a letter ready to be filled; raises `Invalid` naming the letter."""
    own = replace(brand, leave_text=_leave_text(variant, brand))
    try:
        return write_letter(variant.subject, variant.preheader, variant.blocks, own)
    except Invalid as error:
        raise Invalid(
            "Letter %(code)s: %(reason)s",
            values={"code": variant.code, "reason": str(error)},
            fields=error.reasons,
        ) from error


def read_brand(actor: Actor, channel: str = "email") -> Brand:
    """Return how the business's letters look on a channel."""
    return Brand(
        name=get_own_tenant(actor.tenant_id).name,
        colour=get_setting("marketing.colour") or Brand("").colour,
        logo=find_logo(get_setting("marketing.logo")),
        address=_address(),
        footer=get_setting("marketing.footer"),
        language=get_setting("business.language"),
        plain=channel != "email",
        channel=channel,
    )


def _address() -> str:
    """Return the address that stands on the business's papers, in lines."""
    town = f"{get_setting('papers.postal_code')} {get_setting('papers.city')}".strip()
    return "\n".join(one for one in (get_setting("papers.street").strip(), town) if one)


def _leave_text(variant: Variant, brand: Brand) -> str:
    """Say in the letter's own language how its reader leaves; the business's where it is neither's."""
    said = " ".join([variant.subject, *(str(block.get("text", "")) for block in variant.blocks)])
    foreign = "en" if brand.language.startswith("zh") else brand.language
    with translation.override("zh-hans" if speaks_chinese(said) else foreign):
        match brand.channel:
            case "sms":
                return gettext("Reply STOP to get no more.")
            case "call" | "partner":
                return ""
            case "letter":
                return gettext("If you want no more letters from us, tell us at any time.")
        return gettext("Unsubscribe")


def check_letters(campaign: CampaignLine, now: datetime, *, actor: Actor) -> None:
    """Refuse letters that could not be filled for everybody in the audience.

    Raises `Invalid` naming letter, place, how many lack it and one of them.
    """
    brand = read_brand(actor, campaign.channel)
    for variant in campaign.variants if campaign.channel != "partner" else ():
        letter = letter_of(variant, brand)
        for place in _needed(letter):
            tree = parse(dict(campaign.audience)) if campaign.audience else parse("")
            found, params = compile_sql(tree, "customer", actor=actor, now=now)
            count, name = find_blank(found, params, place)
            if count:
                raise Invalid(
                    "Letter %(code)s asks for “%(place)s”, which %(count)s customers lack, such as %(name)s. "
                    "Write {{%(place)s|something instead}}.",
                    values={"code": variant.code, "place": place, "count": count, "name": name},
                    fields={"blocks": say("Not everybody has “%(place)s”.", place=place)},
                )


def _needed(letter: Letter) -> list[str]:
    """Return the places nothing stands in for: without a value the letter cannot be filled."""
    needed = []
    links = {f"link.{number}": "x" for number in range(1, len(letter.links) + 1)} | {"link.leave": "x"}
    for place in letter.places():
        values = {**_ALL, **links, place: ""}
        try:
            fill(letter.subject, values)
            fill(letter.text, values)
        except Unfilled:
            needed.append(place)
    return needed
