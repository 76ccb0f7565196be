"""The tags of one customer."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.customers.party.operations.tags import set_tags
from rapport.customers.party.queries.beside import list_tags
from rapport.customers.party.queries.states import get_customer
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, answer_dialog, close_dialog, put_errors, with_event, with_toast


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
            fresh = set_tags(party_id, form.words(), actor=actor)
        except Invalid as error:
            put_errors(form, error)
        else:
            undo = urlencode([("version", fresh.version), *(("tag", one) for one in state.tags)])
            toast = Toast(_("Saved"), undo=f"{address}/undo?{undo}")
            return with_event(close_dialog(toast), "tags-changed")
    form.fields["tags"].help_text = _("Parted by commas. Known: %(tags)s") % {
        "tags": ", ".join(tag.name for tag in list_tags()[:12]) or "–"
    }
    return answer_dialog(request, _("Tags"), form, address)


@require_POST
def undo_tags(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Give the customer back the former tags, unless it was changed since (409)."""
    version = request.GET.get("version", "")
    if not version.isascii() or not version.isdecimal():
        raise Invalid(_("This cannot be taken back."))
    set_tags(party_id, request.GET.getlist("tag"), actor=actor_of(request), version=int(version))
    told = with_toast(HttpResponse(status=204), Toast(_("Taken back"), tone="info"))
    return with_event(told, "tags-changed")
