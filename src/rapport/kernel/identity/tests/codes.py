"""What an authenticator app shows."""

import time

from allauth.mfa.app_settings import TOTP_PERIOD
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


def code_of(secret: str) -> str:
    """Return the code of this half minute."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // TOTP_PERIOD)))
