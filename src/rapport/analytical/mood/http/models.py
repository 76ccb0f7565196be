"""Labelled sets and the models learnt from them: how good each is, learning anew, putting one to use."""

import csv
import io
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.analytical.mood.contracts import Aspect, ModelView
from rapport.analytical.mood.contracts.labels import ASPECTS, LANGUAGES, REFUSALS, STATE_TONES, STATES
from rapport.analytical.mood.operations.approving import approve_model, ask_to_learn
from rapport.analytical.mood.operations.teaching import add_set, teach
from rapport.analytical.mood.queries.models import list_models, list_sets
from rapport.kernel.errors import Invalid, RapportError
from rapport.kernel.identity.api import actor_of
from rapport.kernel.work.api import unit_of_work
from rapport.ui.api import Crumb, Empty, Toast, Viewer, get_viewer, go_to, put_errors

HERE = "/mood/models"
MOST_BYTES = 20_000_000
LONGEST_LABEL = 60


class SetForm(forms.Form):
    """A labelled set with its file."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    aspect = forms.ChoiceField(label=gettext_lazy("What it teaches"), choices=lambda: list(ASPECTS.items()))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=lambda: list(LANGUAGES.items()))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A CSV file in UTF-8 with the columns text and label."),
    )


def show_models(request: HttpRequest) -> HttpResponse:
    """All sets and the newest thirty models."""
    actor, viewer = actor_of(request), get_viewer()
    sets = list_sets(actor)
    taught = sorted({(one.aspect, one.language) for one in sets if one.texts})
    context = {
        "title": _("How reading is learnt"),
        "lead": _("Labelled texts teach models; nothing is used before somebody has approved it."),
        "crumbs": [Crumb(_("Mood"), "/mood"), Crumb(_("How reading is learnt"))],
        "sets": [
            (one, ASPECTS[one.aspect], LANGUAGES[one.language], ", ".join(list(one.labels)[:6]))
            for one in sets
        ],
        "models": [_write(one, viewer) for one in list_models(actor)],
        "taught": [(aspect, language, ASPECTS[aspect], LANGUAGES[language]) for aspect, language in taught],
        "may_learn": actor.may("create", "mood"),
        "may_approve": actor.may("edit", "mood"),
        "empty": Empty(
            _("No labelled texts yet"),
            _("Until a model is approved, texts are read by words."),
            icon="graduation-cap",
        ),
    }
    return render(request, "mood/models.html", context)


@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    """Have an aspect of a language learnt."""
    aspect, language = request.POST.get("aspect", ""), request.POST.get("language", "")
    if aspect not in ASPECTS or language not in LANGUAGES:
        raise Invalid(_("Choose what is to be learnt."))
    ask_to_learn(Aspect(aspect), language, actor=actor_of(request))
    return go_to(request, HERE, Toast(_("It is being learnt; that takes a minute.")))


@require_POST
def approve(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Put a model to use."""
    approve_model(model_id, actor=actor_of(request))
    return go_to(request, HERE, Toast(_("In use; what was said lately is read anew.")))


def add(request: HttpRequest) -> HttpResponse:
    """A new set from a file."""
    bound = request.method == "POST"
    form = SetForm(request.POST, request.FILES) if bound else SetForm()
    if bound and form.is_valid():
        told, actor = form.cleaned_data, actor_of(request)
        try:
            pairs = read_pairs(told["file"])
            with unit_of_work(actor):
                made = add_set(told["name"], Aspect(told["aspect"]), told["language"], actor=actor)
                teach(made.id, pairs, actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, HERE, Toast(_("Saved")))
    context = {
        "title": _("New labelled set"),
        "crumbs": [
            Crumb(_("Mood"), "/mood"),
            Crumb(_("How reading is learnt"), HERE),
            Crumb(_("New labelled set")),
        ],
        "form": form,
        "cancel": HERE,
    }
    return render(request, "ui/form_page.html", context, status=422 if bound else 200)


def read_pairs(file: Any) -> list[tuple[str, str]]:
    """Return texts with their labels from a CSV file; raises `Invalid` with what is wrong."""
    if (file.size or 0) > MOST_BYTES:
        raise Invalid(_("The file is too large: at most 20 MB."))
    try:
        content = file.read().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(content.replace("\0", ""))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid(_("The file is no CSV file in UTF-8.")) from error
    pairs = [(row.get("text") or "", (row.get("label") or "").strip()) for row in rows]
    if not pairs or any(not label or len(label) > LONGEST_LABEL for _text, label in pairs):
        raise Invalid(_("Each line needs a text and a label of at most 60 characters."))
    return pairs


def _write(model: ModelView, viewer: Viewer) -> dict[str, object]:
    errors = model.errors
    return {
        "id": model.id,
        "number": model.number,
        "what": f"{ASPECTS[model.aspect]} · {LANGUAGES[model.language]}",
        "as_of": model.as_of,
        "state": STATES[model.state],
        "tone": STATE_TONES[model.state],
        "usable": model.state in ("proposed", "retired"),
        "back": model.state == "retired",
        "refusal": REFUSALS[model.refusal] if model.refusal else "",
        "accuracy": viewer.share(errors.accuracy, 1) if errors else "",
        "f1": viewer.number(errors.macro_f1, 3) if errors else "",
        "majority": viewer.share(errors.majority, 1) if errors else "",
        "words": viewer.share(errors.by_words, 1) if errors else "",
        "texts": viewer.number(int(str(model.snapshot.get("texts", 0)))),
        "digest": str(model.snapshot.get("digest", ""))[:12],
    }
