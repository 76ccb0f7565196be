"""Made-up forms, tiles, facts, entries, work and charts for the style page."""

from datetime import date, datetime, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.ui.contracts.charts import Chart
from rapport.ui.contracts.inputs import DayInput
from rapport.ui.contracts.parts import Fact, Progress, Stat, TimelineEntry
from rapport.ui.contracts.viewer import Viewer
from rapport.ui.http.samples.rows import STAGE_LABELS
from rapport.ui.rules.charts import bar_spec, line_spec


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    email = forms.EmailField(label=gettext_lazy("E-mail"), help_text=gettext_lazy("Where invoices go."))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("p", gettext_lazy("Person")), ("c", gettext_lazy("Company"))]
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("Preferred way"),
        choices=[("e", gettext_lazy("E-mail")), ("t", gettext_lazy("Telephone"))],
        widget=forms.RadioSelect,
    )
    born = forms.DateField(
        label=gettext_lazy("Birthday"),
        required=False,
        widget=DayInput(),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    agreed = forms.BooleanField(label=gettext_lazy("May receive the newsletter"), required=False)


def sample_stats(viewer: Viewer) -> list[Stat]:
    """Tiles in each state."""
    return [
        Stat(
            _("Revenue, 30 days"),
            viewer.money_short(48_213_455, "EUR"),
            href="#",
            change=0.124,
            note=_("on the month before"),
            icon="coins",
        ),
        Stat(
            _("Orders"),
            viewer.number(3_482),
            href="#",
            change=-0.031,
            note=_("on the month before"),
            icon="shopping-bag",
        ),
        Stat(
            _("Returns"),
            viewer.share(0.021, 1),
            change=-0.2,
            good_when_up=False,
            note=_("on the month before"),
            icon="undo-2",
        ),
        Stat(
            _("Waiting for an answer"),
            viewer.number(12),
            href="#",
            note=_("oldest two hours"),
            icon="message-circle",
        ),
    ]


def sample_facts() -> list[Fact]:
    """Facts, some of them editable."""
    return [
        Fact(_("E-mail"), "ada@example.com", edit="/style/fact/email", id="fact-email"),
        Fact(_("Telephone"), "", edit="/style/fact/phone", id="fact-phone"),
        Fact(_("Owner"), "Grace Hopper"),
        Fact(_("Company"), "Analytical Engines", href="#"),
        Fact(_("Birthday"), None),
    ]


def sample_entries(now: datetime) -> list[TimelineEntry]:
    """A few entries over two days."""
    hour = timedelta(hours=1)
    return [
        TimelineEntry(
            now - hour, _("Order 10248 paid"), icon="shopping-bag", tone="good", href="#", tags=[_("Paid")]
        ),
        TimelineEntry(
            now - 2 * hour,
            _("Note"),
            icon="sticky-note",
            text=_("Wants the catalogue in Chinese next time."),
            who="Grace Hopper",
        ),
        TimelineEntry(now - 26 * hour, _("Call, 4 minutes"), icon="phone", tone="info", who="Ada Lovelace"),
        TimelineEntry(now - 28 * hour, _("Complaint opened"), icon="triangle-alert", tone="warn", href="#"),
    ]


def sample_progress(step: int) -> Progress:
    """Work that ends after ten steps."""
    share = min(1.0, step / 10)
    done = share >= 1
    return Progress(
        _("Import of customers.csv"),
        share,
        note=_("412,000 of 1,000,000 rows") if not done else _("Done"),
        poll="" if done else f"/style/progress?step={step + 1}",
        tone="good" if done else "accent",
        done=done,
        cancel="" if done else "/style/progress?step=10",
    )


def sample_charts(viewer: Viewer) -> list[Chart]:
    """A line of two series and bars."""
    months = [date(2025, 1 + n, 1) for n in range(12)]
    kinds = {"new": _("New customers"), "again": _("Returning customers")}
    sums = {
        (m, k): 40 + 9 * m.month + (23 * m.month % 17) * (2 if k == "new" else 5)
        for m in months
        for k in kinds
    }
    values = [{"month": m.isoformat(), "kind": kinds[k], "sum": sums[m, k]} for m in months for k in kinds]
    names = {"month": _("Month"), "sum": _("Revenue")}
    line = line_spec(values, x="month", y="sum", series="kind", titles=names, x_format="%b")
    stages = [{"stage": str(label), "count": 17 * (n + 1)} for n, label in enumerate(STAGE_LABELS.values())]
    bars = bar_spec(
        stages, x="stage", y="count", titles={"stage": _("Stage"), "count": _("Customers")}, lying=True
    )
    return [
        Chart(
            "sample-line",
            _("Revenue by month"),
            line,
            _("Both kinds of customers bring more each month."),
            [_("Month"), *kinds.values()],
            [[viewer.day(m), *(viewer.number(sums[m, k]) for k in kinds)] for m in months],
        ),
        Chart(
            "sample-bars",
            _("Customers by stage"),
            bars,
            _("Most customers are new."),
            [_("Stage"), _("Customers")],
            [[one["stage"], one["count"]] for one in stages],
            note=_("today"),
        ),
    ]
