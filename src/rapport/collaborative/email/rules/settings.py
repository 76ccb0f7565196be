"""What an account of e-mail holds, read from what is kept."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec

from rapport.kernel.errors import Invalid

Security = Literal["tls", "starttls", "none"]
_HOST = r"^$|^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$|^[0-9a-fA-F:.]{2,45}$"
Host = msgspec.Meta(pattern=_HOST, max_length=254)
Port = msgspec.Meta(ge=1, le=65535)
Word = msgspec.Meta(max_length=320)


class EmailSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Servers and names of an account; `plus` says that its server delivers `name+anything` to `name`."""

    sender_name: Annotated[str, Word] = ""
    smtp_host: Annotated[str, Host] = ""
    smtp_port: Annotated[int, Port] = 587
    smtp_security: Security = "starttls"
    smtp_user: Annotated[str, Word] = ""
    imap_host: Annotated[str, Host] = ""
    imap_port: Annotated[int, Port] = 993
    imap_security: Security = "tls"
    imap_user: Annotated[str, Word] = ""
    imap_folder: Annotated[str, Word] = "INBOX"
    dkim_domain: Annotated[str, Host] = ""
    dkim_selector: Annotated[str, Host] = ""
    plus: bool = False


SECRETS = ("smtp_password", "imap_password", "dkim_key")


def read_settings(kept: Mapping[str, Any]) -> EmailSettings:
    """Return the settings of an account; raises `Invalid` naming what is wrong."""
    try:
        return msgspec.convert(dict(kept), EmailSettings)
    except msgspec.ValidationError as error:
        path = str(error).rpartition("`$.")[2].rstrip("`")
        field = path if path in EmailSettings.__struct_fields__ else "settings"
        raise Invalid("The settings are wrong.", fields={field: "This value cannot be."}) from error


def check_settings(kept: Mapping[str, Any], secrets: Mapping[str, str]) -> None:
    """Raise `Invalid` for settings an account cannot work with."""
    settings = read_settings(kept)
    wrong = {name: "There is no such secret." for name in secrets if name not in SECRETS}
    for kind in ("smtp", "imap"):
        user, password = getattr(settings, f"{kind}_user"), secrets.get(f"{kind}_password")
        if getattr(settings, f"{kind}_host") and bool(user) != bool(password):
            wrong[f"{kind}_password"] = "A name and a password belong together."
    if settings.imap_host and not settings.imap_user:
        wrong["imap_user"] = "Whose mailbox?"
    signing = [settings.dkim_domain, settings.dkim_selector, secrets.get("dkim_key", "")]
    if any(signing) and not all(signing):
        wrong["dkim_domain"] = "Signing needs a domain, a selector and a key."
    if wrong:
        raise Invalid("The settings are wrong.", fields=wrong)
