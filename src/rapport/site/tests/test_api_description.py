"""The API keeps its own description: schemathesis tries every operation with every check."""

import os
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.core.result import Err
from tests.house import ApiCaller, Shop

from rapport.kernel.rest.http import limits

EXAMPLES = int(os.environ.get("RAPPORT_API_EXAMPLES", "4"))
SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def _whole(found: Any) -> Any:
    """Return an operation; a description that cannot be read is an error here, not one operation fewer."""
    if isinstance(found, Err):
        raise found.err()
    return found.ok()


HEALTH = list(HealthCheck)
OPERATIONS = {operation.label: operation for operation in map(_whole, SCHEMA.get_all_operations())}


@pytest.mark.parametrize("label", OPERATIONS)
def test_operation_keeps_its_description(label: str, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATE", 1_000_000)
    headers = {"Authorization": f"Bearer {ApiCaller(shop.tenant_id).secret}"}

    for mode in GenerationMode:

        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=HEALTH)
        @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
        def try_it(case: Any) -> None:
            case.call_and_validate(headers=headers)

        try_it()
