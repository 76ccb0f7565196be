"""What is done about versions: having it learnt anew, using one, letting the best one take over by itself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.analytical.recommendation.operations.versions import ask_to_learn, choose_by_itself, use_version
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, go_to


@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    """Have it learnt in the background, once however often it is asked."""
    ask_to_learn(actor=actor_of(request))
    return go_to(request, "/recommendations", Toast(_("It is being learnt; the page tells when it is done.")))


@require_POST
def use(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Have lists made by this version, an older one or one that waits."""
    use_version(version_id, actor=actor_of(request))
    told = _("This version is used from now on; everybody's lists are being made by it.")
    return go_to(request, "/recommendations", Toast(told))


@require_POST
def go_by_itself(request: HttpRequest) -> HttpResponse:
    """Let the best version take over by itself again."""
    choose_by_itself(actor=actor_of(request))
    return go_to(request, "/recommendations", Toast(_("The next version takes over by itself.")))
