"""Reads of the shop's tags."""

from uuid import UUID

from django.db.models import Count, QuerySet

from rapport.customers.party.contracts import TagLine, TagUse
from rapport.customers.party.models import PartyTag, Tag
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor


def list_tag_rows(actor: Actor) -> QuerySet[Tag]:
    """Return the shop's tags, for pages; raises `Forbidden`."""
    actor.require("view", "tag")
    return Tag.objects.all()


def get_tag(tag_id: UUID, actor: Actor, *, lock: bool = False) -> TagLine:
    """Return a tag; raises `Missing`, `Forbidden`."""
    rows = list_tag_rows(actor)
    tag = (rows.select_for_update() if lock else rows).filter(id=tag_id).first()
    if tag is None:
        raise Missing("There is no such tag.")
    return TagLine(tag.id, tag.name, tag.colour)


def list_tag_uses(actor: Actor, *, most: int = 1_000) -> list[TagUse]:
    """Return the shop's tags by name, each with how many customers wear it; raises `Forbidden`."""
    tags = list(list_tag_rows(actor).order_by("key")[:most])
    worn = dict(PartyTag.objects.values_list("tag_id").annotate(number=Count("id")).order_by())
    return [TagUse(tag.id, tag.name, worn.get(tag.id, 0)) for tag in tags]


def count_wearers(tag_id: UUID) -> int:
    """Return how many customers wear a tag."""
    return PartyTag.objects.filter(tag_id=tag_id).count()
