"""Reports in the shapes the two systems document, with a few values of one's own."""

import copy
from typing import Any

WOO_ORDER: dict[str, Any] = {
    "id": 727,
    "parent_id": 0,
    "number": "727",
    "created_via": "checkout",
    "version": "8.2.0",
    "status": "processing",
    "currency": "EUR",
    "date_created": "2026-03-22T16:28:02",
    "date_created_gmt": "2026-03-22T15:28:02",
    "date_modified": "2026-03-22T16:28:08",
    "date_modified_gmt": "2026-03-22T15:28:08",
    "discount_total": "1.00",
    "discount_tax": "0.19",
    "shipping_total": "10.00",
    "shipping_tax": "1.90",
    "cart_tax": "3.63",
    "total": "34.63",
    "total_tax": "5.53",
    "prices_include_tax": False,
    "customer_id": 25,
    "customer_note": "Please ring",
    "billing": {
        "first_name": "Jørgen",
        "last_name": "Doe",
        "company": "",
        "address_1": "Hauptstraße 1",
        "address_2": "",
        "city": "Bremen",
        "state": "HB",
        "postcode": "28195",
        "country": "DE",
        "email": "Joergen.Doe@example.com",
        "phone": "+49 421 1234567",
    },
    "shipping": {
        "first_name": "Jørgen",
        "last_name": "Doe",
        "address_1": "Weg 2",
        "city": "Bremen",
        "country": "DE",
    },
    "payment_method": "bacs",
    "payment_method_title": "Direct Bank Transfer",
    "transaction_id": "tx-1",
    "date_paid": "2026-03-22T16:28:08",
    "date_paid_gmt": "2026-03-22T15:28:08",
    "date_completed": None,
    "cart_hash": "",
    "meta_data": [{"id": 13106, "key": "_download_permissions_granted", "value": "yes"}],
    "line_items": [
        {
            "id": 315,
            "name": "Woo Single #1",
            "product_id": 93,
            "variation_id": 0,
            "quantity": 2,
            "tax_class": "",
            "subtotal": "6.00",
            "subtotal_tax": "1.14",
            "total": "5.00",
            "total_tax": "0.95",
            "taxes": [{"id": 75, "total": "0.95", "subtotal": "1.14"}],
            "meta_data": [],
            "sku": "WOO-1",
            "price": 2.5,
        },
        {
            "id": 316,
            "name": "Ship Your Idea",
            "product_id": 22,
            "quantity": 1,
            "subtotal": "12.00",
            "subtotal_tax": "2.28",
            "total": "12.00",
            "total_tax": "2.28",
            "sku": "",
            "price": 12,
        },
    ],
    "tax_lines": [],
    "shipping_lines": [{"id": 317, "method_title": "Flat Rate", "total": "10.00", "total_tax": "1.90"}],
    "fee_lines": [{"id": 318, "name": "Gift wrap", "total": "2.10", "total_tax": "0.40"}],
    "coupon_lines": [{"id": 319, "code": "one-off", "discount": "1.00"}],
    "refunds": [],
}

WOO_CUSTOMER: dict[str, Any] = {
    "id": 25,
    "date_created_gmt": "2026-03-21T19:09:28",
    "date_modified_gmt": "2026-03-21T19:09:30",
    "email": "joergen.doe@example.com",
    "first_name": "Jørgen",
    "last_name": "Doe",
    "role": "customer",
    "username": "jd",
    "billing": WOO_ORDER["billing"],
    "shipping": WOO_ORDER["shipping"],
    "is_paying_customer": False,
    "avatar_url": "https://secure.gravatar.com/avatar/x",
    "meta_data": [],
}


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


def changed(payload: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Return a deep copy of a payload with some values changed."""
    return {**copy.deepcopy(payload), **values}
