"""Read what nobody has read yet, in batches, and tell customers' pages how they feel."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import connection
from django.utils.translation import gettext as _

from rapport.analytical.mood import events
from rapport.analytical.mood.contracts import Reading
from rapport.analytical.mood.contracts.marks import STARTERS
from rapport.analytical.mood.models import MoodModel, MoodText
from rapport.analytical.mood.operations.telling import tell_customers
from rapport.analytical.mood.rules.marks import Mark, split_words
from rapport.analytical.mood.rules.reading import Guesser, Guesses, Reader
from rapport.analytical.mood.rules.weighing import Seen, TextModel, best_of
from rapport.customers.timeline.api import read_said
from rapport.kernel.blobs.api import open_blob
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import Progress
from rapport.kernel.work.api import record_many, unit_of_work

BATCH = 500
NEWS = timedelta(days=2)
"""What was said longer ago and is read only now is no news: no fact tells of it."""


def make_reader() -> Reader:
    """Return what texts of the running transaction's tenant are read by."""
    models = {}
    for row in MoodModel.objects.filter(state="approved"):
        models[(row.aspect, row.language)] = (row.number, _guesser(row))
    return Reader(_marks("topic"), _marks("intent"), models)


def read_due(*, actor: Actor, progress: Progress | None = None) -> int:
    """Read whatever waits, a transaction a batch; safe to run twice at once. Returns how many were read."""
    progress, done, reader = progress or Progress(), 0, None
    while True:
        progress.raise_if_cancelled()
        with unit_of_work(actor) as work:
            reader = reader or make_reader()
            due = MoodText.objects.select_for_update(skip_locked=True).filter(read_at=None)
            rows = list(due.order_by("id")[:BATCH])
            if rows:
                record_many(_read(rows, reader, work.now), work)
                tell_customers({row.party_id for row in rows if row.party_id}, now=work.now, actor=actor)
        done += len(rows)
        progress.report(done, max(done, 1), _("Texts read"))
        if len(rows) < BATCH:
            return done


def _read(rows: Sequence[MoodText], reader: Reader, now: datetime) -> list[events.MoodRead]:
    said = read_said([UUID(row.external_id) for row in rows if row.kind == MoodText.Kind.MESSAGE])
    texts = [
        said.get(UUID(row.external_id), "") if row.kind == MoodText.Kind.MESSAGE else row.text for row in rows
    ]
    for row, reading in zip(rows, reader.read(texts), strict=True):
        _put(row, reading, now)
    _write(rows)
    return [_tell(row) for row in rows if now - row.at <= NEWS]


# One statement whatever the rows: a CASE a row and column, as the ORM writes it, took most of the time.
WRITE = """
update mood_text t
   set language = n.language, mood = n.mood, score = n.score, topics = n.topics, intent = n.intent,
       reader = n.reader, read_at = n.read_at
  from jsonb_to_recordset(%s) as n(id uuid, language text, mood text, score float8, topics text[],
                                   intent text, reader text, read_at timestamptz)
 where t.id = n.id
"""
_READ = ("language", "mood", "score", "topics", "intent", "reader", "read_at")


def _write(rows: Sequence[MoodText]) -> None:
    told = [{"id": row.id} | {name: getattr(row, name) for name in _READ} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        cursor.execute(WRITE, [msgspec.json.encode(told).decode()])


def _put(row: MoodText, reading: Reading, now: datetime) -> None:
    row.read_at, row.language = now, reading.language
    if row.corrected_at is None:
        row.mood, row.score = reading.mood, reading.score
        row.topics, row.intent, row.reader = list(reading.topics), reading.intent, reading.reader


def _tell(row: MoodText) -> events.MoodRead:
    return events.MoodRead(
        text_id=row.id,
        kind=row.kind,
        channel=row.channel,
        customer_id=row.party_id,
        conversation_id=row.conversation_id,
        sku=row.sku,
        language=row.language,
        mood=row.mood,
        score=row.score,
        topics=row.topics,
        intent=row.intent,
        reader=row.reader,
        at=row.at,
    )


def _marks(aspect: str) -> list[Mark]:
    return [
        Mark(one.code, split_words(f"{one.english},{one.chinese}"))
        for one in STARTERS
        if one.aspect == aspect
    ]


def _guesser(row: MoodModel) -> Guesser:
    if row.blob_id is None:
        raise Missing("This model learnt nothing.")
    with open_blob(row.blob_id) as file:
        model = TextModel.load(file.read(), language=row.language, labels=row.labels)

    def guess(seen: Seen) -> Guesses:
        return best_of(model, seen)

    return guess
