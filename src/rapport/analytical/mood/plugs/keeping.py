"""Models of reading as the page of models shows them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.analytical.mood.contracts import ModelState, ModelView, ReadingErrors
from rapport.analytical.mood.contracts.labels import ASPECTS, LANGUAGES
from rapport.analytical.mood.models import MoodText
from rapport.analytical.mood.operations.approving import approve_model
from rapport.analytical.mood.queries.models import list_models, read_model
from rapport.customers.learnt.contracts import Drift, Judged, ModelCard, Use, Version
from rapport.kernel.errors import Clash, Missing
from rapport.kernel.identity.api import Actor, Scope

NAME = "mood"
LATELY, ENOUGH = timedelta(days=100), 50


class MoodKeeper:
    """The `ModelKeeper` of this room: one model an aspect and language, put to use by a member."""

    def list_models(self, actor: Actor) -> Sequence[ModelCard]:
        """Return what each aspect and language is read by; nothing for who does not see all texts."""
        if actor.scope("view", "mood") is not Scope.ALL:
            return []
        found: dict[str, list[ModelView]] = {}
        for one in list_models(actor):
            found.setdefault(name_model(one), []).append(one)
        read = _count_read() if found else {}
        return [_tell(key, models, read) for key, models in sorted(found.items())]

    def use_version(self, key: str, version_id: UUID, *, actor: Actor) -> None:
        """Approve a model that is proposed, or go back to an older one."""
        if name_model(read_model(version_id, actor=actor)) != key:
            raise Missing("There is no such model.")
        approve_model(version_id, actor=actor)

    def let_go(self, key: str, *, actor: Actor) -> None:
        """Refuse: nothing is used here before a member has approved it."""
        raise Clash("Reading is never changed without an approval.", code="always-chosen")


def name_model(one: ModelView) -> str:
    """Return the key of a model: its room, aspect and language."""
    return f"{NAME}-{one.aspect}-{one.language}"


def _count_read() -> Mapping[str, tuple[int, int]]:
    """Return how many texts each model read lately, and how many of them a member corrected; one query."""
    rows = MoodText.objects.filter(at__gt=timezone.now() - LATELY).exclude(reader="")
    counted = (
        rows.order_by()
        .values("reader")
        .annotate(texts=Count("id"), corrected=Count("id", filter=Q(corrected_at__isnull=False)))
    )
    return {row["reader"]: (row["texts"], row["corrected"]) for row in counted}


def _tell(key: str, models: Sequence[ModelView], read: Mapping[str, tuple[int, int]]) -> ModelCard:
    """Tell one aspect and language by its models, the newest first."""
    used = next((one for one in models if one.state is ModelState.APPROVED), None)
    past = [one for one in models if one.state is ModelState.RETIRED and one.approved_at]
    before = max(past, key=lambda one: str(one.approved_at), default=None)
    number = used.number if used else 0
    waiting = next((one for one in models if one.state is ModelState.PROPOSED and one.number > number), None)
    shown = used or waiting
    return ModelCard(
        key=key,
        room=_("Mood"),
        title=f"{ASPECTS[models[0].aspect]}, {LANGUAGES[models[0].language]}",
        says=_("What is read in messages, reviews and posts of this language."),
        href="/mood/models",
        use=Use.IN_USE if used else Use.WAITING if waiting else Use.SILENT,
        version=_name(shown) if shown else "",
        learnt_at=shown.as_of if shown else None,
        learnt_from=_("%(texts)s labelled texts") % {"texts": shown.snapshot.get("texts", 0)}
        if shown
        else "",
        judged=_judge(shown.errors) if shown and shown.errors else None,
        drift=_tell_drift(used, read.get(str(used.number), (0, 0))) if used else None,
        chosen_by=used.approved_by if used else None,
        chosen_at=used.approved_at if used else None,
        before=Version(before.id, _name(before)) if before else None,
        waiting=Version(waiting.id, _name(waiting)) if waiting else None,
        why="" if used else _("Until a model is approved, texts are read by words."),
    )


def _judge(errors: ReadingErrors) -> Judged:
    by_words = errors.by_words >= errors.majority
    rival = _("by words") if by_words else _("always the most frequent label")
    naive = max(errors.by_words, errors.majority)
    return Judged(_("Read rightly of texts held out"), errors.accuracy, rival, naive, "more", share=True)


def _tell_drift(used: ModelView, read: tuple[int, int]) -> Drift | None:
    """Say how many readings members corrected: more than the errors it was judged with is no chance."""
    texts, corrected = read
    if not texts or used.errors is None:
        return None
    said = _("Members corrected %(corrected)s of %(texts)s texts it read within a hundred days.")
    moved = texts >= ENOUGH and corrected / texts > 1 - used.errors.accuracy
    return Drift(said % {"corrected": corrected, "texts": texts}, moved=moved)


def _name(model: ModelView) -> str:
    return _("number %(number)s") % {"number": model.number}
