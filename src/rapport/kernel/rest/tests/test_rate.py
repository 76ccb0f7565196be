"""How fast one may call, and how fast a whole business."""

import pytest
from tests.house import ApiCaller, Shop

from rapport.kernel.rest.http import limits


class TestRate:
    def test_is_told_and_enforced(self, api: ApiCaller, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "RATE", 2)
        answers = [api.get("/units") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert [answer["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
        assert int(answers[2]["Retry-After"]) >= 29

    def test_is_a_whole_businesss_too_and_nobody_elses(
        self, shop: Shop, other_shop: Shop, api: ApiCaller, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A flood by many tokens of one business leaves another's calls alone: counted, not timed."""
        monkeypatch.setattr(limits, "RATE", 100)
        monkeypatch.setattr(limits, "TENANT_RATE", 30)
        crowd = [api, *(ApiCaller(shop.tenant_id) for _ in range(5))]
        flood = [caller.get("/units") for _ in range(10) for caller in crowd]
        refused = [answer for answer in flood if answer.status_code == 429]
        assert 25 <= len(refused) <= 30
        assert {answer.json()["code"] for answer in refused} == {"business-too-fast"}
        assert all(int(answer["Retry-After"]) >= 1 for answer in refused)
        neighbour = ApiCaller(other_shop.tenant_id)
        assert [neighbour.get("/units").status_code for _ in range(20)] == [200] * 20
