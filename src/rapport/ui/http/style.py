"""The living style page: every part in every state; open in debug, otherwise only for staff."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.ui.contracts.listing import Action, Empty
from rapport.ui.contracts.parts import Crumb, Fact, Option, Tab, Toast
from rapport.ui.http import samples
from rapport.ui.http.filters.sample import sample_builder
from rapport.ui.http.lists import (
    answer_cell,
    answer_cell_editor,
    answer_list,
    answer_part,
    asked_part,
    read_list_state,
)
from rapport.ui.http.replies import answer_dialog, answer_fact, answer_fact_editor, close_dialog, with_toast
from rapport.ui.queries import get_viewer

View = Callable[..., HttpResponse]


def only_builders(view: View) -> View:
    """Hide the style page from ordinary people."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not settings.DEBUG and not getattr(getattr(request, "user", None), "is_staff", False):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@only_builders
def show_style(request: HttpRequest) -> HttpResponse:
    """All parts on one page."""
    viewer = get_viewer()
    wrong = samples.SampleForm({"wrong-name": "", "wrong-email": "ada", "wrong-kind": "p"}, prefix="wrong")
    wrong.is_valid()
    context = {
        "title": _("Style"),
        "lead": _("Every part of the product, in every state."),
        "crumbs": [Crumb(_("Home"), "/"), Crumb(_("Style"))],
        "actions": [
            Action(_("Open a dialog"), "/style/dialog", icon="square-pen", dialog=True, key="n"),
            Action(_("List"), "/style/list", icon="table-2", main=True),
        ],
        "tabs": [
            Tab(_("Parts"), "/style", current=True),
            Tab(_("List"), "/style/list", count=30),
            Tab(_("Form"), "/style/form"),
        ],
        "stats": samples.sample_stats(viewer),
        "charts": samples.sample_charts(viewer),
        "facts": samples.sample_facts(),
        "entries": samples.sample_entries(timezone.now()),
        "progress": samples.sample_progress(4),
        "finished": samples.sample_progress(10),
        "tones": ["plain", "info", "good", "warn", "bad", "accent"],
        "names": samples.NAMES[:8],
        "options": [
            Option(_("Day"), "#", icon="calendar"),
            Option(_("Week"), "#", current=True),
            Option(_("Month"), "#"),
        ],
        "empty": Empty(
            _("No orders yet"),
            _("They appear here as soon as the shop sends them."),
            icon="shopping-bag",
            action=Action(_("Connect a shop"), "#", icon="plug"),
        ),
        "builder": sample_builder(timezone.now()),
        "form": samples.SampleForm(initial={"name": "Ada Lovelace"}, prefix="right"),
        "wrong": wrong,
    }
    return render(request, "ui/style.html", context)


@only_builders
def show_list(request: HttpRequest) -> HttpResponse:
    """The list with everything on it."""
    state = read_list_state(
        request,
        columns=samples.sample_columns(),
        filters=samples.sample_filters(),
        default_sort="name",
        faces=samples.FACES,
    )
    listing = samples.sample_listing(state)
    part = asked_part(request)
    return answer_part(request, listing, part) if part else answer_list(request, listing)


@only_builders
def show_form(request: HttpRequest) -> HttpResponse:
    """A form page, with its errors after a POST."""
    form = samples.SampleForm(request.POST or None)
    context = {"title": _("New customer"), "form": form, "cancel": "/style"}
    return render(
        request, "ui/form_page.html", context, status=422 if form.is_bound and not form.is_valid() else 200
    )


@only_builders
def show_entrance(request: HttpRequest) -> HttpResponse:
    """A page before sign-in."""
    return render(request, "ui/style_entrance.html", {"title": _("Sign in"), "form": EntranceForm()})


@only_builders
def edit_fact(request: HttpRequest, name: str) -> HttpResponse:
    """The editor of a fact: GET shows the field, POST answers with the new value and an undo."""
    labels = {"email": _("E-mail"), "phone": _("Telephone")}
    value = request.POST.get("value", "ada@example.com")
    fact = Fact(labels.get(name, name), value, edit=f"/style/fact/{name}", id=f"fact-{name}")
    form = FactForm(request.POST or None, initial={"value": fact.value})
    if form.is_bound and form.is_valid():
        return answer_fact(request, fact, Toast(_("Saved"), undo="/style/undo"))
    return (
        answer_fact(request, fact)
        if "cancel" in request.GET
        else answer_fact_editor(request, fact, form, "value")
    )


@only_builders
def edit_cell(request: HttpRequest, row: int, name: str) -> HttpResponse:
    """The editor of a list's cell."""
    customer = samples.sample_rows(row - 1, 1)[0]
    form = FactForm(request.POST or None, initial={"value": customer.email})
    column = samples.sample_columns()[1]
    if form.is_bound and form.is_valid():
        changed = replace(customer, email=form.cleaned_data["value"])
        return answer_cell(request, column, changed, Toast(_("Saved"), undo="/style/undo"))
    if "cancel" in request.GET:
        return answer_cell(request, column, customer)
    return answer_cell_editor(request, f"/style/list/{row}/cells/{name}", form, "value")


@only_builders
def show_dialog(request: HttpRequest) -> HttpResponse:
    """A form in a dialog; a good POST closes it."""
    form = samples.SampleForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return close_dialog(Toast(_("Saved"), undo="/style/undo"))
    return answer_dialog(request, _("New customer"), form, "/style/dialog")


@only_builders
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """What the undo of a toast calls."""
    return with_toast(HttpResponse(status=204), Toast(_("Taken back"), tone="info"))


@only_builders
def show_progress(request: HttpRequest) -> HttpResponse:
    """The next state of the sample work."""
    step = request.GET.get("step", "0")
    return render(
        request,
        "ui/parts/progress.html",
        {"progress": samples.sample_progress(int(step) if step.isdigit() else 0)},
    )


class FactForm(forms.Form):
    """The one field of a fact's editor."""

    value = forms.CharField(label=gettext_lazy("Value"), max_length=200)


class EntranceForm(forms.Form):
    """A sign-in form for the eye only."""

    email = forms.EmailField(label=gettext_lazy("E-mail"))
    password = forms.CharField(label=gettext_lazy("Password"), widget=forms.PasswordInput)
