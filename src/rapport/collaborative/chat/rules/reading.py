"""Pure: what pages send, read and bounded; no bytes may crash it."""

import msgspec

MOST_TEXT, MOST_BODY, MOST_FILE = 4000, 16_384, 10_000_000
TOKEN, OWN_ID = 32, 16
"""The least length of a secret and of a message's own id: shorter ones could be guessed, or meet."""


class UnreadableError(ValueError):
    """What came is not what a widget sends."""


class Call(msgspec.Struct, frozen=True):
    """Everything a widget may say at once; what an address does not need is left alone."""

    token: str = ""
    id: str = ""
    text: str = ""
    page: str = ""
    title: str = ""
    language: str = ""
    name: str = ""
    email: str = ""
    tracked: str = ""
    person: bool = False
    typing: bool = False
    after: int = 0
    seen: int = 0


_call = msgspec.json.Decoder(Call)


def read_call(body: bytes) -> Call:
    """Return what a page said; raises `UnreadableError`."""
    if len(body) > MOST_BODY:
        raise UnreadableError("too long")
    try:
        call = _call.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(str(error)[:200]) from None
    if not TOKEN <= len(call.token) <= 100:
        raise UnreadableError("a token of 32 to 100 characters")
    return call


def read_message(call: Call) -> Call:
    """Return a call that brings a message; raises `UnreadableError` where it does not."""
    if not OWN_ID <= len(call.id) <= 64 or not call.id.isascii() or not call.id.isprintable():
        raise UnreadableError("an id of 16 to 64 characters")
    text = call.text.replace("\0", "").strip()
    if not 1 <= len(text) <= MOST_TEXT:
        raise UnreadableError(f"a text of 1 to {MOST_TEXT} characters")
    return msgspec.structs.replace(
        call,
        text=text,
        page=_web(call.page)[:1000],
        title=call.title.replace("\0", "")[:300],
        language=_plain(call.language)[:20],
        name=call.name.replace("\0", "").strip()[:200],
        email=call.email.strip()[:320],
        tracked=call.tracked.replace("\0", "")[:200],
    )


def _web(address: str) -> str:
    """Only an address of the web: what is shown as a link must not be anything else."""
    clean = address.replace("\0", "")
    return clean if clean.startswith(("https://", "http://")) else ""


def _plain(text: str) -> str:
    return "".join(one for one in text if one.isascii() and (one.isalnum() or one == "-"))
