from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.money.contracts import known_currencies, minor_digits
from rapport.kernel.tenancy.schema import TenantTable

ODD = " ".join(
    f"when '{code}' then {minor_digits(code)}" for code in sorted(known_currencies()) if minor_digits(code) != 2
)
DIGITS = f"""
create function money_digits(currency text) returns integer language sql immutable parallel safe as $$
    select case currency {ODD} else 2 end
$$
"""
# Runs with the caller's rights, so the rates it sees are the tenant's own. No rate yet: null, never a guess.
IN_OWN = """
create function money_in_own(amount bigint, currency text, at timestamptz, own text) returns bigint
language sql stable parallel safe as $$
    select case when currency = own then amount else (
        select round(amount * r.rate * power(10::numeric, money_digits(own) - money_digits(currency)))::bigint
          from exchange_rate r
         where r.currency = money_in_own.currency and r.day <= (at at time zone 'UTC')::date
         order by r.day desc limit 1) end
$$
"""


class Migration(migrations.Migration):
    dependencies = [("money", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("exchangerate", key=("currency", "day")),
        Tracked("exchangerate"),
        migrations.RunSQL(DIGITS, "drop function money_digits(text)"),
        migrations.RunSQL(IN_OWN, "drop function money_in_own(bigint, text, timestamptz, text)"),
    ]
