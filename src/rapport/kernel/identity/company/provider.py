"""The provider as we trust it: every claim comes from a signed token made for this very attempt."""

from typing import Any

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures by a key pair; never a shared secret, never none."""
LEEWAY = 60
"""Seconds the provider's clock may be wrong."""


def nonce_of(state_id: str) -> str:
    """Return the nonce of an attempt: nobody but us can tell it from the state, which works once, here."""
    return salted_hmac("rapport.company.nonce", state_id, algorithm="sha256").hexdigest()


class CompanyAdapter(OpenIDConnectOAuth2Adapter):
    """The protocol is allauth's; signature, issuer, nonce and subject are looked at here."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself; raises OAuth2Error if it calls itself something else."""
        config: dict[str, Any] = super().openid_config
        wanted = self.get_provider().app.settings["server_url"].partition("/.well-known/")[0]
        if str(config.get("issuer", "")).rstrip("/") != wanted.rstrip("/"):
            raise OAuth2Error("The provider calls itself by another name.")
        missing = {"authorization_endpoint", "token_endpoint", "jwks_uri"} - set(config)
        if missing:
            raise OAuth2Error(f"The provider does not name its {', '.join(sorted(missing))}.")
        return config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **told: Any) -> Any:
        """Return whom the provider vouches for; raises OAuth2Error for any doubt."""
        claims = self._read(app, str(told["response"].get("id_token") or ""))
        state_id = request.GET.get("state") or request.POST.get("state") or ""
        if not constant_time_compare(str(claims.get("nonce", "")), nonce_of(state_id)):
            raise OAuth2Error("The token was made for another attempt.")
        data = {"id_token": claims}
        if "userinfo_endpoint" in self.openid_config:
            info = self._fetch_user_info(token.token)
            if info.get("sub") != claims["sub"]:
                raise OAuth2Error("Token and user's information speak of different people.")
            data["userinfo"] = info
        return self.get_provider().sociallogin_from_response(request, data)

    def _read(self, app: Any, token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key(token),
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"The token is refused: {error}") from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else app.client_id) != app.client_id:
            raise OAuth2Error("The token was made for another program.")
        return claims

    def _key(self, token: str) -> jwt.PyJWK:
        wanted = jwt.get_unverified_header(token).get("kid")
        with get_adapter().get_requests_session() as calls:
            answer = calls.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        signing = [key for key in keys if key.public_key_use in (None, "sig")]
        fitting = [key for key in signing if wanted is None or key.key_id == wanted]
        if len(fitting) != 1:
            raise OAuth2Error("The provider has no such key.")
        return fitting[0]


class CompanyProvider(OpenIDConnectProvider):
    """Sends people to the provider with a nonce, and believes only an address said to be verified."""

    oauth2_adapter_class = CompanyAdapter

    def redirect(self, request: HttpRequest, process: str, **values: Any) -> HttpResponseBase:
        """Lead to the provider; an address nobody can call becomes the page that says so."""
        state_id = get_adapter().generate_state_param({})
        values["auth_params"] = {**(values.get("auth_params") or {}), "nonce": nonce_of(state_id)}
        try:
            answer: HttpResponseBase = super().redirect(request, process, state_id=state_id, **values)
        except OAuth2Error as error:
            answer = render_authentication_error(request, self, exception=error)
        return answer

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """Return what is configured; no link adds to it."""
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Return what is configured; no link adds to it."""
        return list(self.get_scope())

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Return the address with whether it is verified: true, not a word that looks like it."""
        claims = data.get("userinfo") or data.get("id_token") or {}
        address = claims.get("email")
        if not isinstance(address, str) or not address:
            return []
        return [EmailAddress(email=address, verified=claims.get("email_verified") is True, primary=True)]
