"""Reports in the shapes Shopify documents."""

from typing import Any


def money(amount: str, currency: str = "USD") -> dict[str, Any]:
    """Return an amount as Shopify's price sets hold it."""
    one = {"amount": amount, "currency_code": currency}
    return {"shop_money": one, "presentment_money": one}


SHOPIFY_ORDER: dict[str, Any] = {
    "id": 820982911946154508,
    "admin_graphql_api_id": "gid://shopify/Order/820982911946154508",
    "cancel_reason": None,
    "cancelled_at": None,
    "contact_email": "jon@example.com",
    "created_at": "2026-01-23T22:09:39-05:00",
    "currency": "USD",
    "email": "jon@example.com",
    "financial_status": "paid",
    "fulfillment_status": None,
    "name": "#9999",
    "note": None,
    "order_number": 1234,
    "payment_gateway_names": ["visa"],
    "phone": None,
    "processed_at": "2026-01-23T22:09:38-05:00",
    "source_name": "web",
    "subtotal_price": "164.90",
    "taxes_included": False,
    "test": False,
    "total_discounts": "34.10",
    "total_line_items_price": "199.00",
    "total_outstanding": "0.00",
    "total_price": "200.09",
    "total_tax": "13.19",
    "total_tip_received": "0.00",
    "updated_at": "2026-01-23T23:10:16-05:00",
    "total_shipping_price_set": money("22.00"),
    "customer": {
        "id": 115310627314723954,
        "email": "jon@example.com",
        "created_at": None,
        "updated_at": None,
        "first_name": "Jon",
        "last_name": "Snow",
        "state": "disabled",
        "phone": None,
        "tags": "",
        "currency": "USD",
    },
    "billing_address": {
        "first_name": "Steve",
        "address1": "123 Shipping Street",
        "phone": "555-555-SHIP",
        "city": "Shippington",
        "zip": "40003",
        "province": "Kentucky",
        "country": "United States",
        "last_name": "Shipper",
        "address2": None,
        "company": "Shipping Company",
        "name": "Steve Shipper",
        "country_code": "US",
        "province_code": "KY",
    },
    "shipping_address": None,
    "line_items": [
        {
            "id": 866550311766439020,
            "name": "Snowboard",
            "title": "Snowboard",
            "price": "99.00",
            "price_set": money("99.00"),
            "quantity": 1,
            "sku": "SNOW-1",
            "total_discount": "0.00",
            "product_id": 632910392,
            "variant_id": 808950810,
            "tax_lines": [{"price": "6.39", "rate": 0.08, "title": "State tax"}],
            "discount_allocations": [
                {"amount": "14.10", "discount_application_index": 0},
                {"amount": "5.00", "discount_application_index": 1},
            ],
        },
        {
            "id": 141249953214522974,
            "name": "Green Snowboard",
            "title": "Green Snowboard",
            "price": "100.00",
            "quantity": 1,
            "sku": "SNOW-2",
            "total_discount": "0.00",
            "tax_lines": [{"price": "6.80", "rate": 0.08, "title": "State tax"}],
            "discount_allocations": [{"amount": "15.00", "discount_application_index": 0}],
        },
    ],
    "shipping_lines": [
        {
            "id": 271878346596884015,
            "title": "Generic",
            "price": "22.00",
            "discounted_price": "22.00",
            "tax_lines": [],
        }
    ],
    "refunds": [],
}

SHOPIFY_REFUND: dict[str, Any] = {
    "id": 890088186047892319,
    "order_id": 820982911946154508,
    "created_at": "2026-02-01T11:01:02-05:00",
    "note": "Things were damaged",
    "processed_at": "2026-02-01T11:01:02-05:00",
    "refund_line_items": [
        {
            "id": 487817672276298627,
            "line_item_id": 141249953214522974,
            "quantity": 1,
            "restock_type": "return",
            "subtotal": 85.0,
            "total_tax": 6.8,
        }
    ],
    "transactions": [
        {
            "id": 245135271310201194,
            "amount": "91.80",
            "kind": "refund",
            "status": "success",
            "gateway": "visa",
            "currency": "USD",
        }
    ],
}

SHOPIFY_CUSTOMER: dict[str, Any] = {
    "id": 115310627314723954,
    "email": "jon@example.com",
    "created_at": "2026-01-01T00:00:00-05:00",
    "updated_at": "2026-01-02T00:00:00-05:00",
    "first_name": "Jon",
    "last_name": "Snow",
    "phone": "+1 212 555 0147",
    "tags": "north",
    "default_address": {"address1": "1 Wall", "city": "Winterfell", "zip": "10001", "country_code": "US"},
}
