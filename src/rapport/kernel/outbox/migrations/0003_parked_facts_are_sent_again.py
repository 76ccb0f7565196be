from django.db import migrations

# Whoever may asks by a moment that a parked fact be tried again; the relay, or the lake, does it and clears it.
ASKED = """
alter table parked_fact add column asked_at timestamptz;
grant update (asked_at) on parked_fact to rapport_app;
create index parked_fact_tenant on parked_fact (tenant_id, id);
create index parked_fact_asked on parked_fact (consumer) where asked_at is not null;
"""
BACK = """
drop index parked_fact_asked;
drop index parked_fact_tenant;
revoke update (asked_at) on parked_fact from rapport_app;
alter table parked_fact drop column asked_at;
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_words_can_be_forgotten")]

    operations = [migrations.RunSQL(ASKED, BACK)]
