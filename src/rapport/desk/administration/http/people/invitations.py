"""Inviting somebody by mail; the invitations nobody accepted yet."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.answers import answer_form, post_column
from rapport.desk.administration.http.people.parts import tabs, unit_field
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import InviteLine, actor_of
from rapport.ui.api import (
    Column,
    DateTime,
    Empty,
    ShortList,
    Text,
    Toast,
    go_to,
    show_short,
)


class InviteForm(forms.Form):
    """Whom to invite, as what, and where."""

    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254)
    name = forms.CharField(label=pgettext_lazy("a person", "Name"), max_length=200, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        actor = actor_of(request)
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"), choices=[(str(role.id), role.name) for role in identity.list_role_names()]
        )
        self.fields["unit"] = unit_field(actor)


def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by mail."""
    actor = actor_of(request)
    form = InviteForm(request)
    return answer_form(
        request,
        form,
        _("Invite somebody"),
        lambda values: identity.send_invitation(
            values["email"],
            UUID(values["role"]),
            actor=actor,
            request=request,
            name=values["name"],
            unit_id=UUID(values["unit"]) if values["unit"] else None,
        ),
        done="/settings/invitations",
        toast=_("The invitation is on its way."),
        submit=_("Send the invitation"),
    )


@require_GET
def list_invitations(request: HttpRequest) -> HttpResponse:
    """The invitations nobody accepted yet."""
    actor = actor_of(request)
    columns: list[Column[InviteLine]] = [
        Text("email", _("E-mail"), grow=True, phone="title"),
        Text("name", pgettext("a person", "Name")),
        Text("role", _("Role"), phone="under"),
        Text("unit", _("Unit")),
        DateTime("created_at", _("Sent")),
        DateTime("expires_at", _("Good until")),
    ]
    if actor.may("create", "member"):
        columns.append(post_column("withdraw", _("Withdraw"), request, "/settings/invitations/{id}/withdraw"))
    listing = ShortList(
        name="invitations",
        title=_("Invitations"),
        columns=columns,
        rows=identity.list_invites(actor),
        empty=Empty(_("Nobody is invited at present"), icon="mail-open"),
    )
    return show_short(request, listing, "administration/list.html", tabs(request))


@require_POST
def withdraw(request: HttpRequest, invite_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    identity.withdraw_invite(invite_id, actor=actor_of(request))
    return go_to(request, "/settings/invitations", Toast(_("The invitation is withdrawn.")))
