"""What is locked away is no text in the database, and opens for its own purpose alone."""

import pytest
from cryptography.fernet import InvalidToken

from rapport.kernel.vault.api import lock_away, take_out


def test_a_secret_opens_for_its_own_purpose_alone() -> None:
    stored = lock_away("whsec_c2VjcmV0", "subscribers")
    assert b"whsec" not in stored
    assert take_out(memoryview(stored), "subscribers") == "whsec_c2VjcmV0"
    with pytest.raises(InvalidToken):
        take_out(stored, "webhooks")


def test_the_same_secret_never_looks_the_same() -> None:
    assert lock_away("a", "webhooks") != lock_away("a", "webhooks")
