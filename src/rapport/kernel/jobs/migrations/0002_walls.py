from django.db import migrations

from rapport.kernel.tenancy.schema import GateFunction, TenantTable

APP = ["rapport_app"]

# Whose turn it is, and which rounds were started: written by the gate alone.
TURNS = """
create table job_turn (tenant_id uuid primary key, served_at timestamptz not null);
create table job_round (
    tenant_id uuid not null,
    kind text not null collate "C",
    slot bigint not null,
    primary key (tenant_id, kind)
);
alter table job_turn enable row level security, force row level security;
alter table job_round enable row level security, force row level security;
create policy gate_all on job_turn to rapport_gate using (true) with check (true);
create policy gate_all on job_round to rapport_gate using (true) with check (true);
grant select, insert, update on job_turn, job_round to rapport_gate;
create policy gate_write on job for update to rapport_gate using (true) with check (true);
create policy gate_new on job for insert to rapport_gate with check (true);
grant insert, update on job to rapport_gate;
"""

# Tickets say nothing of anybody, so the app's role may handle them freely.
TICKETS = """
grant select, insert, update, delete
   on procrastinate_jobs, procrastinate_events, procrastinate_workers, procrastinate_periodic_defers to rapport_app;
grant usage on sequence procrastinate_jobs_id_seq, procrastinate_events_id_seq, procrastinate_periodic_defers_id_seq
   to rapport_app;
"""

# The fairest next job: of the tenant with the fewest jobs running, then of the one served least lately.
CLAIM = """
create function job_claim(wanted text, claimer text)
returns table (tenant_id uuid, id uuid, attempt smallint)
language sql volatile security definer set search_path = public, pg_temp as $$
    with busy as (
        select r.tenant_id, count(*) as jobs from job r where r.state = 'running' group by 1
    ), pick as (
        select j.tenant_id, j.id from job j
          left join job_turn t on t.tenant_id = j.tenant_id
          left join busy b on b.tenant_id = j.tenant_id
         where j.state = 'queued' and j.lane = wanted and j.due_at <= now()
         order by coalesce(b.jobs, 0), coalesce(t.served_at, '-infinity'), j.priority desc, j.due_at, j.id
         limit 1 for update of j skip locked
    ), claimed as (
        update job c set state = 'running', worker = claimer, attempt = c.attempt + 1, error = '',
                         started_at = coalesce(c.started_at, now()), heartbeat_at = now()
          from pick where c.tenant_id = pick.tenant_id and c.id = pick.id
        returning c.tenant_id, c.id, c.attempt
    ), turn as (
        insert into job_turn as t (tenant_id, served_at) select claimed.tenant_id, clock_timestamp() from claimed
        on conflict on constraint job_turn_pkey do update set served_at = excluded.served_at
    )
    select claimed.tenant_id, claimed.id, claimed.attempt from claimed
$$
"""
RECOVER = """
create function job_recover(seconds int) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
    with taken as (
        update job set
               state = case when cancel_requested_at is not null then 'cancelled'
                            when attempt >= attempts then 'failed' else 'queued' end,
               finished_at = case when cancel_requested_at is not null or attempt >= attempts then now() end,
               error = case when cancel_requested_at is null and attempt >= attempts
                            then 'The worker ended in the middle of it.' else error end,
               due_at = now(), worker = '', key = null
         where state = 'running' and heartbeat_at < now() - make_interval(secs => seconds)
        returning 1
    )
    select count(*) from taken
$$
"""
WAITING = """
create function job_waiting(wanted text) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) from job where state = 'queued' and lane = wanted and due_at <= now()
$$
"""
ROUND = """
create function job_start_round(round_kind text, round_lane text, most int, round_slot bigint) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
    with due as (
        insert into job_round as r (tenant_id, kind, slot)
        select t.id, round_kind, round_slot from tenant t where t.status = 'active'
           and not exists (select 1 from job_round o
                            where o.tenant_id = t.id and o.kind = round_kind and o.slot >= round_slot)
        on conflict on constraint job_round_pkey do update set slot = excluded.slot where r.slot < excluded.slot
        returning r.tenant_id
    ), fresh as (
        insert into job (tenant_id, id, kind, lane, key, args, state, priority, due_at, attempt, attempts, done,
                         message, error, created_by_kind, created_at, worker)
        select due.tenant_id, uuidv7(), round_kind, round_lane, 'round', '{}', 'queued', -10, now(), 0, most, 0,
               '', '', 'system', now(), ''
          from due on conflict do nothing
        returning 1
    )
    select count(*) from fresh
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
        ("tenancy", "0002_walls"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        TenantTable("job"),
        migrations.RunSQL(TURNS, migrations.RunSQL.noop),
        migrations.RunSQL(TICKETS, migrations.RunSQL.noop),
        GateFunction("job_claim(text, text)", CLAIM, ["job"], APP),
        GateFunction("job_recover(int)", RECOVER, ["job"], APP),
        GateFunction("job_waiting(text)", WAITING, ["job"], APP),
        GateFunction("job_start_round(text, text, int, bigint)", ROUND, ["tenant", "job"], APP),
    ]
