"""The form of an alert on a metric."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.reporting.contracts.alerts import AlertLine
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.models import MetricAlert
from rapport.analytical.reporting.queries.planning import sources_of
from rapport.kernel.identity.api import Actor, list_colleagues
from rapport.kernel.tenancy.api import get_own_tenant

PLAIN = ("name", "metric", "filter", "way", "sense", "side", "limit")


class AlertForm(forms.Form):
    """Which metric is watched, against what, and who hears of it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    metric = forms.ChoiceField(label=gettext_lazy("Metric"))
    filter = forms.CharField(
        label=gettext_lazy("Only where"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy("As in the address of a question, such as country:any_of:DE|AT."),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Compared with"),
        choices=MetricAlert.Way.choices,
        widget=forms.RadioSelect,
        initial="usual",
    )
    limit = forms.FloatField(
        label=gettext_lazy("Limit"),
        required=False,
        help_text=gettext_lazy(
            "Of a day, for more or less than a limit: money in whole units, shares in per cent."
        ),
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Speaks of"), choices=MetricAlert.Side.choices, initial="both"
    )
    sense = forms.ChoiceField(
        label=gettext_lazy("How soon it speaks"),
        choices=MetricAlert.Sense.choices,
        initial="usual",
        help_text=gettext_lazy(
            "Where nothing changed: early about once in 50 days, usual once in 150, late once in 600."
        ),
    )
    members = forms.MultipleChoiceField(
        label=gettext_lazy("Who hears of it beside me"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Any = None, *, actor: Actor, line: AlertLine | None = None, wish: dict[str, str]
    ) -> None:
        super().__init__(data, initial=_initial(line) if line else dict(wish))
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in METRICS.values():
            if any(source.day for source in sources_of(one)):
                groups.setdefault(str(one.owner), []).append((one.name, str(one.label)))
        cast("forms.ChoiceField", self.fields["metric"]).choices = list(groups.items())
        people = [(str(member), name) for member, name in list_colleagues() if member != actor.id]
        cast("forms.MultipleChoiceField", self.fields["members"]).choices = people
        currency = get_own_tenant(actor.tenant_id).currency
        self.fields["limit"].label = _("Limit (money in %(currency)s)") % {"currency": currency}

    def values(self) -> dict[str, Any]:
        """Return what was filled in as the operation takes it."""
        found = {name: self.cleaned_data[name] for name in PLAIN}
        return found | {"members": tuple(UUID(one) for one in self.cleaned_data["members"])}


def _initial(line: AlertLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in PLAIN} | {"members": [str(one) for one in line.members]}
