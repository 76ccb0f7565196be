"""A person's archive: everything kept about them as JSON and to be read, with their files, for a while."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import get_valid_filename

from rapport.customers.privacy.models import DataRequest
from rapport.customers.privacy.operations.requests import note_step
from rapport.customers.privacy.queries import (
    describe,
    find_archive_end,
    gather,
    get_request_for_update,
    list_everybody,
)
from rapport.customers.privacy.rules import MAKES_ARCHIVE
from rapport.kernel.audit.api import describe_table
from rapport.kernel.blobs.api import drop_blob, get_blob_path, store_file
from rapport.kernel.errors import Clash, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import unit_of_work

ARCHIVE, PURPOSE = "privacy.archive", "personal-archive"
Tell = Callable[[int, int], None]


def prepare_archive(request_id: UUID, *, actor: Actor) -> UUID:
    """Have the archive of a request made in the background; returns the job. Raises `Missing`, `Conflict`."""
    actor.require("export", "customer")
    with unit_of_work(actor):
        row = get_request_for_update(request_id, actor=actor)
        if row.kind not in MAKES_ARCHIVE or row.state != "identified":
            raise Clash("An archive is made once it is known who asks to see their data.", code="state")
        return enqueue(ARCHIVE, {"request_id": str(request_id)}, actor=actor, key=str(request_id))


def write_archive(request_id: UUID, *, actor: Actor, tell: Tell) -> int:
    """Make the archive anew and keep it until its day; returns its bytes. `tell` hears how far it is."""
    with unit_of_work(actor), TemporaryDirectory() as folder:
        row = get_request_for_update(request_id, actor=actor)
        path = Path(folder) / "archive.zip"
        _pack(path, row, tell)
        kept = store_file(path, f"personal-data-{row.received_on}.zip", PURPOSE, actor=actor)
    with unit_of_work(actor) as work:
        row = get_request_for_update(request_id, actor=actor)
        if row.archive_id:
            drop_blob(row.archive_id, actor=actor)
        row.archive_id, row.archive_until = kept.id, find_archive_end(work.now)
        note_step(row, "prepared", work)
    return kept.size


def take_archive(request_id: UUID, *, actor: Actor) -> UUID:
    """Return the file to download, which becomes a step of the request; raises `Missing`."""
    actor.require("export", "customer")
    with unit_of_work(actor) as work:
        row = get_request_for_update(request_id, actor=actor)
        if row.archive_id is None or row.archive_until is None or row.archive_until <= work.now:
            raise Missing("There is no archive of this request.")
        note_step(row, "downloaded", work)
        return row.archive_id


def drop_archives(*, actor: Actor) -> int:
    """Throw the archives away whose day is over; returns how many."""
    with unit_of_work(actor) as work:
        rows = list(DataRequest.objects.select_for_update().filter(archive_until__lte=work.now))
        for row in rows:
            if row.archive_id:
                drop_blob(row.archive_id, actor=actor)
        ids = [row.id for row in rows]
        DataRequest.objects.filter(id__in=ids).update(
            archive_id=None, archive_until=None, version=F("version") + 1
        )
    return len(rows)


def _pack(path: Path, row: DataRequest, tell: Tell) -> None:
    ids = list_everybody(row.party_id)
    held = gather(ids)
    data = describe(held, ids)
    with translation.override(row.party.locale or get_setting("business.language")):
        page = render_to_string("privacy/archive.html", {"name": row.party.name, "parts": _parts(data)})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1, default=str))
        archive.writestr("data.html", page)
        for number, (blob_id, name) in enumerate(held.files.items(), 1):
            archive.write(get_blob_path(blob_id), f"files/{number:04}-{get_valid_filename(name)}")
            tell(number, len(held.files))


def _parts(data: dict[str, object]) -> list[tuple[str, list[list[tuple[str, object]]]]]:
    """Return the tables by what people call them, each row as the names of its columns and values."""
    parts = []
    tables = data["tables"]
    assert isinstance(tables, dict)
    for table, rows in tables.items():
        told = describe_table(table)
        named = [
            [(str(told.fields.get(name, name.replace("_", " "))), value) for name, value in row.items()]
            for row in ({key: value for key, value in row.items() if value not in ("", None)} for row in rows)
        ]
        parts.append((str(told.label), named))
    return parts
