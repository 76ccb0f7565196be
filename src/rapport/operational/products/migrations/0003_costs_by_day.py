import django.db.models.deletion
from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable

# Products that had a cost already have had it since they were entered.
FILL = """
insert into product_cost (id, tenant_id, product_id, since, cost, currency)
select uuidv7(), tenant_id, id, (created_at at time zone 'UTC')::date, cost, currency
  from product where cost is not null
"""
# What so many pieces cost on a day, in minor units of the own currency: rounded half to even where the cost is
# stated, then converted by the day's rate. Null where cost or rate are not known; the first cost known also
# stands for the days before it. Runs with the caller's rights: costs are the tenant's own.
COST = """
create function product_cost_minor(product uuid, quantity numeric, at timestamptz, own text) returns bigint
language sql stable parallel safe as $$
    select (
        select money_in_own((
                   select case when exact - trunc(exact) in (0.5, -0.5) then 2 * round(exact / 2)
                               else round(exact) end
                     from (select quantity * c.cost * power(10::numeric, money_digits(c.currency)) as exact) e
               )::bigint, c.currency, at, own)
          from product_cost c
         where c.product_id = product
         order by c.since <= (at at time zone 'UTC')::date desc,
                  case when c.since <= (at at time zone 'UTC')::date then c.since end desc, c.since
         limit 1)
$$
"""


class Migration(migrations.Migration):
    dependencies = [("products", "0002_walls"), ("money", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="ProductCost",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "tenant_id",
                    models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False),
                ),
                ("since", models.DateField()),
                ("cost", models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                ("currency", models.CharField(db_collation="C", max_length=3)),
                ("batch_id", models.UUIDField(null=True)),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="products.product",
                    ),
                ),
            ],
            options={"db_table": "product_cost"},
        ),
        migrations.AddConstraint(
            "productcost",
            models.UniqueConstraint(fields=("tenant_id", "product", "since"), name="product_cost_day"),
        ),
        migrations.AddIndex(
            "productcost",
            models.Index(
                fields=("tenant_id", "batch_id"),
                name="product_cost_batch",
                condition=models.Q(batch_id__isnull=False),
            ),
        ),
        TenantTable("productcost"),
        TenantForeignKey("productcost", "product", on_delete="cascade"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        Tracked("productcost", subject="product_id"),
        migrations.RunSQL(COST, "drop function product_cost_minor(uuid, numeric, timestamptz, text)"),
    ]
