"""What teaches: labelled sets of the shop, and what members correct."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from rapport.analytical.mood.contracts import Aspect, Feeling, SetView
from rapport.analytical.mood.models import MoodExample, MoodSet, MoodText
from rapport.analytical.mood.operations.telling import tell_customers
from rapport.analytical.mood.queries.texts import list_reached
from rapport.analytical.mood.rules.language import clean
from rapport.kernel.errors import Clash, Invalid, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

CORRECTED = "Corrections"
SCORES = {Feeling.UNHAPPY: -1.0, Feeling.NEUTRAL: 0.0, Feeling.HAPPY: 1.0}


def add_set(name: str, aspect: Aspect, language: str, *, actor: Actor) -> SetView:
    """Begin a labelled set; raises `Clash` where its name is taken, `Forbidden`."""
    actor.require("create", "mood")
    with unit_of_work(actor) as work:
        if MoodSet.objects.filter(name=name).exists():
            raise Clash("There is a set of this name.", code="name-taken")
        row = MoodSet.objects.create(name=name, aspect=aspect, language=language, created_at=work.now)
        return SetView(row.id, row.name, row.aspect, row.language, row.created_at)


def remove_set(set_id: UUID, *, actor: Actor) -> None:
    """Forget a set with its texts; models that learnt from it stay. Raises `Missing`, `Forbidden`."""
    actor.require("edit", "mood")
    with unit_of_work(actor):
        if not MoodSet.objects.filter(id=set_id).delete()[0]:
            raise Missing("There is no such set.")


def teach(set_id: UUID, pairs: Sequence[tuple[str, str]], *, actor: Actor) -> int:
    """Put texts with their labels into a set; a text that is there gets the new label. Returns how many.

    Labels of mood are unhappy, neutral and happy. Raises `Missing`, `Forbidden`, `Invalid` for an empty text
    or an unknown mood, and then nothing is taken.
    """
    actor.require("edit", "mood")
    with unit_of_work(actor):
        row = MoodSet.objects.select_for_update().filter(id=set_id).first()
        if row is None:
            raise Missing("There is no such set.")
        found: dict[str, MoodExample] = {}
        for text, label in pairs:
            plain = clean(text)
            if not plain:
                raise Invalid("One of the texts has no words.", code="empty-text")
            if row.aspect == Aspect.MOOD and label not in SCORES:
                raise Invalid("A mood is unhappy, neutral or happy.", code="unknown-mood")
            digest = hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()
            found[digest] = MoodExample(set_id=row.id, text=plain, label=label, digest=digest)
        _replace(row.id, list(found.values()))
        return len(found)


def correct_text(text_id: UUID, *, mood: str = "", topic: str = "", intent: str = "", actor: Actor) -> None:
    """Say what is right about a text the actor may see; what is empty stays as it was read.

    It is never read anew, and teaches the next model of its language. Raises `Missing`, `Forbidden`.
    """
    with unit_of_work(actor) as work:
        row = list_reached(actor, verb="edit").select_for_update().filter(id=text_id).first()
        if row is None:
            raise Missing("There is no such text.")
        if mood:
            row.mood, row.score = mood, SCORES[Feeling(mood)]
        if topic:
            row.topics = [topic, *(one for one in row.topics if one != topic)]
        row.intent = intent or row.intent
        row.corrected_at, row.corrected_by_id = work.now, actor.member_id
        row.save(update_fields=["mood", "score", "topics", "intent", "corrected_at", "corrected_by_id"])
        if row.language:
            for aspect, label in ((Aspect.MOOD, mood), (Aspect.TOPIC, topic), (Aspect.INTENT, intent)):
                if label:
                    _keep(row, aspect, label, work.now)
        if row.party_id:
            tell_customers([row.party_id], now=work.now, actor=actor)


def _keep(row: MoodText, aspect: Aspect, label: str, now: datetime) -> None:
    own, _made = MoodSet.objects.get_or_create(
        name=f"{CORRECTED}: {aspect}, {row.language}",
        defaults={
            "aspect": aspect,
            "language": row.language,
            "own": True,
            "created_at": now,
        },
    )
    _replace(own.id, [MoodExample(set_id=own.id, read_id=row.id, label=label, digest=str(row.id))])


def _replace(set_id: UUID, rows: list[MoodExample]) -> None:
    MoodExample.objects.filter(set_id=set_id, digest__in=[row.digest for row in rows]).delete()
    MoodExample.objects.bulk_create(rows, batch_size=1_000)
