"""Files of events: each row taken or kept apart with its place; the same content once, whatever ends it."""

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, cast
from uuid import UUID

import structlog
from django.utils import timezone

from rapport.bigdata.ingest.contracts import FileLine, Holder, Rows
from rapport.bigdata.ingest.models import EventFile, EventSource
from rapport.bigdata.ingest.operations.taking import take_events
from rapport.bigdata.ingest.queries import get_source, holder_of
from rapport.bigdata.ingest.rules.files import AT_ONCE, event_of, form_of, read_events
from rapport.bigdata.ingest.rules.reading import Posted, UnreadableError
from rapport.kernel.doors.api import Refused, read_parquet
from rapport.kernel.embedded.api import home_folder
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

LARGEST = 500_000_000
"""The longest file in bytes, and what one may unpack to is four times that."""
MOST_ROWS = 10_000_000
STILL = 10.0
"""Seconds a dropped file must have lain unchanged: before that somebody still writes it."""
TAKEN, REFUSED = "taken", "refused"
log = structlog.get_logger(__name__)


def take_file(source_id: UUID, file: BinaryIO, name: str, *, actor: Actor) -> FileLine:
    """Take a file of events in: CSV with a heading, JSON, JSON lines or Parquet, as its name ends.

    Part by part, each in one transaction with how far it came: asked again with the same content, a taking
    that was cut short goes on, and one that ended changes nothing. Raises `Missing`, `Forbidden`, `Invalid`.
    """
    with unit_of_work(actor) as work:
        source: EventSource = get_source(source_id, actor=actor, verb="edit")
        holder = holder_of(source)
        digest, size = _measure(file)
        known, fresh = EventFile.objects.get_or_create(
            source_id=source.id,
            digest=digest,
            defaults={"name": _plain(name), "size": size, "received_at": work.now},
        )
    if known.state == EventFile.State.DONE:
        return line_of(known, repeated=not fresh)
    state, reason = EventFile.State.DONE, ""
    before = 0
    try:
        for part in _parts(file, name):
            _take_part(holder, known.id, part, before, actor)
            before += len(part)
    except (UnreadableError, Refused) as error:
        state, reason = EventFile.State.REFUSED, str(error)[:200]
    with unit_of_work(actor):
        EventFile.objects.filter(id=known.id).update(state=state, reason=reason)
        return line_of(EventFile.objects.get(id=known.id))


def take_dropped(actor: Actor) -> int:
    """Take the files that lie in the folders of a business's sources; returns how many.

    A file goes into `taken` or `refused` beside it. Links, hidden files and what is still written are left.
    """
    with as_tenant(actor.tenant_id):
        ids = list(EventSource.objects.filter(active=True).order_by("id").values_list("id", flat=True))
    done = 0
    for source_id in ids:
        folder = drop_folder(source_id)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in sorted(folder.iterdir()):
            if _lies_still(path):
                _take_path(source_id, path, actor)
                done += 1
    return done


def drop_folder(source_id: UUID) -> Path:
    """Return the folder of a source in the home: files laid there are taken within two minutes."""
    return home_folder() / "drops" / str(source_id)


def line_of(row: EventFile, *, repeated: bool = False) -> FileLine:
    """Return what is told of a file."""
    state = cast('Literal["taking", "done", "refused"]', row.state)
    return FileLine(
        id=row.id,
        name=row.name,
        size=row.size,
        state=state,
        reason=row.reason,
        accepted=row.accepted,
        rejected=row.rejected,
        received_at=row.received_at,
        repeated=repeated,
    )


def _take_part(holder: Holder, file_id: UUID, part: list[bytes], before: int, actor: Actor) -> None:
    with unit_of_work(actor) as work:
        row = EventFile.objects.select_for_update().get(id=file_id)
        if row.rows > before:  # had by a taking that was cut short, or by another one of the same file
            return
        taken = take_events(holder, Posted(part), received_at=work.now, rows=Rows(row.name, before))
        row.rows += len(part)
        row.accepted += taken.accepted
        row.rejected += taken.rejected
        row.save(update_fields=["rows", "accepted", "rejected"])


def _parts(file: BinaryIO, name: str) -> Iterator[list[bytes]]:
    form = form_of(name)
    file.seek(0)
    if form != "parquet":
        yield from read_events(file, form)
        return
    for rows in read_parquet(file, most_rows=MOST_ROWS, most_bytes=4 * LARGEST, at_once=AT_ONCE):
        yield [event_of(row) for row in rows]


def _measure(file: BinaryIO) -> tuple[bytes, int]:
    digest, size = hashlib.sha256(), 0
    while piece := file.read(1 << 20):
        digest.update(piece)
        size += len(piece)
        if size > LARGEST:
            raise Invalid("The file is larger than %(size)s MB.", values={"size": LARGEST // 1_000_000})
    if not size:
        raise Invalid("The file is empty.", code="file_empty")
    return digest.digest(), size


def _plain(name: str) -> str:
    plain = "".join(letter for letter in Path(name).name if letter.isprintable())
    return plain[-255:] or "file"


def _lies_still(path: Path) -> bool:
    found = path.lstat()
    return (
        stat.S_ISREG(found.st_mode) and not path.name.startswith(".") and time.time() - found.st_mtime > STILL
    )


def _take_path(source_id: UUID, path: Path, actor: Actor) -> None:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            place = TAKEN if take_file(source_id, file, path.name, actor=actor).state == "done" else REFUSED
    except Invalid as error:
        log.warning("a dropped file is refused", file=path.name, reason=error.message)
        place = REFUSED
    target = path.parent / place
    target.mkdir(mode=0o700, exist_ok=True)
    path.rename(target / f"{timezone.now():%Y%m%dT%H%M%S}-{path.name}")
