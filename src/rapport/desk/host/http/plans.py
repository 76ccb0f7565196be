"""Plans: what they cost a month, and how much of what they allow."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.desk.host.http.shell import draw_tabs
from rapport.kernel.metering.api import PlanLine, describe_meter, get_plan, list_plans, save_plan
from rapport.ui.api import Action, Column, Link, Money, ShortList, Tags, show_short


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """The plans, cheapest first."""
    columns: list[Column[PlanLine]] = [
        Link("name", _("Plan"), href=lambda plan: f"/host/plans/{plan.code}", phone="title"),
        Money("price_minor", _("Price a month"), currency=lambda plan: plan.currency),
        Tags(
            "quotas",
            _("Limits"),
            lambda plan: [f"{describe_meter(meter).label} ≤ {limit}" for meter, limit in plan.quotas.items()],
            most=6,
            grow=True,
        ),
    ]
    listing = ShortList(
        name="plans",
        title=_("Plans"),
        columns=columns,
        rows=list_plans(),
        row_id=lambda plan: plan.code,
        actions=[Action(_("New plan"), "/host/plans/new", icon="plus", main=True, key="n")],
    )
    return show_short(request, listing, "host/list.html", {"tabs": draw_tabs(request)})


class PlanForm(forms.Form):
    """A plan; limits are written one a line, `meter = number`."""

    code = forms.SlugField(label=gettext_lazy("Code"), max_length=40)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    price_minor = forms.IntegerField(label=gettext_lazy("Price a month, in cents"), min_value=0)
    currency = forms.RegexField(r"^[A-Z]{3}$", label=gettext_lazy("Currency"))
    quotas = forms.CharField(
        label=gettext_lazy("Limits"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=gettext_lazy(
            "One a line: members = 10. Also customers, storage.bytes, api.calls, mails. "
            "What is not named is not limited."
        ),
    )

    def clean_quotas(self) -> dict[str, int]:
        """Read the lines."""
        found: dict[str, int] = {}
        for line in self.cleaned_data["quotas"].splitlines():
            meter, equals, number = (part.strip() for part in line.partition("="))
            if not line.strip():
                continue
            if not (meter and equals and number.isdigit()):
                raise forms.ValidationError(_("Write each limit as: meter = number"))
            found[meter] = int(number)
        return found


def edit(request: HttpRequest, code: str = "") -> HttpResponse:
    """Make or change a plan."""
    initial: dict[str, object] = {"currency": "EUR", "price_minor": 0}
    if code:
        plan = get_plan(code)
        lines = "\n".join(f"{meter} = {limit}" for meter, limit in plan.quotas.items())
        initial = {
            "code": plan.code,
            "name": plan.name,
            "price_minor": plan.price_minor,
            "currency": plan.currency,
            "quotas": lines,
        }
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        save_plan(
            code or values["code"],
            values["name"],
            price_minor=values["price_minor"],
            currency=values["currency"],
            quotas=values["quotas"],
        )
        return redirect("/host/plans")
    context = {"title": _("Plan"), "form": form, "cancel": "/host/plans"}
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)
