"""One text: what was read in it, and saying what is right."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.mood.contracts import TextRow
from rapport.analytical.mood.contracts.labels import (
    INTENTS,
    MOODS,
    TONES,
    TOPICS,
    name_intent,
    name_mood,
    name_topic,
)
from rapport.analytical.mood.operations.teaching import correct_text
from rapport.analytical.mood.queries.rises import find_products
from rapport.analytical.mood.queries.texts import get_text, list_others
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Crumb, Fact, Toast, get_viewer, go_to

SHOWN = 140
_ASIS = [("", "–")]


class CorrectionForm(forms.Form):
    """What is right; an empty field leaves what was read."""

    mood = forms.ChoiceField(
        label=gettext_lazy("Mood"), required=False, choices=lambda: [*_ASIS, *MOODS.items()]
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("Topic"), required=False, choices=lambda: [*_ASIS, *TOPICS.items()]
    )
    intent = forms.ChoiceField(
        label=gettext_lazy("What they want"), required=False, choices=lambda: [*_ASIS, *INTENTS.items()]
    )


def show_text(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """A text with its reading; who may edit corrects it."""
    actor = actor_of(request)
    if request.method == "POST":
        actor.require("edit", "mood")
    row = get_text(text_id, actor=actor)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        correct_text(text_id, **form.cleaned_data, actor=actor)
        return go_to(request, f"/mood/texts/{text_id}", Toast(_("Saved; the next model learns from it.")))
    context = {
        "title": name_mood(row.mood) or _("Nothing is said of it"),
        "crumbs": [
            Crumb(_("Mood"), "/mood"),
            Crumb(_("What customers said"), "/mood/texts"),
            Crumb(_("Text")),
        ],
        "row": row,
        "others": [_shorten(one) for one in list_others(row, actor=actor)],
        "facts": _write_facts(row, actor),
        "form": form if actor.may("edit", "mood") else None,
    }
    return render(request, "mood/text.html", context)


def _shorten(row: TextRow) -> dict[str, object]:
    words = " ".join(row.text.split())[:SHOWN]
    return {"row": row, "words": words, "label": name_mood(row.mood), "tone": TONES.get(row.mood, "plain")}


def _write_facts(row: TextRow, actor: Actor) -> list[Fact]:
    viewer = get_viewer()
    product = find_products([row.sku]).get(row.sku) if row.sku else None
    lead = f"/products/{product.id}" if product and actor.may("view", "product") else ""
    how = _("by words") if row.reader == "words" else _("by model %(number)s") % {"number": row.reader}
    if row.corrected:
        how = _("corrected by a member")
    return [
        Fact(_("Mood"), name_mood(row.mood) or "–"),
        Fact(_("From unhappy (-1) to happy (1)"), viewer.number(row.score, 2)),
        Fact(_("Topic"), ", ".join(map(name_topic, row.topics)) or "–"),
        Fact(_("What they want"), name_intent(row.intent) or "–"),
        Fact(_("How it was read"), how),
        Fact(_("Said"), viewer.moment(row.at)),
        *([Fact(_("Product"), product.name if product else row.sku, href=lead)] if row.sku else []),
    ]
