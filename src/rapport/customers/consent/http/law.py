"""Where people are asked to confirm what they typed: the table of countries, each with its source."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.consent.contracts.channels import name_channel
from rapport.customers.consent.contracts.law import CONFIRMED, ConfirmRule
from rapport.customers.consent.operations.confirming import reset_confirm_rule, set_confirm_rule
from rapport.customers.consent.queries import list_confirm_rules
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import actor_of, find_actor_of
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Country,
    Crumb,
    Label,
    Link,
    Muted,
    ShortList,
    Text,
    Toast,
    Tone,
    get_viewer,
    go_to,
    keep_form,
    posted,
    show_short,
)

PAGE = "/settings/confirmations"
WHOSE: dict[str, Label] = {"own": gettext_lazy("Your own"), "house": gettext_lazy("Comes with the product")}
TONES: dict[str, Tone] = {"own": "info", "house": "plain"}


class RuleForm(forms.Form):
    """On which channels people of a country confirm, and why."""

    country = forms.CharField(
        label=gettext_lazy("Country"), max_length=2, help_text=gettext_lazy("Two letters like DE.")
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Asked to confirm"),
        choices=[(one, name_channel(one)) for one in CONFIRMED],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: nobody there is asked, but where a form asks by itself."),
    )
    source = forms.CharField(
        label=gettext_lazy("Where that is written"),
        max_length=300,
        help_text=gettext_lazy("The paragraph, the ruling, or who decided it in your business."),
    )

    def rule(self) -> ConfirmRule:
        """Return the rule as it is kept."""
        given: dict[str, Any] = self.cleaned_data
        return ConfirmRule(given["country"], tuple(given["channels"]), given["source"])


def may_see(request: HttpRequest) -> bool:
    """Tell whether the page belongs into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "settings")


@require_GET
def show_rules(request: HttpRequest) -> HttpResponse:
    """The countries, with what is asked there and where that is written."""
    actor, viewer = actor_of(request), get_viewer()
    may = actor.may("edit", "settings")
    columns: list[Column[ConfirmRule]] = [
        Link(
            *("country", _("Country")),
            value=lambda one: viewer.country(one.country),
            href=lambda one: f"{PAGE}/{one.country}",
            width=9,
            phone="title",
        )
        if may
        else Country("country", _("Country"), phone="title"),
        Text("channels", _("Asked to confirm"), value=_channels, width=10, phone="under"),
        Muted("source", _("Where that is written"), grow=True),
        Badge(
            *("own", _("Whose word")),
            value=lambda one: "own" if one.own else "house",
            labels=WHOSE,
            tones=TONES,
            phone="corner",
        ),
    ]
    listing = ShortList(
        name="confirmations",
        title=_("Confirming consents"),
        columns=columns,
        rows=list_confirm_rules(),
        row_id=lambda one: one.country,
        actions=[Action(_("New country"), f"{PAGE}/new", icon="plus", main=True)] if may else [],
    )
    return show_short(request, listing)


@never_cache
def change_rule(request: HttpRequest, country: str = "") -> HttpResponse:
    """Say for a country whether people there confirm."""
    rule = next((one for one in list_confirm_rules() if one.country == country), None)
    if country and rule is None:
        raise Missing("There is no such rule.")
    begun = {"country": country, "channels": rule.channels, "source": rule.source} if rule else {}
    form = RuleForm(posted(request), initial=begun)
    if keep_form(form, lambda: set_confirm_rule(form.rule(), actor=actor_of(request))):
        return go_to(request, PAGE, Toast(_("Saved; it holds for whatever is typed from now on")))
    title = get_viewer().country(country) if country else _("New country")
    crumbs = [Crumb(_("Confirming consents"), PAGE), Crumb(title)]
    back = Action(_("As delivered"), f"{PAGE}/{country}/reset", icon="undo-2", post=True)
    context = {"title": title, "crumbs": crumbs, "form": form, "cancel": PAGE}
    context["actions"] = [back] if rule and rule.own else []
    return render(request, "ui/form_page.html", context, status=422 if form.errors else 200)


@require_POST
def reset(request: HttpRequest, country: str) -> HttpResponse:
    """Have a country as it was delivered."""
    reset_confirm_rule(country, actor=actor_of(request))
    return go_to(request, PAGE, Toast(_("As delivered again")))


def _channels(one: ConfirmRule) -> str:
    return ", ".join(name_channel(channel) for channel in one.channels) or _("Nobody is asked")
