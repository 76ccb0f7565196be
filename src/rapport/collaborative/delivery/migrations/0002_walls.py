from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import GateFunction, TenantForeignKey, TenantTable

APP = ["rapport_app"]

# A channel's process works for every business: whose accounts it serves, who has something to send or to mend.
ACCOUNTS = """
create function channel_accounts(wanted text) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select a.tenant_id, a.id from channel_account a join tenant t on t.id = a.tenant_id
     where a.active and t.status = 'active' and a.channel = wanted
     order by a.tenant_id, a.id
$$
"""
NAMES = """
create function channel_names() returns table (channel text)
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct a.channel from channel_account a join tenant t on t.id = a.tenant_id
     where a.active and t.status = 'active' order by 1
$$
"""
DUE = """
create function channel_due(wanted text) returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select d.tenant_id from delivery d join tenant t on t.id = d.tenant_id
     where d.state = 'waiting' and d.channel = wanted and d.due_at <= now() and t.status = 'active'
     group by 1 order by min(d.due_at)
$$
"""
HELD = """
create function channel_held(wanted text) returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct d.tenant_id from delivery d where d.state in ('claimed', 'sending') and d.channel = wanted
     order by 1
$$
"""
# What comes from outside names an account by its door, a delivery by its token: both unguessable.
DOOR = """
create function channel_door(wanted text, word text) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select a.tenant_id, a.id from channel_account a join tenant t on t.id = a.tenant_id
     where a.door = word and a.channel = wanted and a.active and t.status = 'active'
$$
"""
TOKEN = """
create function delivery_tenant(word text) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select d.tenant_id from delivery d join tenant t on t.id = d.tenant_id
     where d.token = word and t.status = 'active'
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0001_initial"),
        ("party", "0002_walls"),
        ("tenancy", "0002_walls"),
        ("audit", "0002_walls"),
    ]

    operations = [
        TenantTable("channelaccount"),
        TenantTable("accounthealth", key=("account_id",)),
        TenantTable("conversation"),
        TenantTable("message"),
        TenantTable("messagefile", key=("message_id", "position")),
        TenantTable("delivery"),
        TenantTable("deliveryreport"),
        TenantTable("undeliverable", key=("channel", "address")),
        TenantForeignKey("accounthealth", "account", on_delete="cascade"),
        TenantForeignKey("conversation", "account"),
        TenantForeignKey("conversation", "party", on_delete="set null"),
        TenantForeignKey("message", "conversation", on_delete="cascade"),
        TenantForeignKey("message", "account"),
        TenantForeignKey("messagefile", "message", on_delete="cascade"),
        TenantForeignKey("messagefile", "conversation", on_delete="cascade"),
        TenantForeignKey("delivery", "message", on_delete="cascade"),
        TenantForeignKey("delivery", "account"),
        TenantForeignKey("delivery", "party", on_delete="set null"),
        TenantForeignKey("deliveryreport", "delivery", on_delete="cascade"),
        TenantForeignKey("deliveryreport", "account", on_delete="cascade"),
        Tracked("channelaccount", hidden=("secrets", "door")),
        Tracked("conversation", hidden=("subject", "preview", "peer")),
        GateFunction("channel_accounts(text)", ACCOUNTS, ["channel_account", "tenant"], APP),
        GateFunction("channel_names()", NAMES, ["channel_account", "tenant"], APP),
        GateFunction("channel_due(text)", DUE, ["delivery", "tenant"], APP),
        GateFunction("channel_held(text)", HELD, ["delivery"], APP),
        GateFunction("channel_door(text, text)", DOOR, ["channel_account", "tenant"], APP),
        GateFunction("delivery_tenant(text)", TOKEN, ["delivery", "tenant"], APP),
    ]
