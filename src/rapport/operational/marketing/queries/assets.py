"""Pictures of the library, and of any letter by their address."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse

from rapport.kernel.blobs.api import open_blob
from rapport.kernel.identity.api import Actor, absolute
from rapport.kernel.paging.api import Order, by_column, in_order
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts.assets import AssetLine
from rapport.operational.marketing.models import CampaignAsset

ORDERS: Mapping[str, Order] = {
    "created": by_column("created_at", "moment"),
    "name": by_column("name", "text"),
}


def list_assets(actor: Actor, verb: str = "view") -> QuerySet[CampaignAsset]:
    """Return the pictures of the library; raises `Forbidden` for who may not see campaigns."""
    actor.require(verb, "campaign")
    return CampaignAsset.objects.filter(hidden_at=None)


def load_assets(ids: Sequence[UUID], actor: Actor) -> list[AssetLine]:
    """Return lines of the list in the order of their ids."""
    rows = {row.id: row for row in CampaignAsset.objects.filter(id__in=ids)}
    return [asset_of(row) for row in in_order(ids, rows)]


def asset_of(row: CampaignAsset) -> AssetLine:
    """Return a picture as it stands."""
    url = absolute(reverse("campaign_picture", args=(row.token,)))
    return AssetLine(
        *(row.id, row.name, row.alt, row.media_type, row.width, row.height, row.size, url, row.created_at)
    )


def find_logo(asset_id: str) -> str:
    """Return where letters show a picture from that a setting names; empty where there is none such."""
    try:
        row = CampaignAsset.objects.filter(id=UUID(asset_id)).first()
    except ValueError:
        return ""
    return asset_of(row).url if row else ""


def list_logo_choices() -> list[tuple[str, str]]:
    """Return the newest pictures of the library as choices of a setting."""
    rows = CampaignAsset.objects.filter(hidden_at=None).order_by("-created_at", "-id")[:200]
    return [("", "–"), *((str(row.id), row.name) for row in rows)]


def find_own_sizes(tokens: Sequence[str]) -> dict[str, int]:
    """Return the bytes of pictures of this business by their token, of those there are."""
    rows = CampaignAsset.objects.filter(token__in=tokens)
    return dict(rows.values_list("token", "size"))


def read_picture(token: str) -> tuple[str, bytes] | None:
    """Return a picture's media type and bytes by its address, of whatever business, or None."""
    with connection.cursor() as cursor:
        cursor.execute("select campaign_picture_tenant(%s)", [token])
        tenant_id = (cursor.fetchone() or [None])[0]
    if tenant_id is None:
        return None
    with as_tenant(tenant_id):
        row = CampaignAsset.objects.filter(token=token).first()
        if row is None:
            return None
        with open_blob(row.blob_id) as file:
            return row.media_type, file.read()
