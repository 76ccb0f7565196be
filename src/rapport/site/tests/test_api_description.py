"""The API keeps its own description: schemathesis tries every operation with every check."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from tests.house import ApiCaller, Shop

from rapport.kernel.rest.http import limits
from rapport.site.tests.described import EXAMPLES, OPERATIONS

HEALTH = list(HealthCheck)


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
