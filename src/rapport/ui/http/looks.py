"""How pages look to a member: theme and density, kept with their own settings."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from rapport.kernel.identity.api import actor_of
from rapport.kernel.settings.api import change_settings
from rapport.ui.queries import LOOKS


@require_POST
def keep_looks(request: HttpRequest) -> HttpResponse:
    """Keep what the member chose; a word that is no look is refused with 422."""
    wanted = {f"look.{what}": request.POST[what] for what in LOOKS if what in request.POST}
    change_settings(wanted, actor=actor_of(request))
    return HttpResponse(status=204)
