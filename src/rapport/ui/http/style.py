"""The living style page: every part in every state; open in debug, otherwise only for staff."""

from collections.abc import Callable
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
from rapport.ui.http.lists import answer_list, read_list_state
from rapport.ui.http.replies import with_event, with_toast
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
    wrong = samples.SampleForm({"name": "", "email": "ada", "kind": "p"})
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
        "form": samples.SampleForm(initial={"name": "Ada Lovelace"}),
        "wrong": wrong,
    }
    return render(request, "ui/style.html", context)


@only_builders
def show_list(request: HttpRequest) -> HttpResponse:
    """The list with everything on it."""
    state = read_list_state(
        request, columns=samples.sample_columns(), filters=samples.sample_filters(), default_sort="name"
    )
    return answer_list(request, samples.sample_listing(state))


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
    fact = Fact(
        name, request.POST.get("value", "ada@example.com"), edit=f"/style/fact/{name}", id=f"fact-{name}"
    )
    form = FactForm(request.POST or None, initial={"value": fact.value})
    if request.method == "POST" and form.is_valid():
        saved = render(request, "ui/parts/fact.html", {"fact": fact})
        return with_toast(saved, Toast(_("Saved"), undo="/style/undo"))
    if request.GET.get("cancel"):
        return render(request, "ui/parts/fact.html", {"fact": fact})
    return render(request, "ui/parts/fact_edit.html", {"fact": fact, "form": form, "field": form["value"]})


@only_builders
def show_dialog(request: HttpRequest) -> HttpResponse:
    """A form in a dialog; a good POST closes it."""
    form = samples.SampleForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return with_toast(
            with_event(HttpResponse(status=204), "close-dialog"), Toast(_("Saved"), undo="/style/undo")
        )
    context = {"title": _("New customer"), "form": form, "url": "/style/dialog"}
    return render(request, "ui/parts/dialog.html", context, status=422 if form.is_bound else 200)


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

    value = forms.CharField(max_length=200)


class EntranceForm(forms.Form):
    """A sign-in form for the eye only."""

    email = forms.EmailField(label=gettext_lazy("E-mail"))
    password = forms.CharField(label=gettext_lazy("Password"), widget=forms.PasswordInput)
