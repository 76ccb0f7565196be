"""One post of each page: the fields of its own rendered form, or what `forms` says where it has none."""

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

from tests.matrix.forms import BODIES, FILE, SLUGS
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
