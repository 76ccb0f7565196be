"""The page of rules: how long each kind of data is kept, what would go, what went."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.customers.privacy import queries
from rapport.customers.privacy.operations.keeping import set_rule
from rapport.customers.privacy.queries.keeping import MOST_MONTHS
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb, Toast, answer_dialog, go_to, put_errors

PAGE = "/settings/retention"


class RuleForm(forms.Form):
    """How long a kind of data is kept."""

    keep_for = forms.IntegerField(label=gettext_lazy("Kept for (months)"), min_value=1, max_value=MOST_MONTHS)
    active = forms.BooleanField(label=gettext_lazy("What is older goes every night"), required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any], gone: int, about: str) -> None:
        super().__init__(data, initial=initial)
        self.fields["keep_for"].help_text = about
        self.fields["active"].help_text = _("As it stands, %(count)s would go tonight.") % {"count": gone}


@require_GET
def show_rules(request: HttpRequest) -> HttpResponse:
    """Every kind of data with its rule."""
    context = {
        "title": _("Keeping data"),
        "crumbs": [Crumb(_("Settings"), "/settings"), Crumb(_("Keeping data"))],
        "rules": queries.list_rules(),
        "may": actor_of(request).may("edit", "settings"),
    }
    return render(request, "privacy/retention.html", context)


def change_rule(request: HttpRequest, kind: str) -> HttpResponse:
    """The dialog of a rule; it says how much would go before anybody switches it on."""
    kept = queries.get_kept(kind)
    rule = next(one for one in queries.list_rules() if one.kind == kind)
    gone = queries.count_aged(kept, queries.find_before(rule.keep_for, timezone.now()))
    form = RuleForm(
        request.POST or None,
        initial={"keep_for": rule.keep_for, "active": rule.active},
        gone=gone,
        about=str(kept.about),
    )
    if form.is_bound and form.is_valid():
        try:
            set_rule(kind, actor=actor_of(request), **form.cleaned_data)
        except Invalid as error:
            put_errors(form, error)
        else:
            return go_to(request, PAGE, Toast(_("Saved")))
    return answer_dialog(request, rule.label, form, request.path)
