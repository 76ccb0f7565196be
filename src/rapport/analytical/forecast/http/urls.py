"""Addresses of the room."""

from django.urls import path

from rapport.analytical.forecast.http import products, views
from rapport.kernel.identity.api import needs

urlpatterns = [
    path("forecast", needs("view", "forecast")(views.show_forecast), name="forecast"),
    path("forecast/products", needs("view", "forecast")(products.show_products), name="forecast_products"),
    path("forecast/learn", needs("edit", "forecast")(views.learn_again), name="forecast_learn"),
]
