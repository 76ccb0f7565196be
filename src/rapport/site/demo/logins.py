"""The logins of the demo shops, as people are told them."""

from rapport.site.demo.doings import make_members
from rapport.site.demo.world import PASSWORD, PROFILES

SHOWN = ("owner", "manager", "clerk", "analyst")


def write_logins() -> str:
    """Return one line for each shop and post that is worth a look, and the password they share."""
    lines = [f"Demo logins (password: {PASSWORD})"]
    for profile in PROFILES:
        lines.append(f"  {profile.name}")
        seen: set[str] = set()
        for member in make_members(profile):
            if member.role in SHOWN and member.role not in seen:
                seen.add(member.role)
                unit = next(unit.name for unit in profile.units if unit.code == member.unit)
                lines.append(f"    {member.email:<38} {member.role}, {unit}")
    return "\n".join(lines) + "\n"
