"""The pages of the room: what is written on a customer's page, and one's own tasks."""

from django.test import Client
from tests.house import Shop

from rapport.customers.party.tests.people import enter

PART = {"HX-Request": "true"}
HOSTILE = "<script>alert(1)</script>"


class TestWriting:
    def test_a_note_comes_back_on_top_and_may_go(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada")
        answer = signed_in.post(
            f"/customers/{state.id}/notes", {"body": f"Likes tea {HOSTILE}"}, headers=PART
        )
        page = answer.content.decode()
        assert "Likes tea &lt;script&gt;" in page
        undo = answer.headers["HX-Trigger"].split('"undo": "')[1].split('"')[0]
        told = signed_in.post(undo, headers=PART).headers["HX-Trigger"]
        assert "note-changed" in told
        timeline = f"/customers/{state.id}/timeline"
        assert "Likes tea" not in signed_in.get(timeline, headers=PART).content.decode()
        again = told.split('"undo": "')[1].split('"')[0]
        assert signed_in.post(again, headers=PART).status_code == 204
        assert "Likes tea" in signed_in.get(timeline, headers=PART).content.decode()

    def test_a_long_note_is_told_once(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada")
        body = " ".join(f"word{number}" for number in range(80)) + "\nsecond line"
        page = signed_in.post(f"/customers/{state.id}/notes", {"body": body}, headers=PART).content.decode()
        assert [page.count(one) for one in ("word0 ", "word17", "word18", "second line")] == [1, 1, 1, 1]

    def test_an_empty_note_is_refused_in_its_place(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada")
        answer = signed_in.post(f"/customers/{state.id}/notes", {"body": " "}, headers=PART)
        assert answer.status_code == 422
        assert 'id="note_body_error"' in answer.content.decode()

    def test_a_call_is_logged(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada")
        given = {"kind": "call", "direction": "in", "summary": "Asked about delivery"}
        page = signed_in.post(f"/customers/{state.id}/calls", given, headers=PART).content.decode()
        assert "Asked about delivery" in page

    def test_a_strangers_customer_is_none(self, signed_in: Client, other_shop: Shop) -> None:
        state = enter(other_shop, "Ada")
        for path, given in (("notes", {"body": "x"}), ("tasks", {"title": "x", "priority": "2"})):
            assert signed_in.post(f"/customers/{state.id}/{path}", given, headers=PART).status_code == 404
        assert signed_in.get(f"/customers/{state.id}/timeline", headers=PART).status_code == 404


class TestTasks:
    def test_are_entered_ticked_and_reopened(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada")
        given = {"title": "Send the catalogue", "due": "2027-03-04", "priority": "3"}
        assert signed_in.post(f"/customers/{state.id}/tasks", given, headers=PART).status_code == 200
        for path in ("/tasks", "/", f"/customers/{state.id}"):
            assert "Send the catalogue" in signed_in.get(path).content.decode()
        done = signed_in.get("/tasks").content.decode().split('hx-post="')[1].split('"')[0]
        ticked = signed_in.post(done, headers=PART)
        assert 'class="done"' in ticked.content.decode()
        assert "Send the catalogue" not in signed_in.get("/tasks").content.decode()
        signed_in.post(done.replace("/done", "/open"), headers=PART)
        assert "Send the catalogue" in signed_in.get("/tasks").content.decode()


def test_the_timeline_pages_and_narrows(signed_in: Client, shop: Shop) -> None:
    state = enter(shop, "Ada")
    for number in range(45):
        signed_in.post(f"/customers/{state.id}/notes", {"body": f"note number {number}"}, headers=PART)
    page = signed_in.get(f"/customers/{state.id}/timeline?kind=notes", headers=PART).content.decode()
    assert page.count('class="entry"') == 40
    more = page.split('class="timeline-more"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert signed_in.get(more, headers=PART).content.decode().count('class="entry"') == 5
    orders = signed_in.get(f"/customers/{state.id}/timeline?kind=orders", headers=PART).content.decode()
    assert "Nothing has happened" in orders
