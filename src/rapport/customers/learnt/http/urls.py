"""Addresses of the room."""

from django.urls import path

from rapport.customers.learnt.http import page
from rapport.kernel.identity.api import needs

_edit = needs("edit", "model")

urlpatterns = [
    path("models", needs("view", "model")(page.show_models), name="models"),
    path("models/<slug:key>/use", _edit(page.use), name="model_use"),
    path("models/<slug:key>/let-go", _edit(page.release), name="model_let_go"),
]
