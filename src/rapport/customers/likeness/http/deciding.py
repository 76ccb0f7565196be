"""What people decide on the page: one customer, two, not yet; and many sure pairs at once."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.customers.likeness import jobs
from rapport.customers.likeness.http.review import read_threshold
from rapport.customers.likeness.operations import deciding
from rapport.customers.likeness.rules import MERGED_UNSEEN_FROM
from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.identity.api import actor_of
from rapport.kernel.jobs.api import enqueue, get_job
from rapport.ui.api import Toast, go_to


@require_POST
def same(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """Make one customer of the two, and show the next pair."""
    try:
        line = deciding.merge_pair(pair_id, actor=actor_of(request))
    except (Conflict, Invalid) as error:
        return _next(request, Toast(error.message, "bad"))
    told = _("%(name)s is now part of the other.") % {"name": line.merged_name}
    return _next(request, Toast(told, undo=reverse("duplicate_reopen", args=[pair_id])))


@require_POST
def different(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """Note that they are two customers, and show the next pair."""
    try:
        deciding.keep_apart(pair_id, actor=actor_of(request))
    except Conflict as error:
        return _next(request, Toast(error.message, "bad"))
    told = _("Noted: two customers. Nobody will ask again.")
    return _next(request, Toast(told, undo=reverse("duplicate_reopen", args=[pair_id])))


@require_POST
def reopen(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """Take a decision back."""
    try:
        deciding.reopen_pair(pair_id, actor=actor_of(request))
    except Conflict as error:
        return _next(request, Toast(error.message, "bad"))
    return go_to(request, reverse("duplicate", args=[pair_id]), Toast(_("Taken back.")))


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Look through all customers again, in the background."""
    enqueue(jobs.SEARCH, {"asked": True}, actor=actor_of(request), key="asked")
    told = _("Looking through all customers …")
    return _next(request, Toast(told, href=reverse("background")))


@require_POST
def merge_many(request: HttpRequest) -> HttpResponse:
    """Merge every pair that is sure enough, in the background; one undo parts them all."""
    least = read_threshold(request.POST.get("from", ""))
    if least < MERGED_UNSEEN_FROM:
        raise Invalid("Pairs below this probability are looked at one by one.")
    batch = enqueue(jobs.MERGE, {"least": least}, actor=actor_of(request))
    told = _("Merging the sure pairs …")
    return _next(request, Toast(told, undo=reverse("duplicates_part", args=[batch])))


@require_POST
def part_many(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Part again whatever was merged at once by a job."""
    actor = actor_of(request)
    if get_job(batch_id, actor=actor).kind != jobs.MERGE:
        raise Missing("There is no such job.")
    enqueue(jobs.PART, {"batch": str(batch_id)}, actor=actor, key=str(batch_id))
    return _next(request, Toast(_("Parting them again …"), href=reverse("background")))


def _next(request: HttpRequest, toast: Toast) -> HttpResponse:
    least = read_threshold(request.POST.get("from", ""))
    return go_to(request, f"{reverse('duplicates')}?from={least}", toast)
