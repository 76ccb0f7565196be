"""The flaws there are."""

FLAWS: dict[str, str] = {
    "email-impossible": "email",
    "email-disposable": "email",
    "phone-impossible": "phone",
    "address-postal-code": "address",
    "address-incomplete": "address",
    "name-placeholder": "name",
    "name-signs": "name",
    "name-mixed": "name",
}
"""Each flaw with the field it is found in."""
