"""Tags: a word exists once in a shop, whoever writes it first."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection

from rapport.customers.party.contracts import CustomerState, TagLine
from rapport.customers.party.models import Party, PartyTag, Tag
from rapport.customers.party.operations.edit import editing, publish
from rapport.customers.party.operations.rows import insert_rows
from rapport.customers.party.rules.drafts import check_tags
from rapport.customers.party.rules.names import fold
from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import unit_of_work

TAG = {"id": "uuid", "name": "text", "key": "text", "colour": "text"}
PARTY_TAG = {"id": "uuid", "party_id": "uuid", "tag_id": "uuid", "batch_id": "uuid"}
_ONCE = "on conflict (tenant_id, party_id, tag_id) do nothing"


def ensure_tags(wanted: Mapping[str, str]) -> dict[str, UUID]:
    """Return folded form → id of tags of the current tenant, making those that are new."""
    known = dict(Tag.objects.filter(key__in=list(wanted)).values_list("key", "id"))
    fresh = [(new_id(), wanted[key], key, "") for key in sorted(wanted.keys() - known.keys())]
    if fresh:
        insert_rows("tag", TAG, fresh, conflict="on conflict (tenant_id, key) do nothing")
        known = dict(Tag.objects.filter(key__in=list(wanted)).values_list("key", "id"))
    return known


def set_tags(
    party_id: UUID, names: Iterable[str], *, actor: Actor, version: int | None = None
) -> CustomerState:
    """Make these the tags of a party, no more and no fewer."""
    wanted = check_tags(tuple(names))
    with editing(party_id, actor=actor, version=version, fields=["tags"]) as edit:
        ids = ensure_tags(wanted)
        PartyTag.objects.filter(party=edit.party).exclude(tag_id__in=ids.values()).delete()
        rows = [(new_id(), party_id, ids[key], edit.work.batch_id) for key in wanted]
        insert_rows("party_tag", PARTY_TAG, rows, conflict=_ONCE)
    return edit.done()


def tag_customers(
    party_ids: Sequence[UUID], *, add: Iterable[str] = (), remove: Iterable[str] = (), actor: Actor
) -> int:
    """Add and take away tags of many parties set-based, where the scope reaches; returns how many."""
    actor.require_fields("customer", ["tags"])
    added, removed = check_tags(tuple(add)), [fold(name) for name in remove]
    with unit_of_work(actor) as work:
        rows = within_scope(Party.objects.filter(merged_into=None), actor, "edit", "customer")
        reached = list(rows.filter(id__in=list(party_ids)).values_list("id", flat=True))
        if removed and reached:
            gone = Tag.objects.filter(key__in=removed).values_list("id", flat=True)
            PartyTag.objects.filter(party_id__in=reached, tag_id__in=list(gone)).delete()
        ids = ensure_tags(added) if added else {}
        pairs = [(new_id(), party, tag, work.batch_id) for party in reached for tag in ids.values()]
        insert_rows("party_tag", PARTY_TAG, pairs, conflict=_ONCE)
        publish(reached, work)
    return len(reached)


def create_tag(name: str, *, colour: str = "", actor: Actor) -> TagLine:
    """Make a tag nobody wears yet; raises `Conflict` when the word exists, `Forbidden`, `Invalid`."""
    actor.require("create", "tag")
    ((key, clean),) = check_tags((name,)).items()
    with unit_of_work(actor):
        if Tag.objects.filter(key=key).exists():
            raise Conflict(
                "There is a tag of this name already.", code="tag-taken", fields={"name": "In use."}
            )
        tag = Tag.objects.create(name=clean, key=key, colour=colour[:20])
    return TagLine(tag.id, tag.name, tag.colour)


def change_tag(tag_id: UUID, *, name: str, colour: str = "", actor: Actor) -> None:
    """Rename or recolour a tag for the whole shop; raises `Missing`, `Conflict` when the word exists."""
    actor.require("edit", "tag")
    ((key, clean),) = check_tags((name,)).items()
    with unit_of_work(actor):
        if Tag.objects.filter(key=key).exclude(id=tag_id).exists():
            raise Conflict(
                "There is a tag “%(name)s” already.",
                values={"name": clean},
                code="tag-taken",
                fields={"name": "In use."},
            )
        if not Tag.objects.filter(id=tag_id).update(name=clean, key=key, colour=colour[:20]):
            raise Missing("There is no such tag.")


def remove_tag(tag_id: UUID, *, actor: Actor) -> None:
    """Take a tag off every party and out of the shop; raises `Missing`."""
    actor.require("edit", "tag")
    with unit_of_work(actor), connection.cursor() as cursor:
        PartyTag.objects.filter(tag_id=tag_id).delete()
        cursor.execute("delete from tag where id = %s", [tag_id])
        if not cursor.rowcount:
            raise Missing("There is no such tag.")
