"""The door of widgets: whose page, how often, then what it asks. Knows no framework; run in threads.

    GET  /chat/DOOR?l=zh             what the widget looks like and says
    POST /chat/DOOR/messages         {"token", "id", "text", …}  → {"number"} once it is committed
    POST /chat/DOOR/letters          the same with "email"    → 204: an answer comes by e-mail
    POST /chat/DOOR/copies           {"token", "email"}       → 204: the chat comes by e-mail
    POST /chat/DOOR/files            the same, a line end, and the file's bytes
    POST /chat/DOOR/signs            {"token", "typing" or "seen"} → 204
    GET  /chat/DOOR/files/PASS       a file of an answer
    POST /chat/DOOR/stream           {"token", "after"}          → server-sent events: every line after it

Bodies are JSON sent as text, so that no browser has to ask first.
"""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

import msgspec

from rapport.collaborative.chat.contracts import Asked, Kept, Line, Posted, Reply, Visitor
from rapport.collaborative.chat.operations import files, letters, signs
from rapport.collaborative.chat.operations.guarding import RATES
from rapport.collaborative.chat.operations.transcripts import send_transcript
from rapport.collaborative.chat.operations.widgets import find_widget, is_open
from rapport.collaborative.chat.queries.visitors import find_visitor
from rapport.collaborative.chat.rules.reading import MOST_FILE, Call, UnreadableError, read_call, read_message
from rapport.collaborative.chat.rules.settings import read_settings
from rapport.collaborative.chat.rules.words import WORDS, language_of
from rapport.collaborative.delivery.contracts import AccountState, InFile
from rapport.kernel.errors import RapportError
from rapport.kernel.rest.api import Guard

CORS = (("access-control-allow-methods", "GET, POST"), ("access-control-max-age", "7200"))
KEPT_FOR = 30
"""Seconds a browser keeps what a widget looks like."""
guard = Guard(RATES)


class Refusal(Exception):
    """What is not done, and why."""

    def __init__(self, status: int, title: str, detail: str, *more: tuple[str, str]) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.more = status, title, detail, more


def enter(asked: Asked) -> AccountState:
    """Return the widget a call is for; raises `Refusal` (404 no door, 403 another site, 429 too often)."""
    door = asked.path.split("/")[2] if asked.path.count("/") >= 2 else ""
    account = find_widget(door) if door else None
    if account is None:
        raise Refusal(404, "Not found", "There is no such widget.")
    origins = read_settings(account.settings).origins
    # A browser says no origin where a page asks its own site; what a widget looks like is no secret.
    site = asked.origin or (asked.own if asked.method == "GET" else "")
    if origins and site not in (*origins, asked.own):
        raise Refusal(403, "Another site", "Pages of this site may not show this widget.")
    _slow_down(("guest", asked.guest), ("widget", door))
    return account


def describe(asked: Asked) -> Reply:
    """Return what a widget looks like and says, in the language asked for."""
    account = enter(asked)
    settings, language = read_settings(account.settings), language_of(asked.query.get("l", ""))
    told = {
        "language": language,
        "colour": settings.colour,
        "side": settings.side,
        "open": is_open(account),
        "leaves": bool(settings.email_account),
        "title": settings.text("title", language) or account.name,
        "greeting": settings.text("greeting", language),
        "away": settings.text("away", language) or WORDS[language]["away"],
        "consent": settings.text("consent", language),
        "answers": bool(settings.answers),
        "words": WORDS[language],
    }
    kept = ("cache-control", f"private, max-age={KEPT_FOR}")
    return Reply(200, msgspec.json.encode(told), (*seen_by(asked), kept, JSON))


def read_posted(asked: Asked) -> Posted:
    """Return the message a page sent; raises `Refusal`."""
    account = enter(asked)
    call = _read(asked.body, message=True)
    _slow_down(("visitor", call.token))
    return Posted(
        account=account,
        token=call.token,
        id=call.id,
        text=call.text,
        at=datetime.now(UTC),
        page=call.page,
        title=call.title,
        language=call.language,
        name=call.name,
        email=call.email,
        tracked=call.tracked,
        person=call.person,
    )


def answer_posted(asked: Asked, kept: Kept) -> Reply:
    """Tell a page that its message is committed; raises `Refusal` (403) for a visitor who is blocked."""
    if kept.refused:
        raise Refusal(403, "Not taken", "Nothing more is taken from this visitor.")
    body = msgspec.json.encode({"number": kept.number})
    return Reply(200, body, (*seen_by(asked), ("cache-control", "no-store"), JSON))


def take_letter(asked: Asked) -> Reply:
    """Keep what somebody left who is answered by e-mail."""
    _slow_down(("letter", asked.guest))
    try:
        letters.take_letter(read_posted(asked))
    except RapportError as reason:
        raise Refusal(422, "Not taken", str(reason)) from None
    return Reply(204, b"", seen_by(asked))


def send_copy(asked: Asked) -> Reply:
    """Send a visitor their chat by e-mail; raises `Refusal`."""
    account, call = enter(asked), _read(asked.body)
    _slow_down(("letter", asked.guest))
    visitor = find_visitor(account, call.token)
    if visitor is None:
        raise Refusal(404, "Not found", "Nobody has written with this token.")
    try:
        send_transcript(account, visitor, call.email.strip()[:320])
    except RapportError as reason:
        raise Refusal(422, "Not sent", str(reason)) from None
    return Reply(204, b"", seen_by(asked))


def take_sign(asked: Asked) -> Reply:
    """Note that a visitor writes, or has seen; of somebody unknown nothing is noted."""
    account, call = enter(asked), _read(asked.body)
    visitor = find_visitor(account, call.token)
    if visitor is not None:
        if call.typing:
            signs.note_typing(account, visitor)
        if call.seen > 0:
            signs.note_seen(account, visitor, min(call.seen, visitor.lines))
    return Reply(204, b"", seen_by(asked))


def read_file_posted(asked: Asked) -> Posted:
    """Return the message whose file a page sent; raises `Refusal`."""
    _slow_down(("file", asked.guest))
    head, _end, content = asked.body.partition(b"\n")
    posted = read_posted(replace(asked, body=head))
    if not content or len(content) > MOST_FILE:
        raise Refusal(413, "Content too large", f"1 to {MOST_FILE} bytes.")
    name = posted.text[:200]
    return replace(posted, text="", files=(InFile(name, "application/octet-stream", content),))


def give_file(asked: Asked) -> Reply:
    """Return a file of a visitor's chat, for whoever was given its pass; never shown as a page."""
    account = find_widget(asked.path.split("/")[2])
    file = files.find_file(account, asked.path.split("/")[4]) if account is not None else None
    if file is None:
        raise Refusal(404, "Not found", "There is no such file, or its link is old.")
    head = (
        ("content-type", "application/octet-stream"),
        ("content-disposition", f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"),
        ("cache-control", "private, no-store"),
        ("content-security-policy", "sandbox; default-src 'none'"),
    )
    return Reply(200, file.content, head)


def open_stream(asked: Asked) -> tuple[Visitor, int]:
    """Return whose stream is asked for and the newest number they have; raises `Refusal`."""
    account, call = enter(asked), _read(asked.body)
    visitor = find_visitor(account, call.token)
    if visitor is None:
        raise Refusal(404, "Not found", "Nobody has written with this token.")
    return visitor, max(0, call.after)


def line_event(line: Line) -> bytes:
    """Return a line in the form of server-sent events."""
    told = {
        "number": line.number,
        "id": line.id,
        "mine": line.mine,
        "who": line.who,
        "text": line.text,
        "at": line.at,
        "own": line.own_id,
        "files": [(*one, files.pass_of(line, one[0])) for one in line.files],
    }
    return b"data: " + msgspec.json.encode(told) + b"\n\n"


def writing_event(*, on: bool) -> bytes:
    """Return that an agent writes, or has stopped."""
    return b"event: typing\ndata: " + msgspec.json.encode({"on": on}) + b"\n\n"


def seen_by(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Return the headers by which the page that asked may read the answer."""
    if not asked.origin:
        return ()
    return (("access-control-allow-origin", asked.origin), ("vary", "Origin"))


def problem(asked: Asked, refusal: Refusal) -> Reply:
    """Return a refusal as a problem document (RFC 9457)."""
    told: Mapping[str, object] = {
        "type": "about:blank",
        "status": refusal.status,
        "title": refusal.title,
        "detail": refusal.detail,
    }
    kind = ("content-type", "application/problem+json")
    return Reply(refusal.status, msgspec.json.encode(told), (*seen_by(asked), *refusal.more, kind))


JSON = ("content-type", "application/json")


def _read(body: bytes, *, message: bool = False) -> Call:
    try:
        call = read_call(body)
        return read_message(call) if message else call
    except UnreadableError as error:
        raise Refusal(400, "Not readable", str(error)) from None


def _slow_down(*callers: tuple[str, str]) -> None:
    if seconds := guard.wait_for(time.monotonic(), *callers):
        raise Refusal(429, "Too fast", "Wait as long as Retry-After says.", ("retry-after", str(seconds)))
