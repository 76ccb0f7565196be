"""What each page posts: the fields of its own rendered form, or the body of a button that has none."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from tests.matrix.routes import Route

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_TYPED = {
    "date": "2026-01-02",
    "time": "09:00",
    "number": "1",
    "email": "new@example.org",
    "color": "#112233",
}
_WORDS = {
    "who": "Bea",
    "country": "DE",
    "currency": "EUR",
    "purpose": "newsletter",
    "value": "new@example.org",
}
_LINK = {
    **{"name": "Words", "host": "smsc.example", "port": "2775", "security": "tls", "system_id": "shop"},
    **{"password": "secret", "bind": "pair", "alphabet": "gsm", "long": "udh8", "ids": "same"},
    **{"window": "10", "per_second": "0", "rank": "1"},
}
FILE = object()
SLUGS = {
    "customers/*/compose/*": {"name": "call"},
    "exports/*": {"kind": "customers"},
    "exports/*.*": {"kind": "customers", "form": "csv"},
    "lists/*/many/*": {"kind": "customer", "action": "tag"},
    "customers/*/cards/*": {"name": "activity"},
    "orders/*/fact/*": {"name": "note"},
    "settings/retention/*": {"kind": "note"},
    **{f"settings/channels/*/{what}": {"channel": "email"} for what in ("new", "*", "*/edit", "*/switch")},
    **{f"campaigns/*/letters/*{what}": {"code": "A"} for what in ("", "/view", "/body")},
    **{f"forms/*/fields/*{what}": {"target": "phone"} for what in ("", "/up", "/remove")},
}
"""What other words stand in an address than everywhere else."""
BODIES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "customers/*/fields/*/undo": ({"to": "Rome", "version": "99"}, {}),
    **dict.fromkeys(
        ("customers/*/custom/*/undo", "products/*/custom/*/undo", "orders/*/custom/*/undo"),
        ({"to": "L", "version": "99"}, {}),
    ),
    **dict.fromkeys(
        ("customers/*/custom/*", "products/*/custom/*", "orders/*/custom/*"), ({}, {"value": "L", "was": ""})
    ),
    "see-as/end": ({}, {}),
    "customers/*/tags/undo": ({"tag": "vip", "version": "99"}, {}),
    **dict.fromkeys(("notes/*/undo", "tasks/*/undo"), ({"version": "99"}, {})),
    "customers/*/addresses/again": ({"street": "High Street 1", "city": "Rome"}, {}),
    "customers/*/ties/*/*/again": ({"title": "", "since": ""}, {}),
    "customers/*/contacts/again": ({"kind": "email", "value": "again@example.org"}, {}),
    "customers/*/consents/turn": ({}, {"purpose": "newsletter", "channel": "email", "given": "1"}),
    "customers/*/calls": ({}, {"kind": "call", "direction": "out", "summary": "Words"}),
    "customers/*/tasks": ({}, {"title": "Words", "assignee_id": "{member_id}", "priority": "2"}),
    "customers/*/files": ({}, {"file": FILE}),
    "customers/*/merge/do": ({}, {"with": "{other_id}"}),
    "orders/*/customer": ({}, {"party_id": "{other_id}"}),
    "exports/*": ({}, {"form": "csv", "ids": "{other_id}"}),
    "exports/*.*": ({}, {"ids": "{other_id}"}),
    "lists/*/many/*": ({}, {"ids": "{other_id}", "value": "Words"}),
    "imports/*/preset": ({}, {"name": "Words"}),
    "conversations/*/answer": ({}, {"text": "Words"}),
    **{f"settings/sms-links/{what}": ({}, _LINK) for what in ("new", "*/edit")},
    "settings/sms-keywords/new": ({}, {"word": "Words", "answer": "Words"}),
    "settings/sms-keywords/*": ({}, {"word": "Word", "answer": "Words"}),
    **{f"settings/{what}/*/switch": ({}, {"active": "0"}) for what in ("channels/*", "sms-links")},
    "conversations/*/note": ({}, {"body": "Words"}),
    "conversations/*/draft": ({}, {"text": "Words"}),
    "conversations/*/assign": ({}, {"to": "me"}),
    "conversations/*/snooze": ({}, {"for": "4"}),
    "conversations/*/tags": ({}, {"tag": "Words"}),
    **dict.fromkeys(("conversations/*/reopen", "conversations/*/messages/*/withdraw"), ({}, {})),
    "settings/replies/*": ({}, {"name": "Words", "shortcut": "words", "text": "Words"}),
    "settings/routing/*": ({}, {"name": "Words", "position": "1"}),
    "settings/agents/*": ({}, {"most": "5"}),
    **{f"settings/{what}/*/remove": ({}, {}) for what in ("replies", "routing")},
    "conversations/*/whose": ({}, {"party_id": "{other_id}"}),
    "conversations/*/merge": ({}, {"into": "{beside_id}"}),
    **dict.fromkeys(("conversations/*/messages/*/split", "conversations/*/moves/*/undo"), ({}, {})),
    "conversations/*/present": ({}, {"doing": "looking"}),
    "forms/*/preview": ({}, {"title": "Words"}),
    "forms/*/fields": ({}, {"target": "city"}),
    "forms/*/consents": ({}, {"purpose": "service", "channel": "email", "text": "Words"}),
    "forms/*/fields/*": ({}, {"label": "Words"}),
    "forms/*/state": ({}, {"state": "open"}),
    "prospects/*": ({}, {"source": "call"}),
    "prospects/*/interest": ({"to": "hot", "version": "99"}, {}),
    "accounts/*/level": ({"to": "premium", "version": "99"}, {}),
    "prospects/*/lose": ({}, {"reason": "price"}),
    "customers/*/prospect": ({}, {"source": "call"}),
    "customers/*/account": ({}, {"level": "premium"}),
    "accounts/*": ({}, {"level": "premium"}),
    "accounts/*/team": ({}, {"member_id": "{member_id}", "role": "sales", "step": "1"}),
    "accounts/*/needs": ({}, {"title": "Words"}),
    "needs/*/resolve": ({}, {"outcome": "solved"}),
    **dict.fromkeys(("segments/new", "segments/*/edit"), ({}, {"name": "Words", "filter": "country:is:DE"})),
    "customers/*/requests": ({}, {"kind": "access", "channel": "email", "received_on": "2026-01-02"}),
    "settings/retention/*": ({}, {"keep_for": "12"}),
    "requests/*/identify": ({}, {"how": "document"}),
    **dict.fromkeys(("requests/*/extend", "requests/*/refuse"), ({}, {"note": "Words"})),
    **dict.fromkeys(("requests/*/answer", "requests/*/withdraw"), ({}, {"note": ""})),
    "lists/views/*/update": ({"query": "country=FR"}, {}),
    "lists/views/*/mark": ({}, {"pinned": "1"}),
    **dict.fromkeys(
        (
            *(f"campaigns/*/{what}" for what in ("copy", "take-back", "pause", "resume", "stop")),
            *("files/*/remove", "files/*/restore", "notes/*/remove", "notes/*/restore", "tasks/*/remove"),
            *("tasks/*/restore", "tasks/*/done", "tasks/*/open", "merges/*/undo", "duplicates/part/*"),
            *("duplicates/*/same", "duplicates/*/different", "duplicates/*/reopen", "imports/*/cancel"),
            *("imports/*/undo", "background/*/cancel", "orders/*/status/back", "lists/runs/*/stop"),
            *("lists/runs/*/undo", "lists/views/*/remove", "lists/views/*/restore"),
            *("settings/shops/*/reports/*/repeat", "settings/webhooks/*/test"),
            *(
                "settings/webhooks/*/dispatches/*/replay",
                "settings/webhooks/*/remove",
                "settings/units/*/remove",
            ),
            *("forms/*/copy", "forms/*/fields/*/up", "forms/*/fields/*/remove", "forms/entries/*/again"),
            *(f"forms/differences/*/{what}" for what in ("take", "keep", "again")),
            *("prospects/*/convert", "prospects/*/reopen", "accounts/*/end", "accounts/*/team/*/remove"),
            *("segments/groups/look", "segments/groups/*/approve"),
            *("recommendations/versions/*/use", "recommendations/products/*/bar"),
            *("recommendations/bars/*/lift", "recommendations/customers/*/bar/*"),
            *("needs/*/acknowledge", "settings/sources/*/again", "requests/*/archive", "requests/*/download"),
        ),
        ({}, {}),
    ),
}
"""Query and body of what is posted by a button, a toast or a part of a page, by `key_of`."""
QUERIES = (
    *("/orders/pick/customer?party_id=", "/orders/pick/line?product_id=", "/orders/pick/customers?order="),
    *("/orders/new?party_id=", "/customers/{party_id}/merge?with=", "/customers?view=", "/customers?unit="),
    *(
        "/customers?owner_id=",
        "/customers?cursor=",
        "/orders?party=",
        "/tasks?owner=",
        "/settings/history?id=",
    ),
)
"""Addresses that ask by an id."""


@dataclass(slots=True)
class Post:
    """One call: the route's address with its parameters, and the fields that travel."""

    route: Route
    path: dict[str, str]
    query: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)

    def places(self) -> Iterator[tuple[str, str]]:
        """Yield (where, name) for each place an id travels in."""
        for where in ("path", "query", "body"):
            for name, value in getattr(self, where).items():
                if _ID.fullmatch(str(value[0] if isinstance(value, list) and value else value)):
                    yield where, name

    def put(self, where: str, name: str, record: object) -> "Post":
        """Return the same call with this id in one place."""
        other = copy.copy(self)
        setattr(other, where, {**getattr(self, where), name: str(record)})
        return other

    def send(self, browser: Client) -> Any:
        """Make the call."""
        files = {
            name: SimpleUploadedFile("a.txt", b"a,b\n1,2\n") if value is FILE else value
            for name, value in self.body.items()
        }
        return browser.post(address_of(self.route, self.path), files, query_params=self.query)


def key_of(route: Route) -> str:
    """Return the route's address with every parameter a star."""
    return _PARAMETER.sub("*", _GROUP.sub("*", route.pattern)).strip("^$")


def names_of(route: Route) -> list[str]:
    """Return the names of an address's parameters."""
    return [*_GROUP.findall(route.pattern), *_PARAMETER.findall(_GROUP.sub("", route.pattern))]


def address_of(route: Route, given: Mapping[str, str]) -> str:
    """Return the route's address with these parameters."""
    text = _GROUP.sub(lambda found: given[found[1]], route.pattern)
    return "/" + _PARAMETER.sub(lambda found: given[found[1]], text).strip("^$")


class Pages:
    """The pages of one browser, each read once, and what they post."""

    def __init__(self, browser: Client, own: Mapping[str, str]) -> None:
        self.browser, self.own = browser, own
        browser.raise_request_exception = False  # a fault is an answer here, and is told as one
        self._read: dict[str, Any] = {}

    def find_post(self, route: Route) -> Post | None:
        """Return what is posted to a route about one's own record; None if nobody says what that is.

        The form is looked for at the address itself and on the pages above it.
        """
        path, address = self._path_of(route), self.address_of(route)
        if (declared := BODIES.get(key_of(route))) is not None:
            query, body = ({k: self._own(value) for k, value in part.items()} for part in declared)
            return Post(route, path, query, body)
        page = address
        while page.count("/") > 1:
            for element in self.read(page).xpath("//form|//*[@hx-post]"):
                posted = element.get("method", "").lower() == "post"
                target = element.get("hx-post") or (posted and (element.get("action") or page)) or ""
                if target.split("?")[0] == address:
                    query = dict(parse_qsl(urlsplit(target).query))
                    values = json.loads(element.get("hx-vals") or "{}")
                    return Post(route, path, query, {**_fill(element), **values})
            page = page.rsplit("/", 1)[0]
        return None

    def address_of(self, route: Route) -> str:
        """Return a route's address about one's own record."""
        return address_of(route, self._path_of(route))

    def _path_of(self, route: Route) -> dict[str, str]:
        own = {**self.own, **SLUGS.get(key_of(route), {})}
        return {name: own.get(name, "x") for name in names_of(route)}

    def _own(self, value: Any) -> Any:
        return value.format(**self.own) if isinstance(value, str) else value

    def read(self, address: str) -> Any:
        """Return a page's tree."""
        if address not in self._read:
            page = self.browser.get(address)
            good = page.status_code == 200 and "html" in page["Content-Type"] and page.content.strip()
            self._read[address] = html.fromstring(page.content if good else b"<p></p>")
        return self._read[address]


def _fill(form: Any) -> dict[str, Any]:
    """Return what the form would send, blanks filled in by what they ask for."""
    filled: dict[str, Any] = {}
    for one in form.xpath(".//input|.//select|.//textarea"):
        name, kind = one.get("name"), one.get("type") or one.tag
        if not name or name == "csrfmiddlewaretoken":
            continue
        if kind == "file":
            filled[name] = FILE
        elif kind == "select":
            choices = [option for option in one.value_options if option]
            filled[name] = (one.value if not one.multiple else list(one.value)) or (choices or [""])[0]
        elif kind in ("checkbox", "radio"):
            if one.checked or (kind == "checkbox" and _ID.fullmatch(one.get("value") or "")):
                filled[name] = one.get("value") or "on"
        else:
            filled[name] = (one.value if one.tag == "textarea" else one.get("value")) or _blank(name, kind)
    return filled


def _blank(name: str, kind: str) -> str:
    return "" if kind == "hidden" else _WORDS.get(name) or _TYPED.get(kind, "Words")
