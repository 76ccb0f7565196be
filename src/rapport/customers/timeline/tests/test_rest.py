"""What is done and kept about a customer, over the API."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.customers.party.tests.people import enter
from rapport.kernel.ids import new_id


class TestNotes:
    def test_are_written_changed_and_thrown_away(self, api: ApiCaller, shop: Shop) -> None:
        path = f"/customers/{enter(shop).id}"
        note = api.post(f"{path}/notes", {"body": "Likes Ceylon"}).json()
        assert api.get(f"{path}/notes").json() == {"items": [note], "next": None}
        changed = api.patch(f"/notes/{note['id']}", {"pinned": True}, If_Match='"1"')
        assert (changed.json()["pinned"], changed["ETag"]) == (True, '"2"')
        assert api.patch(f"/notes/{note['id']}", {"pinned": False}, If_Match='"1"').status_code == 412
        assert api.delete(f"/notes/{note['id']}").status_code == 204
        assert api.get(f"/notes/{note['id']}").status_code == 404
        assert api.post(f"{path}/notes", {"body": " "}).status_code == 422


class TestTasks:
    def test_are_given_and_done(self, api: ApiCaller, shop: Shop) -> None:
        path = f"/customers/{enter(shop).id}"
        body = {"title": "Call", "due_at": "2026-12-01T09:00:00+08:00", "assignee_id": str(shop.actor.id)}
        task = api.post(f"{path}/tasks", body).json()
        assert task["due_at"] == "2026-12-01T01:00:00Z"
        assert api.patch(f"/tasks/{task['id']}", {"priority": 3}).json()["version"] == 2
        mine = api.get(f"/tasks?assignee_id={shop.actor.id}").json()["items"]
        assert [one["party_name"] for one in mine] == ["Ada Lovelace"]
        assert api.post(f"/tasks/{task['id']}/done").json()["done_at"]
        assert api.get(f"{path}/tasks?open_only=true").json()["items"] == []
        assert api.post(f"/tasks/{task['id']}/open").json()["done_at"] is None
        assert api.delete(f"/tasks/{task['id']}").status_code == 204
        assert api.patch(f"/tasks/{task['id']}", {"priority": 9}).status_code in (404, 422)


class TestTimeline:
    def test_pages_and_narrows(self, api: ApiCaller, shop: Shop) -> None:
        path = f"/customers/{enter(shop).id}"
        for number in range(3):
            assert api.post(f"{path}/calls", {"kind": "call", "summary": f"C{number}"}).status_code == 201
        api.post(f"{path}/notes", {"body": "N"})
        first = api.get(f"{path}/timeline?kind=call&limit=2").json()
        rest = api.get(f"{path}/timeline?kind=call&limit=2&cursor={first['next']}").json()
        assert [line["title"] for line in first["items"] + rest["items"]] == ["C2", "C1", "C0"]

    def test_of_a_stranger_is_nobodys(self, api: ApiCaller, other_shop: Shop) -> None:
        theirs = enter(other_shop).id
        calls: list[tuple[str, str, Any]] = [
            *(("GET", f"/{part}", None) for part in ("timeline", "notes", "tasks", "files")),
            ("POST", "/notes", {"body": "x"}),
            ("POST", "/tasks", {"title": "x"}),
            ("POST", "/calls", {"kind": "call", "summary": "x"}),
        ]
        for method, part, body in calls:
            for who in (theirs, new_id()):
                assert api.call(method, f"/customers/{who}{part}", body).status_code == 404


class TestFiles:
    def test_are_kept_and_given_back_as_attachments(self, api: ApiCaller, shop: Shop) -> None:
        path = f"/api/v1/customers/{enter(shop).id}/files"
        upload = SimpleUploadedFile("../offer.txt", b"<script>alert(1)</script>")
        bearer = {"Authorization": f"Bearer {api.secret}"}
        answer = Client().post(path, {"upload": upload}, headers=bearer)
        assert answer.status_code == 201, answer.content
        kept = answer.json()
        content = api.get(f"/files/{kept['id']}/content")
        assert b"".join(content.streaming_content) == b"<script>alert(1)</script>"
        assert "attachment" in content["Content-Disposition"]
        assert api.delete(f"/files/{kept['id']}").status_code == 204
        assert api.get(f"/files/{kept['id']}").status_code == 404
