"""The front door of sealing."""

from rapport.kernel.seals.contracts import Damage, Head
from rapport.kernel.seals.operations import check_all, seal_all, seal_tenant

__all__ = ["Damage", "Head", "check_all", "seal_all", "seal_tenant"]
