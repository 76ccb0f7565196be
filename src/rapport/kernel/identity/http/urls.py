"""Addresses of signing in: only the parts of allauth that are wanted, each with who may reach it."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.db import transaction
from django.urls import URLPattern, URLResolver, include, path, re_path

from rapport.kernel.identity.access import View, person_alone, person_only, public
from rapport.kernel.identity.http import address, business, company, invitations, language, sign_in, sign_up

Routes = list[URLPattern | URLResolver]


def way_in(view: View) -> View:
    """Mark a part of the way in, which strangers need."""
    return public(view, "the way in")


def whole(view: View) -> View:
    """Run a view in one transaction of the register: allauth opens its own on the tenants' connection."""
    return transaction.atomic(using="accounts")(view)


_second_factor: Routes = [
    path("", person_only(whole(mfa.index)), name="mfa_index"),
    path("confirm/", person_only(whole(mfa.reauthenticate)), name="mfa_reauthenticate"),
    path("app/", person_only(whole(totp.activate_totp)), name="mfa_activate_totp"),
    path("app/off/", person_only(whole(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path("codes/", person_only(whole(codes.view_recovery_codes)), name="mfa_view_recovery_codes"),
    path("codes/new/", person_only(whole(codes.generate_recovery_codes)), name="mfa_generate_recovery_codes"),
    path("codes/file/", person_only(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
_account: Routes = [
    path("password/", person_only(account.password_change), name="account_change_password"),
    path("password/set/", person_only(account.password_set), name="account_set_password"),
    path("confirm/", person_only(account.reauthenticate), name="account_reauthenticate"),
    path("second-factor/", include(_second_factor)),
    path("connections/", person_only(social.connections), name="socialaccount_connections"),
]
_sign_in: Routes = [
    path("", way_in(sign_in.show), name="account_login"),
    path("inactive/", way_in(account.account_inactive), name="account_inactive"),
    path("code/", way_in(whole(mfa.authenticate)), name="mfa_authenticate"),
    path("cancelled/", way_in(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("failed/", way_in(social.login_error), name="socialaccount_login_error"),
    path("oidc/<str:provider_id>/", way_in(company.leave), name="openid_connect_login"),
    path("oidc/<str:provider_id>/back/", way_in(company.come_back), name="openid_connect_callback"),
]
_reset: Routes = [
    path("", way_in(account.password_reset), name="account_reset_password"),
    path("sent/", way_in(account.password_reset_done), name="account_reset_password_done"),
    path("done/", way_in(account.password_reset_from_key_done), name="account_reset_password_from_key_done"),
    re_path(
        r"^(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        way_in(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]

urlpatterns: Routes = [
    path("sign-in/", include(_sign_in)),
    path("sign-out/", way_in(account.logout), name="account_logout"),
    path("password/reset/", include(_reset)),
    path("account/", include(_account)),
    path("address/<str:token>/", way_in(address.confirm), name="account_new_address"),
    path("sign-up/", way_in(sign_up.ask_address), name="account_signup"),
    path("sign-up/<str:token>/", way_in(sign_up.confirm), name="sign_up_confirm"),
    path("businesses/new/", person_alone(sign_up.found_another), name="business_new"),
    path("join/<str:secret>/", way_in(invitations.show_invitation), name="invite_accept"),
    path("businesses/", person_only(business.show_businesses), name="businesses"),
    path("language", public(language.choose_language, "a preference"), name="set_language"),
]
