"""A call repeated under its Idempotency-Key has one effect, forms with files too."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import close_old_connections
from tests.house import ApiCaller, Shop

from rapport.kernel.rest.tests.shops import count_units


class TestIdempotencyKey:
    def test_replays_the_first_answer(self, shop: Shop, api: ApiCaller) -> None:
        body = {"name": "Centre", "code": "c"}
        first = api.post("/units", body, Idempotency_Key="k1")
        again = api.post("/units", body, Idempotency_Key="k1")
        assert (again.status_code, again.content) == (201, first.content)
        assert again["Location"] == first["Location"]
        assert again["Idempotent-Replayed"] == "true"
        assert count_units(shop) == 1

    def test_refuses_another_call_under_the_key(self, shop: Shop, api: ApiCaller) -> None:
        api.post("/units", {"name": "Centre", "code": "c"}, Idempotency_Key="k1")
        refused = api.post("/units", {"name": "Other", "code": "o"}, Idempotency_Key="k1")
        assert (refused.status_code, refused.json()["code"]) == (409, "key-reused")
        assert count_units(shop) == 1

    def test_is_free_again_after_a_refusal(self, shop: Shop, api: ApiCaller) -> None:
        assert api.post("/units", {"name": ""}, Idempotency_Key="k1").status_code == 422
        assert api.post("/units", {"name": "A", "code": "a"}, Idempotency_Key="k1").status_code == 201

    def test_belongs_to_its_caller(self, shop: Shop, api: ApiCaller) -> None:
        body = {"name": "Centre", "code": "c"}
        api.post("/units", body, Idempotency_Key="k1")
        assert ApiCaller(shop.tenant_id).post("/units", body, Idempotency_Key="k1").status_code == 409

    def test_of_a_hundred_calls_at_once_has_one_effect(self, shop: Shop, api: ApiCaller) -> None:
        body = {"name": "Centre", "code": "c"}

        def call(_: int) -> tuple[int, bytes]:
            try:
                answer = api.post("/units", body, Idempotency_Key="k1")
                while answer.status_code == 503:  # no connection free in time: a program asks again
                    answer = api.post("/units", body, Idempotency_Key="k1")
                return answer.status_code, answer.content
            finally:
                close_old_connections()

        with ThreadPoolExecutor(20) as threads:
            answers = set(threads.map(call, range(100)))
        assert len(answers) == 1
        assert count_units(shop) == 1


class TestForms:
    """A file under a key: the same fields and bytes are the same call, whatever boundary the client drew."""

    def bring(self, api: ApiCaller, content: bytes) -> Any:
        upload = SimpleUploadedFile("customers.csv", content)
        return api.client.post(
            "/api/v1/imports",
            {"kind": "customers", "file": upload},
            headers={"Authorization": f"Bearer {api.secret}", "Idempotency-Key": "file-1"},
        )

    def test_are_told_apart_by_their_bytes(self, api: ApiCaller) -> None:
        first = self.bring(api, b"name\nAda\n")
        assert first.status_code == 201
        assert self.bring(api, b"name\nAda\n").content == first.content
        other = self.bring(api, b"name\nBob\n")
        assert (other.status_code, other.json()["code"]) == (409, "key-reused")
        assert len(api.get("/imports").json()["items"]) == 1

    def test_without_a_file_say_what_is_missing(self, api: ApiCaller) -> None:
        answer = api.client.post(
            "/api/v1/imports",
            {"kind": "customers", "file": "name\nAda\n"},
            headers={"Authorization": f"Bearer {api.secret}"},
        )
        reason = "Send a file here: a part of the form with a filename."
        assert (answer.status_code, answer.json()["fields"]) == (422, {"file": reason})

    def test_with_an_empty_file_say_so(self, api: ApiCaller) -> None:
        refused = self.bring(api, b"")
        assert (refused.status_code, refused.json()["code"]) == (422, "file_empty")
