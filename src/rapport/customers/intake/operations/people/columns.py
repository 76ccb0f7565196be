"""The columns of a judged customer and their SQL types, which judging, landing and meeting share."""

from typing import Final

KEY: Final = 'text collate "C"'
COLUMNS: Final = {
    "kind": "text",
    "name": "text",
    "given_name": "text",
    "family_name": "text",
    "name_key": KEY,
    "country": "text",
    "city": "text",
    "locale": "text",
    "birth_date": "date",
    "tax_number": "text",
    "website": "text",
    "stage": "text",
    "company": "text",
    "street": "text",
    "postal_code": "text",
    "region": "text",
    "external_id": KEY,
    "tags": "text",
    "consent_email": "boolean",
    "consent_sms": "boolean",
    "note": "text",
}
