"""/campaign-pictures: the library of pictures, for programs."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Router, Status, UploadedFile

from rapport.kernel.rest.api import Answer, ApiRequest, CursorText, Limit, Page, page_rows, sorted_by
from rapport.operational.marketing.operations import assets
from rapport.operational.marketing.queries.assets import ORDERS, asset_of, list_assets

router = Router()
Sort = Annotated[str, sorted_by("created", "name", "id")]
_FILE = {
    "requestBody": {
        "content": {
            "multipart/form-data": {
                "encoding": {"file": {"contentType": "image/png, image/jpeg, image/gif, image/webp"}}
            }
        }
    }
}


class PictureOut(Answer):
    """A picture of the library; `size` in bytes, `url` is where letters show it from."""

    id: UUID
    name: str
    alt: str
    media_type: str
    width: int
    height: int
    size: int
    url: str
    created_at: datetime


@router.get(
    "", response=Page[PictureOut], operation_id="list_campaign_pictures", summary="List pictures of letters"
)
def list_page(
    request: ApiRequest, *, cursor: CursorText | None = None, limit: Limit = 50, sort: Sort = "-created"
) -> Page[PictureOut]:
    """List the pictures of the library."""
    rows = list_assets(request.actor)
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=sort, sorts=ORDERS)
    return Page[PictureOut](items=[PictureOut.model_validate(asset_of(row)) for row in found], next=after)


@router.post(
    "",
    response={201: PictureOut},
    operation_id="add_campaign_picture",
    summary="Keep a picture for letters",
    openapi_extra=_FILE,
)
def add(request: ApiRequest, file: File[UploadedFile], response: HttpResponse) -> Status[PictureOut]:
    """Keep a JPEG, PNG, GIF or WebP of up to 10 MB; it is drawn anew, at most 1,600 pixels long.

    It goes by the name of its file.
    """
    content = file.read(assets.MOST_BYTES + 1)
    name = (file.name or "").strip() or "file"
    return Status(201, PictureOut.model_validate(assets.add_asset(name, content, actor=request.actor)))


@router.delete(
    "/{uuid:picture_id}",
    response={204: None},
    operation_id="hide_campaign_picture",
    summary="Put a picture away",
)
def hide(request: ApiRequest, picture_id: UUID) -> Status[None]:
    """Put it out of the library; letters that show it still do."""
    assets.hide_asset(picture_id, actor=request.actor)
    return Status(204, None)
