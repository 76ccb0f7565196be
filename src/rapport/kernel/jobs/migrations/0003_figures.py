from django.db import migrations

from rapport.kernel.tenancy.schema import GateFunction

# What an operator needs of all businesses together, and nothing of any one of them.
FIGURES = """
create function job_figures() returns table (lane text, state text, jobs bigint, oldest double precision)
language sql stable security definer set search_path = public, pg_temp as $$
    select j.lane, j.state, count(*), extract(epoch from now() - min(j.due_at))::double precision
      from job j
     where j.state in ('queued', 'running') and j.due_at <= now()
     group by j.lane, j.state
    union all
    select j.lane, j.state, count(*), 0 from job j
     where j.state = 'failed' and j.finished_at > now() - interval '1 day' group by j.lane, j.state
$$
"""


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_walls")]

    operations = [GateFunction("job_figures()", FIGURES, ["job"], ["rapport_app"])]
