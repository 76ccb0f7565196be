"""/customers/…/report and /erase; /data-requests; /retention."""

from rapport.customers.privacy.http.rest import people, requests, retention
from rapport.kernel.rest import api as rest


def register_endpoints() -> None:
    """Bring the endpoints of the room."""
    one = "/customers/{uuid:customer_id}"
    rest.register(f"{one}/report", lambda: people.report, tag="Customers")
    rest.register("/retention", lambda: retention.router, tag="Settings", kind="settings")
    rest.register("/data-requests", lambda: requests.router, tag="Requests about data", kind="request")
    rest.register(f"{one}/erase", lambda: people.erasure, tag="Customers")
