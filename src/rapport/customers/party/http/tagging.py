"""Tags: on the selected rows of the list, and of one customer."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rapport.customers.party.operations.tags import set_tags, tag_customers
from rapport.customers.party.queries.beside import list_tags
from rapport.customers.party.queries.states import get_customer
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, answer_dialog, close_dialog, go_to, put_errors, with_event

MOST = 1000


class TagWords(forms.Form):
    """All tags of one customer, parted by commas."""

    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Parted by commas."),
        widget=forms.TextInput(attrs={"list": "known-tags", "autocomplete": "off"}),
    )

    def words(self) -> list[str]:
        """The words, in either kind of comma."""
        text: str = self.cleaned_data["tags"]
        words = text.replace("，", ",").replace("、", ",").split(",")
        return [word.strip() for word in words if word.strip()]


@require_POST
def tag_selected(request: HttpRequest) -> HttpResponse:
    """Put a tag on the selected customers."""
    ids, tag = _selected(request), request.POST.get("tag", "").strip()
    if not tag:
        raise Invalid(_("Which tag? Type one."))
    count = tag_customers(ids, add=[tag], actor=actor_of(request))
    told = ngettext("%(count)s customer tagged", "%(count)s customers tagged", count) % {"count": count}
    return go_to(request, _back(request), Toast(told))


@require_POST
def untag_selected(request: HttpRequest) -> HttpResponse:
    """Take a tag off the selected customers."""
    ids, tag = _selected(request), request.POST.get("gone", "")
    count = tag_customers(ids, remove=[tag], actor=actor_of(request))
    told = ngettext("Tag taken off %(count)s customer", "Tag taken off %(count)s customers", count)
    return go_to(request, _back(request), Toast(told % {"count": count}))


def edit_tags(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The tags of one customer, in a dialog."""
    actor, address = actor_of(request), f"/customers/{party_id}/tags"
    state = get_customer(party_id, actor=actor)
    if request.GET.get("part"):
        return render(request, "party/tags.html", {"state": state})
    bound = request.method == "POST"
    form = TagWords(request.POST if bound else None, initial={"tags": ", ".join(state.tags)})
    if form.is_bound and form.is_valid():
        try:
            set_tags(party_id, form.words(), actor=actor)
        except Invalid as error:
            put_errors(form, error)
        else:
            return with_event(close_dialog(Toast(_("Saved"))), "tags-changed")
    form.fields["tags"].help_text = _("Parted by commas. Known: %(tags)s") % {
        "tags": ", ".join(tag.name for tag in list_tags()[:12]) or "–"
    }
    return answer_dialog(request, _("Tags"), form, address)


def _selected(request: HttpRequest) -> list[UUID]:
    try:
        ids = [UUID(text) for text in request.POST.getlist("ids")]
    except ValueError as error:
        raise Invalid(_("Select some customers first.")) from error
    if not ids or len(ids) > MOST:
        raise Invalid(_("Select between 1 and %(most)s customers.") % {"most": MOST})
    return ids


def _back(request: HttpRequest) -> str:
    query = request.POST.get("query", "")
    return query if query.startswith("/customers") else "/customers"
