import django.db.models.deletion
from django.db import migrations, models

from rapport.kernel.tenancy.schema import TENANT

# What a party is to the business: what somebody said of it, else what its stage says (rules/standing.py).
STANDING = f"""
create view party_standing with (security_invoker = true) as
select tenant_id, party_id, role from party_role where tenant_id = {TENANT}
 union all
select p.tenant_id, p.id, case p.stage when 'prospect' then 'prospect' else 'customer' end
  from party p
 where p.tenant_id = {TENANT}
   and not exists (select 1 from party_role r where r.tenant_id = p.tenant_id and r.party_id = p.id);
grant select on party_standing to rapport_app;
"""


class Migration(migrations.Migration):
    dependencies = [("party", "0005_metered")]

    operations = [
        migrations.RunSQL(STANDING, "drop view party_standing"),
        migrations.CreateModel(
            "Standing",
            fields=[
                (
                    "party",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="party.party",
                    ),
                ),
                ("role", models.CharField(db_collation="C", max_length=12)),
            ],
            options={"db_table": "party_standing", "managed": False},
        ),
        # Most businesses have one unit: who is in none is sought by nobody.
        migrations.RemoveIndex("party", "party_unit"),
        migrations.AddIndex(
            "party",
            models.Index(
                fields=("tenant_id", "unit", "id"),
                name="party_unit",
                condition=models.Q(unit__isnull=False),
            ),
        ),
    ]
