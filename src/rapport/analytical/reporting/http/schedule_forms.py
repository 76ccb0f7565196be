"""The form of a scheduled report."""

from datetime import time
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rapport.analytical.reporting.contracts.sending import ScheduleLine
from rapport.analytical.reporting.models import ReportSchedule
from rapport.analytical.reporting.operations.arranging import REPORT
from rapport.analytical.reporting.queries.dashboards import list_dashboards
from rapport.analytical.reporting.queries.schedule_words import name_question
from rapport.kernel.identity.api import Actor, list_colleagues
from rapport.kernel.views.api import list_views
from rapport.ui.api import get_viewer

BOARD, QUESTION, AS_IS = "board:", "question:", "as-is"


class ScheduleForm(forms.Form):
    """What is sent, when, as which file and to whom."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    what = forms.ChoiceField(
        label=gettext_lazy("What is sent"),
        help_text=gettext_lazy("A dashboard, or a report you kept. Whoever gets it sees what you may see."),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("As"), choices=ReportSchedule.Form.choices, initial="pdf", widget=forms.RadioSelect
    )
    every = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=ReportSchedule.Every.choices, initial="week"
    )
    weekday = forms.TypedChoiceField(label=gettext_lazy("Day of the week"), coerce=int, initial=1)
    month_day = forms.IntegerField(
        label=gettext_lazy("Day of the month"),
        min_value=1,
        max_value=31,
        initial=1,
        required=False,
        help_text=gettext_lazy("A month that is shorter takes its last day."),
    )
    at = forms.TimeField(
        label=pgettext_lazy("an hour", "At"),
        initial=time(8),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    members = forms.MultipleChoiceField(
        label=gettext_lazy("Members"), required=False, widget=forms.CheckboxSelectMultiple
    )
    outside = forms.CharField(
        label=gettext_lazy("Addresses outside"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line, of those the settings allow."),
    )
    note = forms.CharField(
        label=gettext_lazy("A word with it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: Any = None, *, actor: Actor, line: ScheduleLine | None = None, wish: str = ""
    ) -> None:
        super().__init__(data, initial=_initial(line) if line else {"what": wish, "members": [actor.id]})
        self.line, self.actor = line, actor
        boards = [(f"{BOARD}{one.name}", one.label) for one in list_dashboards(actor)]
        kept = [(f"{QUESTION}{one.query}", one.name) for one in list_views(REPORT, actor=actor)[:50]]
        known = {value for value, _label in (*boards, *kept)}
        if wish.startswith(QUESTION) and wish not in known:
            kept.insert(0, (wish, name_question(wish.removeprefix(QUESTION))))
        if line and _initial(line)["what"] not in known:
            kept.insert(0, (AS_IS, _("As it is")))
            self.initial["what"] = AS_IS
        groups: list[tuple[str, list[tuple[str, str]]]] = [(_("Dashboards"), boards)]
        groups += [(_("Questions"), kept)] if kept else []
        cast("forms.ChoiceField", self.fields["what"]).choices = groups
        names = enumerate(get_viewer().weekdays(), 1)
        cast("forms.ChoiceField", self.fields["weekday"]).choices = [(at, name) for at, name in names]
        people = [(str(member), name) for member, name in list_colleagues()]
        cast("forms.MultipleChoiceField", self.fields["members"]).choices = people

    def values(self) -> dict[str, Any]:
        """Return what was filled in as the operation takes it."""
        found = self.cleaned_data
        on_day = {"week": found["weekday"], "month": found["month_day"] or 1}.get(found["every"], 1)
        kept = {name: found[name] for name in ("name", "form", "every", "at", "note")}
        return kept | {
            **self._target(found["what"]),
            "on_day": on_day,
            "members": tuple(UUID(one) for one in found["members"]),
            "outside": tuple(one.strip() for one in found["outside"].splitlines() if one.strip()),
        }

    def _target(self, what: str) -> dict[str, str]:
        if what == AS_IS:
            return {}
        if what.startswith(BOARD):
            return {"board": what.removeprefix(BOARD), "question": ""}
        return {"board": "", "question": what.removeprefix(QUESTION)}


def _initial(line: ScheduleLine) -> dict[str, Any]:
    plain = {name: getattr(line, name) for name in ("name", "form", "every", "at", "note")}
    what = f"{BOARD}{line.board}" if line.board else f"{QUESTION}{line.question}"
    return plain | {
        "what": what,
        "weekday": line.on_day if line.every == "week" else 1,
        "month_day": line.on_day if line.every == "month" else 1,
        "members": [str(one) for one in line.members],
        "outside": "\n".join(line.outside),
    }
