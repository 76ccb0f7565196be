"""The form of a segment: what it is called; its conditions come from the builder, by the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.analytical.segmentation.operations.segments import ABOUT, NAME


class SegmentForm(forms.Form):
    """Name and words of a segment; `filter` travels along as the builder wrote it."""

    name = forms.CharField(label=_("Name"), max_length=NAME)
    about = forms.CharField(
        label=_("About"),
        max_length=ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What it is for, and who looks after it."),
    )
    filter = forms.CharField(widget=forms.HiddenInput)
