"""Forms of sources: one that is to be, one that is changed."""

from django import forms
from django.utils.translation import gettext_lazy

from rapport.bigdata.ingest.contracts import SYSTEM
from rapport.bigdata.ingest.models import EventSource
from rapport.bigdata.ingest.operations.sources import MOST_PER_MINUTE, PER_MINUTE


class SourceForm(forms.Form):
    """What a source is called, which sites may send with its key, how fast, and whose numbers."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    origins = forms.CharField(
        label=gettext_lazy("Sites"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One on a line, such as https://shop.example. None: pages of any site may send."
        ),
    )
    per_minute = forms.IntegerField(
        label=gettext_lazy("Events a minute at most"),
        min_value=1,
        max_value=MOST_PER_MINUTE,
        initial=PER_MINUTE,
    )
    system = forms.CharField(
        label=gettext_lazy("System of the customers’ numbers"),
        max_length=60,
        initial=SYSTEM,
        help_text=gettext_lazy(
            "Events say a customer’s number as user: their number in this system,"
            " named as on customers’ pages."
        ),
    )

    def clean_origins(self) -> list[str]:
        """Return the lines that hold something."""
        lines = str(self.cleaned_data["origins"]).splitlines()
        return [line.strip() for line in lines if line.strip()]


class NewForm(SourceForm):
    """A source that is to be, with who sends: that stays."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Who sends"),
        choices=EventSource.Kind.choices,
        widget=forms.RadioSelect,
        initial="site",
    )
    field_order = ("name", "kind", "origins", "per_minute", "system")
