"""The choices of a draft as forms: layout, columns, options."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.customers.intake.contracts import ImportKind, Options, TargetField
from rapport.customers.intake.formats.table import Layout
from rapport.kernel.money.api import known_currencies

ENCODINGS: Final = (
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "big5",
    "big5hkscs",
    "cp932",
    "euc_jp",
    "euc_kr",
    "cp949",
    "cp1252",
    "cp1250",
    "cp1251",
    "utf-16",
)
DELIMITERS: Final = {",": ",", ";": ";", "\t": "Tab", "|": "|", "^": "^", "~": "~"}
MOST_COLUMNS: Final = 200


class LayoutForm(forms.Form):
    """How the file is read, as detected; only what its format has."""

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=gettext_lazy("Columns are parted by"), required=False)
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    header = forms.BooleanField(label=gettext_lazy("The first row names the columns"), required=False)

    def __init__(self, layout: Layout, data: Any = None) -> None:
        delimiter = layout.delimiter
        initial = {
            "encoding": layout.encoding,
            "delimiter": delimiter,
            "sheet": layout.sheet,
            "header": layout.header,
        }
        super().__init__(data, prefix="layout", initial=initial)
        self._offer(
            "encoding", {one: one for one in (layout.encoding, *ENCODINGS)}, kept=layout.format != "excel"
        )
        self._offer("delimiter", {delimiter: delimiter, **DELIMITERS}, kept=layout.format == "csv")
        self._offer("sheet", {one: one for one in layout.sheets}, kept=len(layout.sheets) > 1)
        if layout.format not in {"csv", "excel"}:
            del self.fields["header"]

    def _offer(self, name: str, choices: Mapping[str, str], *, kept: bool) -> None:
        field = self.fields[name]
        if not kept:
            del self.fields[name]
        elif isinstance(field, forms.ChoiceField):
            field.choices = list(choices.items())

    def changes(self) -> dict[str, Any]:
        """Return what the person has set differently; an unticked box counts only where the others were
        sent.
        """
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}
        sent = any(self.add_prefix(name) in self.data for name in self.fields)
        return {name: value for name, value in changed.items() if value or (name == "header" and sent)}


class OptionsForm(forms.Form):
    """What happens to records that are there, and the defaults of the file."""

    key = forms.ChoiceField(label=gettext_lazy("Meet what is there by"), required=False)
    met = forms.ChoiceField(label=gettext_lazy("When it is there"))
    unmet = forms.ChoiceField(label=gettext_lazy("When it is not there"))
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), required=False)
    zone = forms.CharField(label=gettext_lazy("Time zone"), required=False, max_length=64)
    country = forms.CharField(
        label=gettext_lazy("Country of telephone numbers"), required=False, max_length=2
    )
    day_first = forms.BooleanField(
        label=gettext_lazy("Days stand before months (3/4 is the third of April)"), required=False
    )

    prospects = forms.BooleanField(label=gettext_lazy("Take new people in as prospects"), required=False)

    def __init__(
        self, kind: ImportKind, options: Options, mapping: Mapping[str, Sequence[str]], data: Any = None
    ) -> None:
        initial = {
            "key": options.keys[0] if options.keys else "",
            "met": "update" if options.update else "skip",
            "unmet": "create" if options.create else "skip",
            "currency": options.currency,
            "zone": options.zone,
            "country": options.country,
            "day_first": options.day_first,
            "prospects": options.prospects,
        }
        super().__init__(data, prefix="options", initial=initial)
        labels = {field.name: str(field.label) for field in kind.fields}
        offered = [(key, labels[key]) for key in kind.keys if mapping.get(key)]
        self._offer("key", [*offered, ("", _("nothing: every row is new"))])
        self._offer("met", [("update", _("update it")), ("skip", _("reject the row"))])
        self._offer("unmet", [("create", _("create it")), ("skip", _("reject the row"))])
        self._offer(
            "currency", [("", _("the business's own")), *((one, one) for one in sorted(known_currencies()))]
        )
        if kind.name == "customers":
            del self.fields["currency"], self.fields["zone"]
        else:
            del self.fields["prospects"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def as_options(self) -> dict[str, Any]:
        """Return the choices as the import keeps them."""
        given = self.cleaned_data
        options: dict[str, Any] = {
            name: given[name]
            for name in ("currency", "zone", "country", "day_first", "prospects")
            if name in given
        }
        keys = (given["key"],) if given["key"] else ()
        return {
            **options,
            "keys": keys,
            "update": given["met"] == "update",
            "create": given["unmet"] == "create",
        }


class ColumnsForm(forms.Form):
    """For each column of the file: the field it becomes, or nothing."""

    def __init__(
        self,
        columns: Sequence[str],
        targets: Sequence[TargetField],
        mapping: Mapping[str, Sequence[str]],
        data: Any = None,
    ) -> None:
        super().__init__(data, prefix="column")
        self.columns = tuple(columns[:MOST_COLUMNS])
        chosen = {column: field for field, names in mapping.items() for column in names}
        choices = [("", _("– leave out –")), *_grouped(targets)]
        for position, column in enumerate(self.columns):
            self.fields[str(position)] = forms.ChoiceField(
                label=column, required=False, choices=choices, initial=chosen.get(column, "")
            )

    def as_mapping(self) -> dict[str, list[str]]:
        """Return field → columns in the file's order."""
        mapping: dict[str, list[str]] = {}
        for position, column in enumerate(self.columns):
            if field := self.cleaned_data.get(str(position)):
                mapping.setdefault(field, []).append(column)
        return mapping


def _grouped(targets: Sequence[TargetField]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for field in targets:
        label = f"{field.label} *" if field.required else str(field.label)
        groups.setdefault(str(field.group), []).append((field.name, label))
    return list(groups.items())
