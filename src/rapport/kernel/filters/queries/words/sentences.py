"""A filter as one sentence."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from rapport.kernel.filters.contracts import And, Condition, Filter, FilterField, Not, Or, Related
from rapport.kernel.filters.queries.reading import Reading
from rapport.kernel.filters.queries.words.days import say_day, say_period

OPERATORS = {
    "is": (gettext_lazy("is"), gettext_lazy("%(field)s is %(value)s")),
    "is_not": (gettext_lazy("is not"), gettext_lazy("%(field)s is not %(value)s")),
    "any_of": (gettext_lazy("is any of"), gettext_lazy("%(field)s is any of %(value)s")),
    "none_of": (gettext_lazy("is none of"), gettext_lazy("%(field)s is none of %(value)s")),
    "all_of": (gettext_lazy("has all of"), gettext_lazy("%(field)s has all of %(value)s")),
    "under": (gettext_lazy("is or lies under"), gettext_lazy("%(field)s is or lies under %(value)s")),
    "starts_with": (gettext_lazy("begins with"), gettext_lazy("%(field)s begins with %(value)s")),
    "contains": (gettext_lazy("contains"), gettext_lazy("%(field)s contains %(value)s")),
    "above": (gettext_lazy("is above"), gettext_lazy("%(field)s is above %(value)s")),
    "at_least": (gettext_lazy("is at least"), gettext_lazy("%(field)s is at least %(value)s")),
    "below": (gettext_lazy("is below"), gettext_lazy("%(field)s is below %(value)s")),
    "at_most": (gettext_lazy("is at most"), gettext_lazy("%(field)s is at most %(value)s")),
    "between": (gettext_lazy("is between"), gettext_lazy("%(field)s is between %(value)s and %(other)s")),
    "on": (gettext_lazy("is on"), gettext_lazy("%(field)s is on %(value)s")),
    "before": (gettext_lazy("is before"), gettext_lazy("%(field)s is before %(value)s")),
    "after": (gettext_lazy("is after"), gettext_lazy("%(field)s is after %(value)s")),
    "from": (gettext_lazy("is on or after"), gettext_lazy("%(field)s is on or after %(value)s")),
    "until": (gettext_lazy("is on or before"), gettext_lazy("%(field)s is on or before %(value)s")),
    "within": (gettext_lazy("lies in"), gettext_lazy("%(field)s lies in %(value)s")),
    "yearly": (gettext_lazy("comes round in"), gettext_lazy("%(field)s comes round in %(value)s")),
    "filled": (gettext_lazy("is known"), gettext_lazy("%(field)s is known")),
    "empty": (gettext_lazy("is not known"), gettext_lazy("%(field)s is not known")),
}
"""Each operator's own words, and its sentence."""
_TAGS = {
    "any_of": (gettext_lazy("has any of"), gettext_lazy("%(field)s has any of %(value)s")),
    "none_of": (gettext_lazy("has none of"), gettext_lazy("%(field)s has none of %(value)s")),
    "filled": (gettext_lazy("has any at all"), gettext_lazy("%(field)s: any at all")),
    "empty": (gettext_lazy("has none at all"), gettext_lazy("%(field)s: none at all")),
}


def describe(filter: Filter, reading: Reading, locale: str = "") -> str:
    """Return the filter in words; in the language of the moment unless a locale is named."""
    if locale:
        with override(locale):
            return _say(filter, reading) or _("Everything")
    return _say(filter, reading) or _("Everything")


def label_of_operator(operator: str, field: FilterField) -> str:
    """Return an operator's words beside a field of its type."""
    return str(_words(operator, field)[0])


def say_value(text: str, operator: str, field: FilterField, reading: Reading) -> str:
    """Return a value as people say it: the word of a choice, the name of a person, a day in words."""
    if operator in ("within", "yearly") and (period := say_period(text)) != text:
        return period
    if field.type in ("date", "instant"):
        return say_day(text)
    if field.type == "boolean":
        return _("yes") if text == "true" else _("no")
    if text == "me" and field.target == "member":
        return _("me")
    wanted = field.normal(text) if field.type == "choice" else text
    for option in field.options(reading.actor) if field.options else ():
        if option.value == wanted:
            return str(option.label)
    return _("“%(text)s”") % {"text": text} if field.type == "text" else text


def _words(operator: str, field: FilterField) -> tuple[object, object]:
    return (_TAGS.get(operator) if field.type == "tags" else None) or OPERATORS[operator]


def _say(filter: Filter, reading: Reading, inside: bool = False) -> str:
    match filter:
        case And(parts):
            return _group([_say(part, reading, True) for part in parts], _("and"), inside)
        case Or(parts):
            return _group([_say(part, reading, True) or _("everything") for part in parts], _("or"), inside)
        case Not(part):
            return _("not (%(part)s)") % {"part": _say(part, reading) or _("everything")}
        case Related(relation, where, some):
            return _say_related(relation, where, some, reading)
        case Condition():
            return _say_condition(filter, reading)


def _group(parts: list[str], word: str, inside: bool) -> str:
    said = [part for part in parts if part]
    joined = f" {word} ".join(said)
    return f"({joined})" if inside and len(said) > 1 else joined


def _say_related(name: str, where: Filter, some: bool, reading: Reading) -> str:
    known = reading.relations.get(name)
    label = str(known.label) if known else name
    inner = _say(where, reading.of(known.kind)) if known else ""
    if not inner:
        return (_("has %(records)s") if some else _("has no %(records)s")) % {"records": label}
    sentence = _("has %(records)s where %(part)s") if some else _("has no %(records)s where %(part)s")
    return sentence % {"records": label, "part": f"({inner})"}


def _say_condition(condition: Condition, reading: Reading) -> str:
    field = reading.fields.get(condition.field)
    if field is None or condition.operator not in OPERATORS:
        return f"{condition.field} {condition.operator} {', '.join(condition.values)}".strip()
    said = [say_value(value, condition.operator, field, reading) for value in condition.values]
    sentence = str(_words(condition.operator, field)[1])
    if condition.operator == "between" and len(said) == 2:
        return sentence % {"field": field.label, "value": said[0], "other": said[1]}
    value = get_text_list(said[:5], _("or")) if len(said) <= 5 else _and_more(said)
    return sentence % {"field": field.label, "value": value, "other": ""}


def _and_more(said: list[str]) -> str:
    return _("%(first)s and %(count)d more") % {"first": ", ".join(said[:4]), "count": len(said) - 4}
