"""Addresses of the room."""

from django.urls import path

from rapport.collaborative.tariffs.http import budgets, costs, numbers, tariffs
from rapport.kernel.identity.api import needs

_see, _edit, _new = needs("view", "channel"), needs("edit", "channel"), needs("create", "channel")
_NUMBER, _TARIFF = "settings/service-numbers/<uuid:number_id>", "settings/tariffs/<uuid:tariff_id>"

urlpatterns = [
    path("settings/service-numbers", _see(numbers.show_numbers), name="service_numbers"),
    path("settings/service-numbers/new", _new(numbers.add), name="service_number_new"),
    path(_NUMBER, _see(numbers.show), name="service_number"),
    path(f"{_NUMBER}/edit", _edit(numbers.change), name="service_number_edit"),
    path("settings/tariffs", _see(tariffs.show_tariffs), name="tariffs"),
    path("settings/tariffs/new", _new(tariffs.add), name="tariff_new"),
    path(_TARIFF, _edit(tariffs.show), name="tariff"),
    path(f"{_TARIFF}/remove", _edit(tariffs.remove), name="tariff_remove"),
    path("settings/budgets", _see(budgets.show_budgets), name="budgets"),
    path("settings/budgets/new", _new(budgets.add), name="budget_new"),
    path("settings/budgets/<uuid:budget_id>", _edit(budgets.change), name="budget"),
    path("message-costs", _see(costs.show_costs), name="message_costs"),
    path("message-costs.csv", _see(costs.save_costs), name="message_costs_csv"),
    path("message-costs/messages", _see(costs.show_charges), name="message_charges"),
]
