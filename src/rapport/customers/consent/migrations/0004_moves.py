import django.db.models.deletion
import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from django.db import migrations, models

from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable

WAYS = [("keyword", "Keyword"), ("qr", "QR code"), ("form", "Web form"), ("list", "Address list"), ("", "Another way")]
_FILLED = ("consent", "consent_move")
# Only of these is the base counted; who imports a million letters' consents does not pay for it.
COUNTED = "channel = 'sms'"
# What is told of statements of before, whose way nobody wrote down.
WAY = """
update consent set way = case when origin in ('purchased', 'rented') then 'list'
                              when source in ('automatic answer', 'sms keyword') then 'keyword' else 'form' end
 where given and (origin in ('purchased', 'rented') or source in ('automatic answer', 'sms keyword')
                  or proof like 'form: %%')
"""
# Of each purpose the last statement holds, whichever address it speaks of; as long as any purpose is allowed the
# party is there. Two statements of one moment stand in the order they were written in.
MOVES = f"""
insert into consent_move (tenant_id, id, party_id, channel, joined, at, way, purpose, source)
select tenant_id, id, party_id, channel, allowed, at, way, purpose, source
  from (select s.*, lag(allowed, 1, false) over (partition by tenant_id, party_id, channel order by at, id) as before
          from (select c.*, sum(case when given = held then 0 when given then 1 else -1 end)
                            over (partition by tenant_id, party_id, channel order by at, id) > 0 as allowed
                  from (select *, lag(given, 1, false)
                                  over (partition by tenant_id, party_id, channel, purpose order by at, id) as held
                          from consent where {COUNTED} and {{whose}}) c) s) m
 where allowed <> before
"""
# By the statement, so that imports of a million tell of theirs as one page does, and whatever the ledger is
# changed by: a merge re-homes rows, an import that is taken back takes its own along.
WATCH = f"""
create function consent_work_out_moves() returns trigger language plpgsql as $$
declare parties uuid[];
begin
    if tg_op = 'INSERT' then select array_agg(distinct party_id) into parties from fresh where {COUNTED};
    elsif tg_op = 'DELETE' then select array_agg(distinct party_id) into parties from gone where {COUNTED};
    else select array_agg(party_id) into parties
           from (select party_id from fresh where {COUNTED} union select party_id from gone where {COUNTED}) b;
    end if;
    if parties is null then return null; end if;
    delete from consent_move where party_id = any(parties);
    {MOVES.format(whose="party_id = any(parties)")} on conflict do nothing;
    return null;
end $$;
create trigger consent_added after insert on consent referencing new table as fresh
    for each statement execute function consent_work_out_moves();
create trigger consent_rehomed after update on consent referencing new table as fresh old table as gone
    for each statement execute function consent_work_out_moves();
create trigger consent_taken_back after delete on consent referencing old table as gone
    for each statement execute function consent_work_out_moves();
"""
UNWATCH = """
drop trigger consent_added on consent; drop trigger consent_rehomed on consent;
drop trigger consent_taken_back on consent; drop function consent_work_out_moves();
"""
# The owner of the tables sees no business's rows, and history tells of what people do: both wait.
FILL = [
    "alter table consent disable trigger user",
    *(f"alter table {one} no force row level security" for one in _FILLED),
    *(WAY.replace("%%", "%"), MOVES.format(whose="true")),
    *(f"alter table {one} force row level security" for one in _FILLED),
    "alter table consent enable trigger user",
]


class Migration(migrations.Migration):
    dependencies = [("consent", "0003_words_can_be_forgotten"), ("party", "0002_walls")]

    operations = [
        migrations.AddField(
            "consent",
            "way",
            models.CharField(blank=True, choices=WAYS, db_collation="C", db_default="", default="", max_length=8),
        ),
        migrations.CreateModel(
            name="ConsentMove",
            fields=[
                ("id", models.UUIDField(default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False)),
                ("channel", models.CharField(db_collation="C", max_length=20)),
                ("joined", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("way", models.CharField(choices=WAYS, db_collation="C", default="", max_length=8)),
                ("purpose", models.CharField(db_collation="C", max_length=40)),
                ("source", models.CharField(default="", max_length=120)),
                ("party", models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="party.party")),
            ],
            options={
                "db_table": "consent_move",
                "indexes": [
                    models.Index(fields=["tenant_id", "channel", "at", "id"], name="consent_move_at"),
                    models.Index(fields=["tenant_id", "party", "channel"], name="consent_move_party"),
                ],
            },
        ),
        TenantTable("consentmove", rights="select, insert, update, delete"),
        TenantForeignKey("consentmove", "party", on_delete="cascade"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(WATCH, UNWATCH),
    ]
