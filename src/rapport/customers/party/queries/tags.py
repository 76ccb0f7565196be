"""Reads of the shop's tags."""

from uuid import UUID

from django.db.models import QuerySet

from rapport.customers.party.contracts import TagLine
from rapport.customers.party.models import Tag
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
