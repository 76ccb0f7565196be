"""The form of a trigger: one for all kinds; what a kind needs not is hidden by the style sheet."""

from typing import Any
from urllib.parse import parse_qs

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rapport.bigdata.ingest.api import list_event_names
from rapport.bigdata.realtime.contracts import TriggerLine
from rapport.bigdata.realtime.http.words import is_any, say_event, say_who
from rapport.bigdata.realtime.models import Trigger
from rapport.bigdata.realtime.operations.triggers import LONGEST, MOST_TIMES
from rapport.kernel.filters.api import EVERYTHING, parse, write_json
from rapport.kernel.identity.api import Actor
from rapport.kernel.views.api import list_views

EVERYBODY, CUSTOMERS, AS_IS = "", "customers", "as-is"


class TriggerForm(forms.Form):
    """What a trigger looks for, of whom, and how often it fires; a kind leaves out what it needs not."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("A visitor …"),
        choices=Trigger.Kind.choices,
        widget=forms.RadioSelect,
        initial="times",
    )
    event = forms.ChoiceField(label=gettext_lazy("What they did"), initial="product")
    times = forms.IntegerField(
        label=gettext_lazy("How often"), min_value=1, max_value=MOST_TIMES, initial=3, required=False
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=max(LONGEST.values()),
        initial=10,
        required=False,
        help_text=gettext_lazy(
            "Within which they did it (60 at most), or for which the cart was left alone."
        ),
    )
    same = forms.BooleanField(label=gettext_lazy("The same product or page each time"), required=False)
    who = forms.ChoiceField(
        label=pgettext_lazy("a rule", "Who"),
        required=False,
        help_text=gettext_lazy("Views of the list of customers stand here, such as your VIPs."),
    )
    repeat = forms.ChoiceField(
        label=gettext_lazy("Fires for one visitor"), choices=Trigger.Repeat.choices, initial="day"
    )

    def __init__(self, data: Any = None, *, actor: Actor, line: TriggerLine | None = None) -> None:
        names = sorted((say_event(name), name) for name in list_event_names())
        self.views = {str(one.id): one for one in list_views("customer", actor=actor)}
        self.line = line
        super().__init__(data, initial=_initial(line) if line else None)
        _choices(self, "event", [(name, label) for label, name in names])
        own = [(AS_IS, say_who(line, actor))] if line is not None and _initial(line)["who"] == AS_IS else []
        _choices(
            self,
            "who",
            [
                (EVERYBODY, _("Everybody")),
                (CUSTOMERS, _("Any known customer")),
                *own,
                *((key, one.name) for key, one in self.views.items()),
            ],
        )

    def values(self) -> dict[str, Any]:
        """Return what was filled in as the operation takes it."""
        found = dict(self.cleaned_data)
        if not LONGEST[found["kind"]]:
            found["minutes"] = 0
        return found | {"times": found["times"] or 0, "minutes": found["minutes"] or 0, "who": self._who()}

    def _who(self) -> Any:
        chosen = self.cleaned_data["who"]
        if chosen == AS_IS and self.line is not None:
            return self.line.who
        if chosen in self.views:
            asked = parse_qs(self.views[chosen].query).get("filter", [""])[0]
            return write_json(parse(asked))
        return write_json(EVERYTHING) if chosen == CUSTOMERS else None


def _initial(line: TriggerLine) -> dict[str, Any]:
    found = {name: getattr(line, name) for name in ("name", "kind", "event", "times", "same", "repeat")}
    who = EVERYBODY if line.who is None else CUSTOMERS if is_any(line.who) else AS_IS
    return found | {"minutes": line.minutes or None, "who": who}


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
