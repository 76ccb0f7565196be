"""Count the messages of people that come in, by channel and day of the business's zone."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from rapport.kernel.tenancy.api import current_tenant_id, get_own_tenant

COUNT = """
insert into forecast_contact_day (id, channel, day, contacts)
select uuidv7(), * from unnest(%s::text[], %s::date[], %s::integer[])
    on conflict (tenant_id, channel, day) do update
   set contacts = forecast_contact_day.contacts + excluded.contacts
"""


def count_contacts(came: Iterable[tuple[str, datetime]]) -> None:
    """Add messages (channel, moment) to their days, in the running transaction of their tenant."""
    zone = ZoneInfo(get_own_tenant(current_tenant_id()).zone)
    counted = Counter((channel, at.astimezone(zone).date()) for channel, at in came)
    rows = sorted(counted.items())
    if rows:
        channels = [channel for (channel, _), _ in rows]
        days = [day for (_, day), _ in rows]
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [channels, days, [count for _, count in rows]])
