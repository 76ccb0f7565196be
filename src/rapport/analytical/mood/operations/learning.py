"""Learn to read from labelled sets; what was learnt is proposed."""

from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from rapport.analytical.mood import events
from rapport.analytical.mood.contracts import Aspect, ModelState, Refusal
from rapport.analytical.mood.models import MoodExample, MoodModel
from rapport.analytical.mood.operations.reading import make_reader
from rapport.analytical.mood.rules import learning
from rapport.analytical.mood.rules.language import clean
from rapport.analytical.mood.rules.reading import Reader
from rapport.customers.timeline.api import read_said
from rapport.kernel.blobs.api import store_blob
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import Progress
from rapport.kernel.work.api import unit_of_work

STEPS = 7


def learn_reading(aspect: str, language: str, *, actor: Actor, progress: Progress | None = None) -> UUID:
    """Learn from all labelled texts of an aspect and language; returns the model, or the refusal kept.

    Texts are read in one transaction and the model is written in another; nothing is held while it learns.
    """
    progress = progress or Progress()
    progress.report(0, STEPS, _("Reading labelled texts"))
    with unit_of_work(actor):
        pairs = load_pairs(aspect, language)
        reader = make_reader()

    def report(fold: int) -> None:
        progress.raise_if_cancelled()
        progress.report(1 + fold, STEPS, _("Comparing readings on texts held out"))

    words = Reader(reader.topics, reader.intents)
    found = learning.learn(
        [text for text, _label in pairs],
        [label for _text, label in pairs],
        language,
        by_words=lambda text: _by_words(words, aspect, text),
        report=report,
    )
    snapshot = {
        "texts": len(pairs),
        "digest": learning.digest(pairs),
        "seed": learning.SEED,
        "folds": learning.FOLDS,
        "code": version("rapport"),
    }
    return _write(aspect, language, found, snapshot, actor=actor)


def load_pairs(aspect: str, language: str) -> list[tuple[str, str]]:
    """Return the clean labelled texts of an aspect and language with their labels, each text once."""
    rows = MoodExample.objects.filter(set__aspect=aspect, set__language=language).order_by("id")
    found = list(rows.values_list("text", "label", "read__kind", "read__external_id", "read__text"))
    said = read_said([UUID(name) for _text, _label, kind, name, _own in found if kind == "message"])
    pairs: dict[str, str] = {}
    for text, label, kind, name, own in found:
        words = said.get(UUID(name), "") if kind == "message" else own or text
        if plain := clean(words):
            pairs[plain] = label
    return list(pairs.items())


def _by_words(reader: Reader, aspect: str, text: str) -> str:
    reading = reader.read([text])[0]
    if aspect == Aspect.MOOD:
        return reading.mood
    return (reading.topics or ("",))[0] if aspect == Aspect.TOPIC else reading.intent


def _write(
    aspect: str,
    language: str,
    found: learning.LearntModel | Refusal,
    snapshot: dict[str, object],
    *,
    actor: Actor,
) -> UUID:
    with unit_of_work(actor) as work:
        newest = MoodModel.objects.aggregate(most=Max("number"))["most"] or 0
        row = MoodModel(
            number=newest + 1, aspect=aspect, language=language, as_of=work.now, snapshot=snapshot
        )
        if isinstance(found, Refusal):
            row.state, row.refusal = ModelState.REFUSED, str(found)
        else:
            row.state, row.errors = ModelState.PROPOSED, asdict(found.errors)
            row.labels = list(found.model.labels)
            content: Sequence[bytes] = [found.model.dump()]
            row.blob_id = store_blob(content, f"mood-{row.number}.npz", "mood-model", actor=actor).id
        row.save(force_insert=True)
        errors = row.errors or {}
        work.record(
            events.MoodLearnt(
                model_id=row.id,
                number=row.number,
                aspect=aspect,
                language=language,
                state=row.state,
                refusal=row.refusal,
                texts=int(str(snapshot["texts"])),
                accuracy=errors.get("accuracy"),
                by_words=errors.get("by_words"),
            )
        )
    return row.id
