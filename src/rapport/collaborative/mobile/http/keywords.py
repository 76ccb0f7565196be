"""Keywords: the list, their form, a place to try a message, and what was answered."""

from typing import cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rapport.collaborative.mobile.contracts import KeywordDraft
from rapport.collaborative.mobile.http.words import ANSWER_TONES, ANSWERS, LINK_STATES, LINK_TONES, PURPOSES
from rapport.collaborative.mobile.models import SmsKeyword
from rapport.collaborative.mobile.operations.keywords import add_keyword, change_keyword
from rapport.collaborative.mobile.queries.keywords import (
    get_keyword,
    keyword_of,
    list_answers,
    list_keywords,
)
from rapport.collaborative.mobile.queries.numbers import list_numbers
from rapport.collaborative.mobile.rules.deciding import decide
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Crumb, Toast, go_to, put_errors

HERE = "/settings/sms-keywords"
SHOWN = 30


class KeywordForm(forms.Form):
    """A word, the number it is sent to, what it does, its answer."""

    word = forms.CharField(label=gettext_lazy("Keyword"), max_length=40)
    account_id = forms.TypedChoiceField(
        label=gettext_lazy("Number"), required=False, coerce=UUID, empty_value=None
    )
    purpose = forms.ChoiceField(label=gettext_lazy("Subscribes to"), required=False)
    double = forms.BooleanField(
        label=gettext_lazy("Asks first"),
        required=False,
        help_text=gettext_lazy("Double opt-in: who sends the word is asked, and says yes."),
    )
    question = forms.CharField(
        label=gettext_lazy("Question"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"), max_length=600, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    active = forms.BooleanField(label=gettext_lazy("At work"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def offer(self, actor: Actor) -> "KeywordForm":
        """Offer the numbers and purposes there are."""
        numbers, purposes = self.fields["account_id"], self.fields["purpose"]
        cast("forms.ChoiceField", numbers).choices = [("", _("Any number")), *list_numbers(actor)]
        cast("forms.ChoiceField", purposes).choices = [("", _("Nothing")), *PURPOSES.items()]
        return self

    def draft(self) -> KeywordDraft:
        """Return the keyword as it is kept."""
        given = dict(self.cleaned_data)
        given.pop("version")
        return KeywordDraft(**given)


@require_GET
def show_keywords(request: HttpRequest) -> HttpResponse:
    """The keywords of the business; what a message typed here would lead to; what was answered lately."""
    actor = actor_of(request)
    rows = list(list_keywords(actor).order_by("word", "id"))
    numbers = dict(list_numbers(actor))
    tried = request.GET.get("try", "")[:1000]
    decision = decide(tried, [keyword_of(row) for row in rows if row.active]) if tried else None
    answers = list_answers(actor).order_by("-at", "-id")[:SHOWN]
    context = {
        "title": _("SMS keywords"),
        "rows": [
            {
                "row": row,
                "number": numbers.get(str(row.account_id), _("Any number")),
                "purpose": PURPOSES.get(row.purpose, row.purpose),
                "state": (LINK_STATES[_state(row)], LINK_TONES[_state(row)]),
            }
            for row in rows
        ],
        "tried": tried,
        "decision": decision,
        "decided": (ANSWERS[decision.kind], ANSWER_TONES[decision.kind]) if decision else None,
        "answers": [{"row": one, "kind": (ANSWERS[one.kind], ANSWER_TONES[one.kind])} for one in answers],
        "may": actor.may("create", "channel"),
        "here": HERE,
    }
    return render(request, "mobile/keywords.html", context)


@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Have a word answered."""
    actor = actor_of(request)
    given = request.POST if request.method == "POST" else None
    form = KeywordForm(given, initial={"active": True}).offer(actor)
    if form.is_bound and form.is_valid():
        try:
            add_keyword(form.draft(), actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, HERE, Toast(_("The keyword is answered from now on")))
    return _form(request, form, _("New keyword"))


@never_cache
def change(request: HttpRequest, keyword_id: UUID) -> HttpResponse:
    """Change a keyword."""
    actor = actor_of(request)
    row = get_keyword(keyword_id, actor=actor, verb="edit")
    given = request.POST if request.method == "POST" else None
    initial = {name: getattr(row, name) for name in KeywordForm.base_fields}
    form = KeywordForm(given, initial=initial).offer(actor)
    if form.is_bound and form.is_valid():
        try:
            change_keyword(keyword_id, form.draft(), version=form.cleaned_data["version"], actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, HERE, Toast(_("Saved")))
    return _form(request, form, row.word)


def _state(row: SmsKeyword) -> str:
    return "work" if row.active else "rest"


def _form(request: HttpRequest, form: KeywordForm, title: str) -> HttpResponse:
    context = {
        "title": title,
        "crumbs": [Crumb(_("SMS keywords"), HERE), Crumb(title)],
        "form": form,
        "cancel": HERE,
    }
    return render(request, "ui/form_page.html", context, status=422 if form.errors else 200)
