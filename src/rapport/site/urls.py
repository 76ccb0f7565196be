"""The addresses of the whole product; each room brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from rapport.kernel.identity.api import member_only
from rapport.site.api import api
from rapport.site.serving.live import permit

handler400 = "rapport.site.trouble.bad_request"
handler404 = "rapport.site.trouble.not_found"
handler429 = "rapport.site.trouble.too_many"
handler500 = "rapport.site.trouble.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("live/permit", member_only(permit), name="live_permit"),
    path("", include("rapport.kernel.identity.http.urls")),
    path("", include("rapport.kernel.webhooks.http.urls")),
    path("", include("rapport.analytical.recommendation.http.urls")),
    path("", include("rapport.analytical.value.http.urls")),
    path("", include("rapport.analytical.churn.http.urls")),
    path("", include("rapport.analytical.warehouse.http.urls")),
    path("", include("rapport.analytical.segmentation.http.urls")),
    path("", include("rapport.analytical.forecast.http.urls")),
    path("", include("rapport.analytical.reporting.http.urls")),
    path("", include("rapport.analytical.mood.http.urls")),
    path("", include("rapport.bigdata.ingest.http.urls")),
    path("", include("rapport.bigdata.realtime.http.urls")),
    path("", include("rapport.customers.party.http.urls")),
    path("", include("rapport.customers.consent.http.urls")),
    path("", include("rapport.customers.timeline.http.urls")),
    path("", include("rapport.customers.matching.http.urls")),
    path("", include("rapport.customers.likeness.http.urls")),
    path("", include("rapport.customers.quality.http.urls")),
    path("", include("rapport.customers.prospects.http.urls")),
    path("", include("rapport.customers.visitors.http.urls")),
    path("", include("rapport.customers.learnt.http.urls")),
    path("", include("rapport.customers.forms.http.urls")),
    path("", include("rapport.customers.accounts.http.urls")),
    path("", include("rapport.customers.intake.http.urls")),
    path("", include("rapport.customers.privacy.http.urls")),
    path("", include("rapport.collaborative.delivery.http.urls")),
    path("", include("rapport.collaborative.mobile.http.urls")),
    path("", include("rapport.collaborative.mms.http.urls")),
    path("", include("rapport.collaborative.tariffs.http.urls")),
    path("", include("rapport.collaborative.chat.http.urls")),
    path("", include("rapport.collaborative.inbox.http.urls")),
    path("", include("rapport.collaborative.logic.http.urls")),
    path("", include("rapport.desk.home.http.urls")),
    path("", include("rapport.desk.background.http.urls")),
    path("", include("rapport.desk.customer.http.urls")),
    path("", include("rapport.desk.search.http.urls")),
    path("", include("rapport.desk.notices.http.urls")),
    path("", include("rapport.operational.products.http.urls")),
    path("", include("rapport.operational.orders.http.urls")),
    path("", include("rapport.desk.administration.http.urls")),
    path("", include("rapport.desk.host.http.urls")),
    path("", include("rapport.operational.shops.http.urls")),
    path("", include("rapport.operational.marketing.http.urls")),
    path("", include("rapport.operational.journeys.http.urls")),
    path("", include("rapport.operational.landing.http.urls")),
    path("", include("rapport.ui.http.urls")),
]
