"""What agents fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """What to answer."""

    text = forms.CharField(
        label=_("Answer"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    attached = forms.FileField(label=_("File"), required=False)
