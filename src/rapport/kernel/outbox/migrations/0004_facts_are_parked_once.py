from django.db import migrations

# A consumer that is killed between putting a fact aside and saying so meets it again: it stays one.
# The owner of the tables sees no business's rows, so the wall waits for what was put aside twice to go.
ONCE = """
alter table parked_fact no force row level security;
delete from parked_fact p using parked_fact first
 where (first.tenant_id, first.consumer, first.fact_id) = (p.tenant_id, p.consumer, p.fact_id)
   and first.id < p.id;
alter table parked_fact force row level security;
alter table parked_fact add constraint parked_fact_once unique (tenant_id, consumer, fact_id);
"""
BACK = "alter table parked_fact drop constraint parked_fact_once;"


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_parked_facts_are_sent_again")]

    operations = [migrations.RunSQL(ONCE, BACK)]
