"""Reads: texts with what was read in them, within the reader's reach."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Func, Q, QuerySet
from django.db.models.functions import TruncWeek

from rapport.analytical.mood.contracts import CustomerMoodView, Part, TextRow, Week
from rapport.analytical.mood.models import CustomerMood, MoodText
from rapport.customers.party.api import PartyRef, load_names, resolve_customer, visible_ids
from rapport.customers.timeline.api import show_said
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.paging.api import Order, by_column, in_order

ORDERS: Mapping[str, Order] = {"at": by_column("at", "moment")}
MOST_PARTS = 12


def sees_everything(actor: Actor, verb: str = "view") -> bool:
    """Tell whether all texts are the actor's; raises `Forbidden` without the right."""
    return actor.require(verb, "mood") is Scope.ALL and actor.scope("view", "customer") is Scope.ALL


def list_reached(actor: Actor, verb: str = "view") -> QuerySet[MoodText]:
    """Return the texts that were read, of customers the actor may see; of nobody's for who sees all."""
    rows = MoodText.objects.filter(read_at__isnull=False)
    return rows if sees_everything(actor, verb) else rows.filter(party_id__in=visible_ids(actor))


def load_texts(ids: Sequence[UUID], actor: Actor) -> list[TextRow]:
    """Return texts in the order of their ids, already within reach; a message's words where they are seen."""
    rows = in_order(ids, {row.id: row for row in MoodText.objects.filter(id__in=ids)})
    said = show_said([UUID(row.external_id) for row in rows if row.kind == "message"], actor=actor)
    names = load_names([row.party_id for row in rows if row.party_id])
    return [_row(row, said, names) for row in rows]


def get_text(text_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> TextRow:
    """Return a text, locked within a transaction if asked; raises `Missing`, `Forbidden`."""
    rows = list_reached(actor, verb).filter(id=text_id)
    if not (rows.select_for_update() if lock else rows).values_list("id").first():
        raise Missing("There is no such text.")
    return load_texts([text_id], actor)[0]


def find_customer_mood(party: PartyRef, *, actor: Actor) -> CustomerMoodView | None:
    """Return how a customer feels, or None where they said nothing lately; raises `Missing`, `Forbidden`."""
    actor.require("view", "mood")
    party_id = resolve_customer(party, actor=actor)
    row = CustomerMood.objects.filter(party_id=party_id).first()
    if row is None:
        return None
    return CustomerMoodView(
        *(party_id, row.mood, row.score, row.topic, row.intent, row.texts, row.unhappy, row.at)
    )


def find_last(party_id: UUID) -> UUID | None:
    """Return the last text of a customer who was authorised that told a mood."""
    rows = MoodText.objects.filter(party_id=party_id, read_at__isnull=False).exclude(mood="")
    return rows.order_by("-at", "-id").values_list("id", flat=True).first()


def list_others(row: TextRow, *, actor: Actor, most: int = 8) -> list[TextRow]:
    """Return what else the customer of a text said, the newest first."""
    if row.party_id is None:
        return []
    rows = list_reached(actor).filter(party_id=row.party_id).exclude(id=row.id).order_by("-at", "-id")
    return load_texts(list(rows.values_list("id", flat=True)[:most]), actor)


def count_moods(party_ids: QuerySet[Any]) -> dict[str, int]:
    """Return how many texts of these customers were read as each mood; the query says who sees them."""
    rows = MoodText.objects.filter(party_id__in=party_ids).exclude(mood="").values("mood")
    return {row["mood"]: row["texts"] for row in rows.annotate(texts=Count("id"))}


def list_weeks(actor: Actor, *, since: datetime, zone: Any) -> list[Week]:
    """Return the weeks (Mondays of a zone) in which somebody said how they feel, the oldest first."""
    rows = list_reached(actor).filter(at__gte=since).exclude(mood="")
    found = (
        rows.annotate(week=TruncWeek("at", tzinfo=zone))
        .values_list("week")
        .annotate(**{mood: Count("id", filter=Q(mood=mood)) for mood in ("unhappy", "neutral", "happy")})
        .order_by("week")
    )
    return [Week(week.date(), *counts) for week, *counts in found]


def list_parts(actor: Actor, by: str, *, since: datetime) -> list[Part]:
    """Return texts by `topic`, `sku` or `channel`, those with most unhappy ones first, at most twelve."""
    rows = list_reached(actor).filter(at__gte=since).exclude(mood="")
    if by == "topic":
        rows = rows.annotate(part=Func(F("topics"), function="unnest"))
    else:
        rows = rows.exclude(**{by: ""}).annotate(part=F(by))
    found = rows.values("part").annotate(texts=Count("id"), unhappy=Count("id", filter=Q(mood="unhappy")))
    ordered = found.order_by("-unhappy", "-texts", "part")[:MOST_PARTS]
    return [Part(one["part"], one["texts"], one["unhappy"]) for one in ordered]


def read_product(sku: str, *, actor: Actor, since: datetime, most: int = 5) -> tuple[Part, list[TextRow]]:
    """Return how many told how they feel of a product, and the newest texts about it, within reach."""
    rows = list_reached(actor).filter(sku=sku, at__gte=since).exclude(mood="")
    counted = rows.aggregate(texts=Count("id"), unhappy=Count("id", filter=Q(mood="unhappy")))
    newest = list(rows.order_by("-at", "-id").values_list("id", flat=True)[:most]) if counted["texts"] else []
    return Part(sku, counted["texts"], counted["unhappy"]), load_texts(newest, actor)


def list_examples(actor: Actor, *, now: datetime, most: int = 5) -> list[TextRow]:
    """Return what was said most unhappily within four weeks."""
    rows = list_reached(actor).filter(mood="unhappy", at__gte=now - timedelta(days=28))
    return load_texts(list(rows.order_by("score", "-at", "-id").values_list("id", flat=True)[:most]), actor)


def _row(row: MoodText, said: Mapping[UUID, str], names: Mapping[UUID, tuple[str, str]]) -> TextRow:
    words = said.get(UUID(row.external_id), "") if row.kind == "message" else row.text
    return TextRow(
        id=row.id,
        kind=row.kind,
        channel=row.channel,
        party_id=row.party_id,
        name=names.get(row.party_id, ("", ""))[0] if row.party_id else "",
        conversation_id=row.conversation_id,
        sku=row.sku,
        at=row.at,
        text=words,
        language=row.language,
        mood=row.mood,
        score=row.score,
        topics=tuple(row.topics),
        intent=row.intent,
        reader=row.reader,
        corrected=row.corrected_at is not None,
    )
