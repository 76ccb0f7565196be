"""Letters to members about their work: each in their own language, once the change has committed."""

from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import translation

from rapport.kernel.identity.models import Member, Person
from rapport.kernel.mail.api import Letter, send_letter


def tell_members(member_ids: Iterable[UUID], write: Callable[[], Letter]) -> list[UUID]:
    """Send a letter to active members of the current tenant; returns to whom it goes.

    `write` makes the letter in the language that is active: the reader's. It leaves after the commit.
    """
    members = list(Member.objects.filter(id__in=set(member_ids), status=Member.Status.ACTIVE).order_by("id"))
    people = Person.objects.filter(id__in=[one.person_id for one in members])
    locales = dict(people.values_list("id", "locale"))
    for one in members:
        locale = locales.get(one.person_id, "en")
        with translation.override(locale):
            letter = write()
        transaction.on_commit(partial(send_letter, letter, one.email, locale=locale), using="default")
    return [one.id for one in members]
