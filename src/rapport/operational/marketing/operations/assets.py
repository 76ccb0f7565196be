"""The library of pictures: taken in through the door for pictures, kept, put away."""

import secrets
from uuid import UUID

from rapport.kernel.blobs.api import store_blob
from rapport.kernel.doors.api import Refused, clean_image
from rapport.kernel.errors import Clash, Invalid, Missing, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.marketing.contracts.assets import AssetLine
from rapport.operational.marketing.models import CampaignAsset
from rapport.operational.marketing.queries.assets import asset_of

LONGEST_SIDE, MOST_BYTES = 1_600, 10_000_000


def add_asset(name: str, content: bytes, *, alt: str = "", actor: Actor) -> AssetLine:
    """Keep a picture (JPEG, PNG, GIF, WebP), drawn anew at most 1,600 pixels long.

    Raises `Forbidden`, `Invalid` (no name), `Clash` (no picture, too large).
    """
    actor.require("create", "campaign")
    if not name.strip():
        raise Invalid("The picture is not right yet.", fields={"name": say("Give it a name.")})
    try:
        clean = clean_image(content, longest_side=LONGEST_SIDE)
    except Refused as error:
        raise Clash("This is no picture we can take in (JPEG, PNG, GIF, WebP).", code=error.code) from error
    ending = "png" if clean.media_type == "image/png" else "jpg"
    with unit_of_work(actor) as work:
        blob = store_blob(
            [clean.body], f"{name.strip()[:150]}.{ending}", "campaign", actor=actor, limit=MOST_BYTES
        )
        row = CampaignAsset.objects.create(
            name=name.strip()[:160],
            alt=alt.strip()[:300],
            blob_id=blob.id,
            media_type=clean.media_type,
            width=clean.width,
            height=clean.height,
            size=len(clean.body),
            token=secrets.token_hex(16),
            created_by_id=actor.member_id,
            created_at=work.now,
        )
        return asset_of(row)


def hide_asset(asset_id: UUID, *, actor: Actor) -> None:
    """Put a picture out of the library; letters that show it still do. Raises `Forbidden`, `Missing`."""
    actor.require("edit", "campaign")
    with unit_of_work(actor) as work:
        shown = CampaignAsset.objects.filter(id=asset_id, hidden_at=None)
        if not shown.update(hidden_at=work.now):
            raise Missing("There is no such picture.")


def show_asset(asset_id: UUID, *, actor: Actor) -> None:
    """Put a picture into the library again; raises `Forbidden`, `Missing`."""
    actor.require("edit", "campaign")
    with unit_of_work(actor):
        if not CampaignAsset.objects.filter(id=asset_id).update(hidden_at=None):
            raise Missing("There is no such picture.")
