"""The editor's forms: what a service is called, what it answers, what it does, its questions."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.collaborative.delivery.api import list_channels
from rapport.collaborative.logic.contracts.lines import ServiceDraft, ServiceLine
from rapport.collaborative.logic.contracts.looking import list_look_ups
from rapport.collaborative.logic.contracts.service import (
    LONGEST_TEXT,
    MOST_STEPS,
    Definition,
    Step,
    Then,
    When,
)
from rapport.collaborative.logic.http.words import HOURS, HOW, PURPOSES, QUESTIONS, name_accounts
from rapport.collaborative.logic.rules.texts import LANGUAGES
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor, load_teams

BLANK = 2
"""Empty questions offered beside those there are."""
_AREA = {"rows": 3, "dir": "auto"}


def _text(label: object, help_text: object = "", **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs=_AREA)
    return forms.CharField(
        label=cast("str", label),
        max_length=LONGEST_TEXT,
        required=False,
        widget=widget,
        help_text=cast("str", help_text),
        **more,
    )


class NameForm(forms.Form):
    """What a service is called, and its place in the order."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    about = forms.CharField(label=gettext_lazy("About"), max_length=500, required=False)
    position = forms.IntegerField(
        label=gettext_lazy("Place in the order"),
        min_value=1,
        max_value=9999,
        initial=100,
        help_text=gettext_lazy("Of several that fit, the lowest answers; of those alike, the nearest."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class WhenForm(forms.Form):
    """Which messages are met."""

    how = forms.ChoiceField(label=gettext_lazy("Which messages"), choices=[*HOW.items()])
    words = _text(
        gettext_lazy("Keywords or patterns"),
        gettext_lazy("One in each line. In a pattern * is anything, ? one letter, # a number: order*#"),
    )
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    account_id = forms.TypedChoiceField(
        label=gettext_lazy("Address written to"), coerce=UUID, empty_value=None, required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    low = forms.DecimalField(
        label=gettext_lazy("First number at least"), required=False, max_digits=19, decimal_places=4
    )
    high = forms.DecimalField(
        label=gettext_lazy("First number at most"), required=False, max_digits=19, decimal_places=4
    )
    hours = forms.ChoiceField(label=gettext_lazy("When"), choices=[*HOURS.items()])
    begins = forms.CharField(
        label=gettext_lazy("From"),
        max_length=5,
        required=False,
        widget=forms.TextInput(attrs={"type": "time"}),
    )
    ends = forms.CharField(
        label=gettext_lazy("Until"),
        max_length=5,
        required=False,
        widget=forms.TextInput(attrs={"type": "time"}),
    )

    def offer(self, actor: Actor) -> "WhenForm":
        """Offer the channels and accounts there are."""
        offered: dict[str, list[tuple[str, Any]]] = {
            "channel": [(one.name, one.label) for one in list_channels()],
            "account_id": [*name_accounts(actor)],
            "language": [(one, one) for one in sorted(LANGUAGES)],
        }
        for name, choices in offered.items():
            cast("forms.ChoiceField", self.fields[name]).choices = [("", _("Any")), *choices]
        return self

    def value(self, conditions: str) -> When:
        """Return what was filled in; conditions are chosen elsewhere."""
        given = dict(self.cleaned_data)
        words = tuple(dict.fromkeys(line.strip() for line in given.pop("words").splitlines() if line.strip()))
        return When(words=words, conditions=conditions, **given)


class ThenForm(forms.Form):
    """What is done."""

    look_up = forms.ChoiceField(label=gettext_lazy("Looks up"), required=False)
    answer = _text(gettext_lazy("Answer"))
    instead = _text(
        gettext_lazy("If something is missing"),
        gettext_lazy("Answered where nothing was found, or a place of the answer stays empty."),
    )
    registers = forms.BooleanField(
        label=gettext_lazy("Registers a prospect"),
        required=False,
        help_text=gettext_lazy("Questions named name, email, phone and city fill in the customer."),
    )
    purpose = forms.ChoiceField(label=gettext_lazy("They agree to"), required=False)
    confirm = _text(
        gettext_lazy("Asked before"),
        gettext_lazy("With a question, only a yes to it counts (double opt-in)."),
    )
    tag = forms.CharField(label=gettext_lazy("Tag of the conversation"), max_length=40, required=False)
    hand_over = forms.BooleanField(
        label=gettext_lazy("Hands over to a person"),
        required=False,
        help_text=gettext_lazy("The conversation goes on waiting in the inbox."),
    )
    team_id = forms.TypedChoiceField(
        label=gettext_lazy("Team it is given to"), coerce=UUID, empty_value=None, required=False
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes a question waits"), min_value=1, max_value=10_080
    )
    tries = forms.IntegerField(label=gettext_lazy("Tries at each question"), min_value=1, max_value=9)
    given_up = _text(gettext_lazy("Said when the form is given up"))

    def offer(self) -> "ThenForm":
        """Offer look-ups, teams and purposes, and name the places there are."""
        look_ups = list_look_ups()
        offered: dict[str, list[tuple[str, Any]]] = {
            "look_up": [(one.name, one.label) for one in look_ups],
            "team_id": [(str(team.id), team.name) for team in load_teams()],
            "purpose": [*PURPOSES.items()],
        }
        for name, choices in offered.items():
            cast("forms.ChoiceField", self.fields[name]).choices = [("", "–"), *choices]
        places = ["first_name", "rest", "number", *(place for one in look_ups for place in one.places)]
        shown = ", ".join(f"{{{{{place}}}}}" for place in places)
        self.fields["answer"].help_text = _("Places to fill: %(places)s; such as {{first_name|there}}.") % {
            "places": shown
        }
        return self


class QuestionForm(forms.Form):
    """One question of a form; without a name there is none."""

    name = forms.CharField(
        label=gettext_lazy("Named"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Small letters, such as city."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Answered by"), choices=[*QUESTIONS.items()], required=False)
    question = forms.CharField(label=gettext_lazy("Question"), max_length=LONGEST_TEXT, required=False)
    choices = forms.CharField(
        label=gettext_lazy("To choose from"),
        max_length=600,
        required=False,
        help_text=gettext_lazy("With commas between."),
    )
    wrong = forms.CharField(
        label=gettext_lazy("Said where it is none"), max_length=LONGEST_TEXT, required=False
    )

    def value(self) -> Step | None:
        """Return the question, None where there is none."""
        given = self.cleaned_data
        if not given["name"] and not given["question"]:
            return None
        choices = tuple(one.strip() for one in given["choices"].replace("，", ",").split(",") if one.strip())
        return Step(given["name"], given["question"], given["kind"] or "text", choices, given["wrong"])


class Editor:
    """All forms of a service as one."""

    def __init__(self, line: ServiceLine | None, actor: Actor, data: Any = None) -> None:
        self.line, self.bound = line, data is not None
        draft = line.draft if line else Definition()
        self.conditions = draft.when.conditions
        begun = {"name": line.name, "about": line.about, "position": line.position} if line else {}
        self.name = NameForm(data, prefix="is", initial={**begun, "version": line.version if line else None})
        self.when = WhenForm(data, prefix="when", initial=_initial(draft.when)).offer(actor)
        self.then = ThenForm(data, prefix="then", initial=_initial(draft.then)).offer()
        self.questions = [
            QuestionForm(data, prefix=f"q{at}", initial=_initial(step) if step else {"kind": "text"})
            for at, step in enumerate(_steps(draft.then.steps))
        ]

    @property
    def forms(self) -> list[forms.Form]:
        """Every form, the page's order."""
        return [self.name, self.when, self.then, *self.questions]

    def is_valid(self) -> bool:
        """Tell whether all were filled in as they should."""
        sound = [form.is_valid() for form in self.forms]  # each, so that each shows what is wrong
        return self.bound and all(sound)

    def draft(self) -> ServiceDraft:
        """Return the service as it was filled in."""
        given = self.name.cleaned_data
        steps = tuple(step for one in self.questions if (step := one.value()) is not None)
        then = Then(steps=steps, **self.then.cleaned_data)
        return ServiceDraft(
            *(given["name"], given["about"], given["position"]),
            Definition(self.when.value(self.conditions), then),
        )

    def put_errors(self, error: RapportError) -> None:
        """Show a refusal at the field it names."""
        for name, reason in (error.fields or {"": error.message}).items():
            form = next((one for one in self.forms if name in one.fields), self.name)
            form.add_error(name if name in form.fields else None, reason)


def _steps(steps: Sequence[Step]) -> list[Step | None]:
    return [*steps, *([None] * min(BLANK, MOST_STEPS - len(steps)))]


def _initial(part: When | Then | Step) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(part, name) for name in part.__slots__}
    if "words" in values:
        values["words"] = "\n".join(values["words"])
    if "choices" in values:
        values["choices"] = ", ".join(values["choices"])
    return values
