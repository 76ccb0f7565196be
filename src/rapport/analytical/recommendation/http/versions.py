"""What is done about versions: having it learnt anew."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.analytical.recommendation.operations.versions import ask_to_learn
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, go_to


@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    """Have it learnt in the background, once however often it is asked."""
    ask_to_learn(actor=actor_of(request))
    return go_to(request, "/recommendations", Toast(_("It is being learnt; the page tells when it is done.")))
