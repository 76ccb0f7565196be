"""What agents fill in."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.inbox.contracts import AgentDraft
from rapport.kernel.identity.api import list_colleagues, load_teams


class AnswerForm(forms.Form):
    """What to answer."""

    text = forms.CharField(
        label=_("Answer"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    attached = forms.FileField(label=_("File"), required=False)


class ReplyForm(forms.Form):
    """A canned reply."""

    name = forms.CharField(label=_("Name"), max_length=120)
    shortcut = forms.CharField(
        label=_("Shortcut"), max_length=40, help_text=_("What is typed after / to insert it.")
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_("Places to fill: name, first_name, subject, agent; such as {{first_name|there}}."),
    )
    own = forms.BooleanField(label=_("Mine alone"), required=False)


class RuleForm(forms.Form):
    """A rule of routing."""

    name = forms.CharField(label=_("Name"), max_length=120)
    position = forms.IntegerField(label=_("Place in the order"), min_value=1, max_value=10_000, initial=1)
    condition = forms.CharField(
        label=_("Which conversations"),
        max_length=8_000,
        required=False,
        help_text=_("A filter as the address of the inbox holds it (filter=…); empty, it fits all."),
    )
    team_id = forms.TypedChoiceField(
        label=_("Team it is given to"), coerce=UUID, empty_value=None, required=False
    )
    member_id = forms.TypedChoiceField(label=_("Member"), coerce=UUID, empty_value=None, required=False)
    skill = forms.CharField(label=_("Skill"), max_length=40, required=False)
    tag = forms.CharField(label=_("Tag"), max_length=40, required=False)
    urgent = forms.BooleanField(
        label=_("Urgent"), required=False, help_text=_("It is answered in a quarter of the usual time.")
    )
    active = forms.BooleanField(label=_("At work"), required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        offered = {
            "team_id": [(str(team.id), team.name) for team in load_teams()],
            "member_id": [(str(one), name) for one, name in list_colleagues()],
        }
        for name, choices in offered.items():
            choice = self.fields[name]
            if isinstance(choice, forms.TypedChoiceField):
                choice.choices = [("", "–"), *choices]


class AgentForm(forms.Form):
    """What a member brings to the inbox."""

    skills = forms.CharField(
        label=_("Skills"), max_length=400, required=False, help_text=_("With commas between.")
    )
    languages = forms.CharField(
        label=_("Languages spoken"),
        max_length=200,
        required=False,
        help_text=_("Two letters each, with commas between, such as en, zh."),
    )
    most = forms.IntegerField(label=_("Open conversations at most"), min_value=1, max_value=1000)
    away = forms.BooleanField(
        label=_("Away"), required=False, help_text=_("Then they are given nothing new.")
    )

    def draft(self) -> AgentDraft:
        """What was filled in, as the operation takes it."""
        given = self.cleaned_data
        return AgentDraft(
            tuple(given["skills"].split(",")),
            tuple(given["languages"].split(",")),
            given["most"],
            given["away"],
        )
