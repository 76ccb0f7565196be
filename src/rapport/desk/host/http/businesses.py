"""The businesses of the installation: found, suspend, choose the plan, read what they used."""

from uuid import UUID
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.usage import describe, read_month
from rapport.desk.host.http.shell import draw_tabs
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import found_business_for
from rapport.kernel.metering.api import get_plan, list_plans, list_usage
from rapport.kernel.tenancy.api import TenantProfile, as_tenant, change_tenant, get_tenant, list_tenants
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Crumb,
    Fact,
    Link,
    Muted,
    ShortList,
    Text,
    Toast,
    flash,
    get_viewer,
    show_short,
)


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """Every business by name."""
    columns: list[Column[TenantProfile]] = [
        Link("name", _("Business"), href=lambda tenant: f"/host/{tenant.id}", grow=True, phone="title"),
        Muted("slug", _("Short name"), phone="under"),
        Text("plan", _("Plan")),
        Text("country", _("Country")),
        Badge(
            "active",
            _("Status"),
            tones={True: "good", False: "warn"},
            labels={True: _("active"), False: _("suspended")},
            phone="corner",
        ),
    ]
    listing = ShortList(
        name="businesses",
        title=_("Businesses"),
        columns=columns,
        rows=list_tenants(),
        words=lambda tenant: f"{tenant.name} {tenant.slug}",
        actions=[Action(_("New business"), "/host/new", icon="plus", main=True, key="n")],
    )
    return show_short(request, listing, "host/list.html", {"tabs": draw_tabs(request)})


class NewBusiness(forms.Form):
    """A business and the address of its owner, who is invited by mail."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    slug = forms.SlugField(label=gettext_lazy("Short name"), max_length=60)
    owner = forms.EmailField(label=gettext_lazy("E-mail of the owner"), max_length=254)
    country = forms.RegexField(r"^[A-Z]{2}$", label=gettext_lazy("Country"), initial="DE")
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"),
        choices=lambda: [(code, code) for code in sorted(list_currencies())],
        initial="EUR",
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=lambda: [(zone, zone) for zone in sorted(available_timezones())],
        initial="Europe/Berlin",
    )
    locale = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)


def create(request: HttpRequest) -> HttpResponse:
    """Found a business and invite its owner."""
    form = NewBusiness(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        owner = values.pop("owner")
        try:
            tenant = found_business_for(owner, request=request, **values)
        except RapportError as error:
            form.add_error("slug" if error.code == "slug-taken" else None, error.message)
        else:
            flash(request, Toast(_("The business is founded and its owner invited.")))
            return redirect(f"/host/{tenant.id}")
    context = {"title": _("New business"), "form": form, "cancel": "/host/"}
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)


@require_GET
def show(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    """One business: its plan, and its statement of a month."""
    tenant = get_tenant(tenant_id)
    month = read_month(request.GET.get("month", ""))
    with as_tenant(tenant_id):
        usage = list_usage(month)
    viewer = get_viewer()
    plan = next((plan for plan in list_plans() if plan.code == tenant.plan), None)
    context = {
        "title": tenant.name,
        "lead": tenant.slug,
        "crumbs": [Crumb(_("Businesses"), "/host/"), Crumb(tenant.name)],
        "tenant": tenant,
        "plans": list_plans(),
        "month": f"{month:%Y-%m}",
        "lines": describe(usage),
        "facts": [
            Fact(_("Status"), _("active") if tenant.active else _("suspended")),
            Fact(_("Plan"), plan.name if plan else tenant.plan),
            Fact(_("Price a month"), viewer.money(plan.price_minor, plan.currency) if plan else ""),
            Fact(_("Currency"), tenant.currency),
            Fact(_("Time zone"), tenant.zone),
        ],
    }
    return render(request, "host/business.html", context)


@require_POST
def set_status(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    """Suspend a business, or let it work again."""
    suspended = request.POST.get("status") == "suspended"
    change_tenant(tenant_id, status="suspended" if suspended else "active")
    flash(request, Toast(_("The business is suspended.") if suspended else _("The business may work again.")))
    return redirect(f"/host/{tenant_id}")


@require_POST
def set_plan(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    """Put a business on a plan."""
    plan = get_plan(request.POST.get("plan", ""))
    change_tenant(tenant_id, plan=plan.code)
    flash(request, Toast(_("Saved")))
    return redirect(f"/host/{tenant_id}")
