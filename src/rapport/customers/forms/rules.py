"""Pure decisions: which forms and fields there may be, and what of an answer is wrong on its face."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from rapport.customers.consent.contracts import CHANNELS
from rapport.customers.forms.contracts import MESSAGE, PARTY_TARGETS, TRAP, FieldDraft, FormDraft
from rapport.customers.party.contracts import AddressDraft, ContactDraft, CustomerDraft
from rapport.kernel.errors import Clash, Invalid, say
from rapport.kernel.origins import is_origin

MOST_FIELDS = 40
LONGEST_ANSWER, LONGEST_MESSAGE = 1_000, 5_000
LEAST_SECONDS = 2
"""Nobody fills a form in faster."""
REPEATED_WITHIN = timedelta(hours=24)
"""Two equal entries within this time are one: a double click, a retry, a reload."""
_CONSENT = re.compile(r"consent\.([a-z][a-z0-9_-]{0,39})\.([a-z]{1,20})")
_CUSTOM = re.compile(r"custom\.[a-z][a-z0-9_]{0,39}")
_LONGEST = {"name": 120, "title": 200, "intro": 2000, "button": 60, "thanks": 1000, "closed_text": 1000}
_NAMES = ("name", "given_name", "family_name", "company")


def kind_of(target: str) -> str:
    """Return what a field's answer becomes: party, custom, message or consent; "" for no such target."""
    if target in PARTY_TARGETS:
        return "party"
    if target == MESSAGE:
        return "message"
    if _CUSTOM.fullmatch(target):
        return "custom"
    found = _CONSENT.fullmatch(target)
    return "consent" if found and found[2] in CHANNELS else ""


def consent_of(target: str) -> tuple[str, str]:
    """Return purpose and channel of a consent's target."""
    _word, purpose, channel = target.split(".")
    return purpose, channel


def digest_text(text: str) -> str:
    """Return the SHA-256 of a consent's text in hex: what a proof names."""
    return sha256(text.encode()).hexdigest()


def digest_entry(values: Mapping[str, str], agreed: Iterable[str]) -> str:
    """Return the SHA-256 of an entry's answers in hex: equal answers have equal digests."""
    parts = [f"{name}\0{value}" for name, value in sorted(values.items())] + sorted(agreed)
    return sha256("\1".join(parts).encode()).hexdigest()


def check_form(draft: FormDraft) -> FormDraft:
    """Return the draft when it makes a form; raises `Invalid` naming what is wrong."""
    wrong: dict[str, str] = {
        name: say("At most %(most)s characters.", most=most)
        for name, most in _LONGEST.items()
        if len(getattr(draft, name)) > most
    }
    if not draft.name.strip():
        wrong["name"] = say("A name is needed.")
    if draft.locale not in ("", "en", "zh-hans"):
        wrong["locale"] = say("One of %(known)s.", known="en, zh-hans")
    if len(draft.sites) > 20 or not all(is_origin(site) for site in draft.sites):
        wrong["sites"] = say("Addresses of sites such as https://shop.example, 20 at most.")
    if not 1 <= draft.hourly <= 100_000:
        wrong["hourly"] = say("Between 1 and 100,000.")
    if len(draft.tags) > 20 or any(not tag.strip() or len(tag) > 60 for tag in draft.tags):
        wrong["tags"] = say("At most 20 tags of 60 characters.")
    if wrong:
        raise Invalid("The form is wrong.", fields=wrong)
    return draft


def check_fields(drafts: Sequence[FieldDraft]) -> tuple[FieldDraft, ...]:
    """Return the fields when a form may have them; raises `Invalid` by target, `Clash` for all together."""
    wrong: dict[str, str] = {}
    seen: set[str] = set()
    for draft in drafts:
        kind = kind_of(draft.target)
        if not kind:
            wrong[draft.target[:60]] = say("There is no such field.")
        elif len(draft.label) > 200 or len(draft.help) > 300:
            wrong[draft.target] = say("Too long.")
        elif kind == "consent" and not 1 <= len(draft.text.strip()) <= 2000:
            wrong[draft.target] = say("Say what people agree to, in 2,000 characters at most.")
        seen.add(draft.target)
    if len(drafts) > MOST_FIELDS:
        wrong["fields"] = say("At most %(most)s.", most=MOST_FIELDS)
    if wrong:
        raise Invalid("The fields are wrong.", fields=wrong)
    if len(seen) < len(drafts):
        raise Clash("A field is there twice.", fields={"fields": "A field is there twice."})
    if not seen & {"email", "phone"}:
        reason = say("Ask for an e-mail address or a phone number, or nobody can be answered.")
        raise Clash(reason, fields={"target": reason})
    return tuple(drafts)


def read_answers(targets: Iterable[str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was answered, trimmed, of the fields the form has; empty answers are left out."""
    answers = {}
    for target in targets:
        text = typed.get(target, "").replace("\0", "").replace("\r\n", "\n").strip()
        if text:
            answers[target] = text
    return answers


def find_faults(required: Mapping[str, bool], answers: Mapping[str, str]) -> dict[str, str]:
    """Return the reason for each answer that is missing or too long."""
    wrong: dict[str, str] = {}
    for target, needed in required.items():
        text = answers.get(target, "")
        most = LONGEST_MESSAGE if target == MESSAGE else LONGEST_ANSWER
        if needed and not text:
            wrong[target] = say("Please fill this in.")
        elif len(text) > most:
            wrong[target] = say("At most %(most)s characters.", most=most)
        elif target == "birth_date" and text and _day(text) is None:
            wrong[target] = say("Must be a date like 2024-05-31.")
    if not {"email", "phone"} & answers.keys() and not {"email", "phone"} & wrong.keys():
        wrong["email" if "email" in required else "phone"] = say("Please say how we can reach you.")
    return wrong


def is_trapped(typed: Mapping[str, str]) -> bool:
    """Tell whether the field nobody sees was filled in."""
    return bool(typed.get(TRAP))


def draft_of(answers: Mapping[str, str], *, locale: str, proven: bool) -> CustomerDraft:
    """Return the party an entry speaks of; without a name it goes by its address until one is known.

    `proven` says that the e-mail address was confirmed by a link.
    """
    given = {name: answers.get(name, "") for name in (*PARTY_TARGETS,)}
    person = given["name"] or given["given_name"] or given["family_name"]
    company = bool(given["company"]) and not person
    points = tuple(
        ContactDraft(kind, given[kind], preferred=True, verified=proven and kind == "email")
        for kind in ("email", "phone")
        if given[kind]
    )
    place = AddressDraft(
        street=given["street"],
        postal_code=given["postal_code"],
        city=given["city"],
        country=given["country"],
        preferred=True,
    )
    return CustomerDraft(
        name=given["company"] if company else given["name"] or ("" if person else points[0].value),
        kind="company" if company else "person",
        given_name=given["given_name"],
        family_name=given["family_name"],
        country=given["country"],
        city=given["city"],
        birth_date=_day(given["birth_date"]),
        website=given["website"],
        locale=locale,
        origin="self",
        contact_points=points,
        addresses=(place,) if given["street"] or given["postal_code"] else (),
        custom=own_values(answers),
    )


def own_values(answers: Mapping[str, str]) -> dict[str, Any]:
    """Return the answers to the business's own fields, by code."""
    return {
        target.removeprefix("custom."): text
        for target, text in answers.items()
        if target.startswith("custom.")
    }


def summarise(answers: Mapping[str, str]) -> str:
    """Return what the timeline tells of an entry: the message, and the company of a person."""
    person = any(name in answers for name in _NAMES if name != "company")
    lines = [answers["company"]] if person and "company" in answers else []
    return "\n".join([*lines, answers.get(MESSAGE, "")]).strip()


def is_repeated(received_at: datetime, now: datetime) -> bool:
    """Tell whether an equal entry of that time makes one of now the same."""
    return now - received_at < REPEATED_WITHIN


def needs_proof(channel: str) -> str:
    """Return on which channel an address for this one is proved; empty where none can be asked."""
    return {"email": "email", "sms": "sms", "mms": "sms"}.get(channel, "")


def is_proved(channel: str, asked: Collection[str], proved: Collection[str]) -> bool:
    """Tell whether a consent counts: where its address was to be confirmed, only once it was."""
    return needs_proof(channel) not in asked or needs_proof(channel) in proved


def write_proof(
    *,
    form: str,
    number: int,
    digest: str,
    address: str,
    at: datetime,
    confirmed_at: datetime | None,
    entry: str,
    proved: Collection[str] = (),
) -> str:
    """Return a consent's proof in fixed lines: form, version and digest of the text, when, whence."""
    lines = [
        f"form: {form}",
        f"text: version {number}, sha256 {digest}",
        f"at: {at.isoformat(timespec='seconds')}",
        f"from: {address or 'unknown'}",
        f"entry: {entry}",
    ]
    if confirmed_at is not None:
        by = " and ".join({"email": "mail", "sms": "SMS"}[one] for one in proved) or "mail"
        lines.append(f"confirmed by {by}: {confirmed_at.isoformat(timespec='seconds')}")
    return "\n".join(lines)


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
