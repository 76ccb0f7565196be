"""Pages of links that show figures elsewhere: the list with each link's frame, the form, revoking."""

from html import escape
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.analytical.reporting.contracts.comments import Place
from rapport.analytical.reporting.contracts.embeds import LONGEST_DAYS, EmbedDraft, EmbedLine
from rapport.analytical.reporting.http.comments import lead_to
from rapport.analytical.reporting.operations.embeds import add_embed, revoke_embed
from rapport.analytical.reporting.queries import embeds as reads
from rapport.kernel.errors import Clash
from rapport.kernel.identity.api import absolute, actor_of, list_member_names
from rapport.ui.api import Crumb, Toast, answer_form, go_to, put_errors

SHOWN = 100


class EmbedForm(forms.Form):
    """Where figures are shown, and for how long."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    sites = forms.CharField(
        label=gettext_lazy("Sites that may show it"),
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "https://intranet.example"}),
        help_text=gettext_lazy("One a line. Browsers show the frame on these sites alone."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("For how many days"), min_value=1, max_value=LONGEST_DAYS, initial=90
    )
    locale = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=lambda: [("", _("The visitor's")), *settings.LANGUAGES],
    )


@require_GET
def show_embeds(request: HttpRequest) -> HttpResponse:
    """One's own links, everybody's for who looks after all; the newest first."""
    actor = actor_of(request)
    lines = [reads.line_of(row) for row in reads.list_embeds(actor).order_by("-id")[:SHOWN]]
    names, now = list_member_names({one.owner_id for one in lines}), timezone.now()
    rows = [
        {
            "line": one,
            "leads": lead_to(one.place).partition("#")[0],
            "owner": names.get(one.owner_id, ""),
            "open": one.revoked_at is None and one.expires_at > now,
            "address": address_of(one, request),
            "frame": _write_frame(one, request),
        }
        for one in lines
    ]
    context = {
        "title": _("Figures shown elsewhere"),
        "lead": _("Each shows what its owner may see, to whoever opens the page it stands on."),
        "crumbs": [Crumb(_("Dashboards"), reverse("dashboards")), Crumb(_("Figures shown elsewhere"))],
        "rows": rows,
        "may_revoke": actor.may("delete", "report"),
    }
    return render(request, "reporting/embeds.html", context)


def new_embed(request: HttpRequest) -> HttpResponse:
    """The form of a link for a dashboard (`board`) or a question; a good POST leads to the list."""
    actor = actor_of(request)
    place = Place(request.GET.get("board", ""), request.GET.get("question", ""))
    form = EmbedForm(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        draft = EmbedDraft(
            given["name"], place, tuple(given["sites"].split()), given["days"], given["locale"]
        )
        try:
            add_embed(draft, actor=actor)
        except Clash as refusal:
            put_errors(form, refusal)
        else:
            return go_to(request, reverse("report_embeds"), Toast(_("The link is ready.")))
    title = _("Show it elsewhere")
    crumbs = [Crumb(_("Figures shown elsewhere"), reverse("report_embeds")), Crumb(title)]
    return answer_form(request, form, title=title, crumbs=crumbs, cancel=reverse("report_embeds"))


@require_POST
def revoke(request: HttpRequest, embed_id: UUID) -> HttpResponse:
    """End a link at once."""
    revoke_embed(embed_id, actor=actor_of(request))
    return go_to(request, reverse("report_embeds"), Toast(_("The link shows nothing any more.")))


def address_of(line: EmbedLine, request: HttpRequest | None = None) -> str:
    """Return where a link's figures are seen."""
    return absolute(reverse("report_framed", args=[line.token]), request)


def _write_frame(line: EmbedLine, request: HttpRequest) -> str:
    """Return the frame as it is copied: plain text, which the page shows and does not draw."""
    address, name = escape(address_of(line, request)), escape(line.name)
    return f'<iframe src="{address}" title="{name}" width="100%" height="640" loading="lazy"></iframe>'
