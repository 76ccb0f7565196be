"""The address senders deliver to."""

from django.urls import path

from rapport.kernel.identity.api import outside
from rapport.kernel.webhooks.http.door import receive

urlpatterns = [
    path("hooks/<uuid:endpoint_id>", outside(receive, "the sender's signature is its key"), name="webhook"),
]
