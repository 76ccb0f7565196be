"""What is done about what is not to be recommended: to anybody, to one customer, and taking it back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.analytical.recommendation.operations.bars import bar, lift_bar
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, go_to


@require_POST
def bar_product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Have a product recommended to nobody."""
    made = bar(product_id=product_id, actor=actor_of(request))
    undo = reverse("bar_lift", args=[made.id])
    return go_to(request, reverse("recommendations"), Toast(_("It is recommended to nobody now."), undo=undo))


@require_POST
def bar_for_customer(request: HttpRequest, party_id: UUID, product_id: UUID) -> HttpResponse:
    """Have a product no longer recommended to one customer."""
    made = bar(product_id=product_id, party_id=party_id, actor=actor_of(request))
    undo = reverse("bar_lift", args=[made.id])
    return go_to(
        request, f"/customers/{party_id}", Toast(_("It is not offered to them any more."), undo=undo)
    )


@require_POST
def lift(request: HttpRequest, bar_id: UUID) -> HttpResponse:
    """Have it recommended again."""
    lift_bar(bar_id, actor=actor_of(request))
    return go_to(request, reverse("recommendations"), Toast(_("It may be recommended again.")))
