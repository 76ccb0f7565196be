"""Which addresses outside the business reports may go to."""

from rapport.kernel.settings.api import get_setting

OUTSIDE = "reports.outside"


def list_refused(addresses: tuple[str, ...]) -> list[str]:
    """Return the addresses reports may not go to: those not named, nor of a domain that is (`@example.org`).

    Needs a tenant.
    """
    allowed = {one.strip().lower() for one in str(get_setting(OUTSIDE)).splitlines() if one.strip()}
    return [one for one in addresses if not {one.lower(), "@" + one.lower().rpartition("@")[2]} & allowed]
