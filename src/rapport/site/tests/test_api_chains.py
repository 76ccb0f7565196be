"""What one call makes the next ones read, change and take away: chains along the description's own links.

schemathesis walks the links and draws all else. Every answer of a chain is held to every check, among them
that what was made is there and that what was taken away is not.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import stateful
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.house import ApiCaller, Shop

from rapport.kernel.rest.http import limits
from rapport.site.tests.described import EXAMPLES, load

STEPS = 10
MANY = 20
"""Chains, after which each walk has surely come to every kind of call it is there for."""
MADE, READ, CHANGED, GONE = "POST 201", "GET 200", "PATCH 200", "DELETE 204"
CUSTOMER = r"^/api/v1/customers(/\{customer_id\}"
# Which paths a chain keeps to, and what works in some of many chains.
WALKS = {
    "customers": (rf"{CUSTOMER})?$", {MADE, READ, CHANGED}),
    "contact points": (rf"{CUSTOMER}(/contact-points.*)?)?$", {MADE, READ, CHANGED}),
    "notes": (rf"{CUSTOMER}/notes)?$|^/api/v1/notes", {MADE, READ, CHANGED, GONE}),
    "tasks": (rf"{CUSTOMER}/tasks)?$|^/api/v1/tasks", {MADE, READ, CHANGED, GONE}),
    "files": (rf"{CUSTOMER}/files)?$|^/api/v1/files", {MADE, READ, GONE}),
    "products": (r"^/api/v1/products(/\{product_id\})?$", {MADE, READ, CHANGED}),
    "orders": (r"^/api/v1/orders(/\{order_id\}.*)?$", {MADE, READ}),
    "units": (r"^/api/v1/units(/\{unit_id\})?$", {MADE, READ, CHANGED, GONE}),
    "tags": (r"^/api/v1/tags(/\{tag_id\})?$", {MADE, READ, "PUT 200", GONE}),
    "fields": (r"^/api/v1/fields(/\{field_id\})?$", {MADE, READ, CHANGED}),
    "webhooks": (r"^/api/v1/webhooks(/\{endpoint_id\}.*)?$", {MADE, READ, CHANGED}),
    "imports": (r"^/api/v1/imports(/\{import_id\}.*)?$", {MADE, READ}),
}


@pytest.fixture(autouse=True)
def chains(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let chains call more often than a program may, and start where nothing has to be there."""
    monkeypatch.setattr(limits, "RATE", 1_000_000)
    monkeypatch.setattr(stateful, "is_likely_root_transition", starts_chains)


def starts_chains(operation: Any, *_: Any) -> bool:
    """Tell whether an operation makes something out of nothing."""
    return bool(operation.method == "post" and not operation.path_parameters)


def walk(make_shop: Callable[..., Shop], paths: str) -> Counter[str]:
    """Walk along the links between these paths; return how often each method was answered by each status."""
    schema, seen = load().include(path_regex=paths), Counter[str]()
    schema.config.generation.update(modes=[GenerationMode.POSITIVE])
    machine: Any = schema.as_state_machine()

    def setup(chain: Any) -> None:
        shop = make_shop("chain", currency="EUR")  # of its own: what one chain left would lead the next
        chain.headers = {"Authorization": f"Bearer {ApiCaller(shop.tenant_id).secret}"}

    def get_call_kwargs(chain: Any, case: Any) -> dict[str, Any]:
        return {"headers": chain.headers}

    def validate_response(chain: Any, response: Any, case: Any, *_: Any, **sent: Any) -> None:
        seen[f"{case.method} {response.status_code}"] += 1
        case.validate_response(
            response,
            headers=chain.headers,
            transport_kwargs=sent,
            recorder=chain.recorder,
            # Whether a well-formed call is taken depends here on the calls before it.
            excluded_checks=[positive_data_acceptance],
        )

    steps = {"setup": setup, "get_call_kwargs": get_call_kwargs, "validate_response": validate_response}
    once = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(type("Chain", (machine,), steps), settings=once)
    return seen


@pytest.mark.parametrize("name", WALKS)
def test_chains_keep_the_description(name: str, make_shop: Callable[..., Shop]) -> None:
    paths, needed = WALKS[name]
    seen = walk(make_shop, paths)
    assert (needed if EXAMPLES >= MANY else needed & {MADE, READ}) <= seen.keys(), seen


def test_what_is_deleted_and_still_there_would_be_seen(
    make_shop: Callable[..., Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: units that only seem to go."""
    monkeypatch.setattr("rapport.kernel.rest.http.endpoints.units.remove_unit", lambda *_, **__: None)
    with pytest.raises(FailureGroup, match="Deleted resource still available"):
        walk(make_shop, WALKS["units"][0])
