"""What recipients do: opened, followed a link; the first time counts, a program's beside a person's."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import UUID

from django.core import signing

from rapport.collaborative.delivery.api import Carried, find_carried
from rapport.kernel.identity.api import Actor, absolute, system_actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.marketing import events
from rapport.operational.marketing.contracts import Answer
from rapport.operational.marketing.contracts.following import LetterGroup, Read
from rapport.operational.marketing.models import CampaignLink, CampaignResponse
from rapport.operational.marketing.operations.leading import raise_lead
from rapport.operational.marketing.rules.machines import is_machine

_groups: list[LetterGroup] = []
_places: list[str] = []
_SALT, _GOOD_FOR = "rapport.letters.reader", timedelta(days=60)


def follow_group(group: LetterGroup) -> None:
    """Have links and opened letters of a room's own groups told to it."""
    _groups.append(group)


def lead_readers(path: str) -> None:
    """Have links of letters to our own pages below a path say who follows them (`who`, see `read_reader`)."""
    _places.append(path)


def read_reader(word: str) -> tuple[UUID, UUID] | None:
    """Return business and customer of the `who` a letter led to a page with; None for any other word."""
    try:
        tenant_id, party_id = signing.loads(word, salt=_SALT, max_age=_GOOD_FOR)
        return UUID(tenant_id), UUID(party_id)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _introduce(url: str, carried: Carried) -> str:
    """Return an address of ours with the word that says whose letter led there; others as they are."""
    if carried.party_id is None or not any(url.startswith(absolute(path)) for path in _places):
        return url
    word = signing.dumps([carried.tenant_id.hex, carried.party_id.hex], salt=_SALT)
    parts = urlsplit(url)
    query = f"{parts.query}&{urlencode({'who': word})}".lstrip("&")
    return urlunsplit(parts._replace(query=query))


def note_opened(token: str, *, agent: str, method: str, purpose: str) -> bool:
    """Note that a letter's picture was fetched; tells whether there is such a letter."""
    carried = find_carried(token)
    if carried is None:
        return False
    _note(carried, "open", 0, "", agent=agent, method=method, purpose=purpose)
    return True


def follow_link(token: str, number: int, *, agent: str, method: str, purpose: str) -> str:
    """Note that a letter's link was followed, and return where it leads; empty where there is none such.

    Only addresses that stand in the letter are ever led to, and only by the letter's own token.
    """
    carried = find_carried(token)
    if carried is None:
        return ""
    url = _note(carried, "click", number, None, agent=agent, method=method, purpose=purpose)
    return _introduce(url, carried)


def enter_answers(campaign_id: UUID, answers: Sequence[Answer], *, actor: Actor) -> None:
    """Note at once what many recipients did, each thing once; for a past that others remember."""
    with unit_of_work(actor) as work:
        urls = dict(CampaignLink.objects.filter(campaign_id=campaign_id).values_list("number", "url"))
        CampaignResponse.objects.bulk_create(
            (
                CampaignResponse(
                    campaign_id=campaign_id,
                    party_id=one.letter.party_id,
                    delivery_id=one.letter.delivery_id,
                    kind=_kind(one),
                    link=one.link,
                    machine=one.machine,
                    at=one.at,
                )
                for one in answers
            ),
            ignore_conflicts=True,
        )
        for one in answers:
            work.record(
                events.CampaignAnswered(
                    campaign_id=campaign_id,
                    customer_id=one.letter.party_id,
                    delivery_id=one.letter.delivery_id,
                    what=_kind(one),
                    url=urls.get(one.link, ""),
                    machine=one.machine,
                    at=one.at,
                )
            )


def _kind(answer: Answer) -> str:
    return "click" if answer.link else "open"


def _note(
    carried: Carried, kind: str, number: int, url: str | None, *, agent: str, method: str, purpose: str
) -> str:
    with unit_of_work(system_actor(carried.tenant_id)) as work:
        machine = is_machine(
            agent=agent, method=method, purpose=purpose, sent_at=carried.sent_at, now=work.now
        )
        for group in _groups:
            if (found := group.find_link(carried.group_id, number)) is not None:
                if carried.party_id is not None and (found or kind == "open"):
                    read = (carried.group_id, carried.delivery_id, carried.party_id)
                    group.note(Read(*read, kind, number, machine), work)
                return found
        if url is None:
            links = CampaignLink.objects.filter(campaign_id=carried.group_id, number=number)
            url = links.values_list("url", flat=True).first() or ""
            if not url:
                return ""
        if carried.party_id is None:
            return url
        _, fresh = CampaignResponse.objects.get_or_create(
            campaign_id=carried.group_id,
            delivery_id=carried.delivery_id,
            kind=kind,
            link=number,
            machine=machine,
            defaults={"party_id": carried.party_id, "at": work.now},
        )
        if fresh:
            work.record(_fact(carried, carried.party_id, kind, url, work.now, machine=machine))
            if not machine:
                raise_lead(carried, carried.party_id, kind, url, work)
    return url


def _fact(
    carried: Carried, party_id: UUID, kind: str, url: str, now: datetime, *, machine: bool
) -> events.CampaignAnswered:
    return events.CampaignAnswered(
        campaign_id=carried.group_id,
        customer_id=party_id,
        delivery_id=carried.delivery_id,
        what=kind,
        url=url,
        machine=machine,
        at=now,
    )
