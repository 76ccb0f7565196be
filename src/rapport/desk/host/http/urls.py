"""Addresses of the host's console."""

from django.urls import path

from rapport.desk.host.http import businesses, health, mailbox, plans
from rapport.kernel.identity.api import host_only

urlpatterns = [
    path("host/", host_only(businesses.list_all), name="host"),
    path("host/new", host_only(businesses.create), name="host_new"),
    path("host/<uuid:tenant_id>", host_only(businesses.show), name="host_business"),
    path("host/<uuid:tenant_id>/status", host_only(businesses.set_status), name="host_status"),
    path("host/<uuid:tenant_id>/plan", host_only(businesses.set_plan), name="host_plan"),
    path("host/plans", host_only(plans.list_all), name="host_plans"),
    path("host/plans/new", host_only(plans.edit), name="host_plan_new"),
    path("host/plans/<slug:code>", host_only(plans.edit), name="host_plan_edit"),
    path("host/health", host_only(health.show), name="host_health"),
    path("host/mailbox", host_only(mailbox.show), name="host_mailbox"),
]
