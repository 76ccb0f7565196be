"""A new room cannot forget people: every table that knows a party is named for exports and erasures."""

import pytest
from django.db import connections

from rapport.customers.party.api import list_personal_copies, list_personal_tables

pytestmark = pytest.mark.django_db(databases="__all__")
_KNOWING = """
select k.conrelid::regclass::text as table, a.attname as column
  from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
 where k.contype = 'f' and k.confrelid = any(%s::regclass[]) and a.attname <> 'tenant_id'
 union
select c.relname, a.attname
  from pg_class c join pg_attribute a on a.attrelid = c.oid
 where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not a.attisdropped
   and a.attname in ('party_id', 'customer_id')
"""
_TEXTS = """
select distinct c.relname
  from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
 where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
   and t.typname in ('text', 'varchar', 'json', 'jsonb', 'bytea') and a.attnum > 0 and not a.attisdropped
   and exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'tenant_id')
"""
NOT_ABOUT_THEM = {
    ("party", "merged_into_id"): "records merged into a party are erased with it",
    ("urgent_need", "account_id"): "its own party_id names it",
    ("party", "unit_id"): "the organisation's",
}
NO_WORDS_OF_PEOPLE = {
    **dict.fromkeys(("unit", "team", "role", "role_grant", "role_field_rule", "member"), "who works here"),
    **dict.fromkeys(("invite", "api_token", "token_use", "change_origin"), "who works here, and programs"),
    **dict.fromkeys(("tag", "field", "field_choice", "match_rule"), "what the business calls things"),
    **dict.fromkeys(
        ("product", "product_cost", "category", "exchange_rate", "number_series"),
        "what is sold, and for how much",
    ),
    **dict.fromkeys(
        ("product_tie", "popular_product", "recommender_version"), "what goes with what, for everybody"
    ),
    **dict.fromkeys(("capture_form", "form_field", "consent_text"), "what the business asks for"),
    **dict.fromkeys(
        ("journey", "journey_edit", "journey_version", "journey_count", "journey_link", "journey_rehearsal"),
        "steps the business draws, and sums over them",
    ),
    **dict.fromkeys(
        ("campaign", "campaign_variant", "campaign_link", "campaign_asset"),
        "what the business writes to many",
    ),
    **dict.fromkeys(
        ("site_piece", "site_words", "site_day", "site_entry"), "what the business shows to many, and sums"
    ),
    **dict.fromkeys(("setting_value", "import_preset"), "what members chose"),
    "report_comment": "what members say of figures",
    "report_embed": "where the business shows figures",
    **dict.fromkeys(("retention_rule", "retention_run"), "rules, and how much went"),
    **dict.fromkeys(("suppression", "change_seal"), "keyed hashes and digests"),
    **dict.fromkeys(
        (
            "usage",
            "quality_score",
            "worth_summary",
            "profit_summary",
            "worth_fit",
            "churn_model",
            "contract_model",
            "forecast_run",
            "forecast_series",
            "forecast_contact_day",
            "likeness_search",
            "mart_build",
            "mart_reckoned_month",
        ),
        "sums over everybody",
    ),
    **dict.fromkeys(("canned_reply", "route_rule"), "what the business says, and who takes what"),
    **dict.fromkeys(("logic_service", "logic_version"), "what the business answers by itself"),
    **dict.fromkeys(("job_round", "inbox_row"), "which work was done"),
    **dict.fromkeys(
        ("webhook_endpoint", "subscriber", "event_source", "channel_account", "sms_link"), "other systems"
    ),
    **dict.fromkeys(
        ("shop_connection", "webhook_version"), "other systems, and the newest version of a thing"
    ),
    "shop_customer": "another system's number, which keeps its later deliveries in order",
    "event_name": "what the business calls what happens",
    "fact_batch": "which facts left for the lake",
    **dict.fromkeys(("live_event", "live_minute"), "a day of events under random ids, and sums of them"),
    "live_interest": "which product random ids looked at, until they order",
    **dict.fromkeys(
        ("segment", "segment_count", "customer_grouping"), "the business's rules, and sums over everybody"
    ),
    **dict.fromkeys(("live_trigger", "trigger_firing"), "the business's rules, and random ids they met"),
    **dict.fromkeys(
        ("report_schedule", "report_run", "metric_alert", "metric_rise"),
        "who works here, addresses the business allowed, sums over everybody",
    ),
    **dict.fromkeys(("mood_set", "mood_model", "mood_rise"), "names of sets, weights of hashes, counts"),
    **dict.fromkeys(
        ("service_number", "message_tariff", "message_budget", "message_charge", "message_spend"),
        "the business's own numbers, and what messages cost without whom they were for",
    ),
    "list_snapshot": "the digest of a filter",
    "confirm_rule": "countries, and the paragraphs of law",
    "event_file": "the name of a file and how many rows were taken; rows kept apart are copies of their own",
    "import_chunk": "how many rows landed",
    "import": "the name and shape of a file; rows that were refused are copies of their own",
    "change": "history is forgotten by the ids of its rows",
    "fact": "facts lose the words of who was erased",
    "search_document": "rooms have their records found anew",
    "blob": "files go with the rows that name them",
}


def test_every_table_that_knows_a_party_is_named() -> None:
    tables = list_personal_tables()
    named = {(one.table, one.column) for one in tables}
    through = sorted({one.through for one in tables if one.through})
    with connections["owner"].cursor() as cursor:
        cursor.execute(_KNOWING, [["party", *through]])
        knowing = {(table.strip('"'), column) for table, column in cursor.fetchall()}
    forgotten = knowing - named - NOT_ABOUT_THEM.keys()
    assert not forgotten, "register_personal in the room's apps: what is given out, and what an erasure does"
    assert all(one.why or one.ending != "keep" or not one.lawful for one in tables)


def test_every_table_with_texts_is_named_or_holds_nothing_of_people() -> None:
    named = {one.table for one in list_personal_tables()} | {one.table for one in list_personal_copies()}
    with connections["owner"].cursor() as cursor:
        cursor.execute(_TEXTS)
        tables = {table for (table,) in cursor.fetchall()}
    unknown = sorted(tables - named - NO_WORDS_OF_PEOPLE.keys())
    assert not unknown, "name it, or say here why nobody is in it"
    assert not NO_WORDS_OF_PEOPLE.keys() - tables, "no such table any more"
