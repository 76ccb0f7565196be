"""Scenarios: what people do across rooms, in a real browser."""

import pytest

pytest.register_assert_rewrite("tests.scenarios.hands", "tests.scenarios.morning")
