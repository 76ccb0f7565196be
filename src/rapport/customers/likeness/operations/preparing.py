"""From records as they are kept to the table `people` that is compared: folded, names parted, blocks keyed.

Only records that share a block are compared. A block of more than `CROWDED` records ("wang|wei" in Beijing)
says nothing and is left out, so that the pairs to compare grow with the records, never with their square.
"""

import duckdb

CROWDED = 60
_FOLDED = "nullif(trim(regexp_replace(lower(strip_accents({})), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')), '')"
_IDEOGRAPHS = "'^[\\p{Han}]{2,}$'"
_LEGAL = "' (gmbh|ag|kg|ug|se|inc|llc|ltd|limited|corp|co|company|plc|sa|sarl|srl|spa|bv|nv|ab|oy|as|pty)$'"
BLOCKS: dict[str, str] = {
    "by_name": "least(given, family) || '|' || greatest(given, family)",
    "by_email": "email",
    "by_mail_name": "mail_name",
    "by_phone": "right(phone, 8)",
    "by_birth": "birth",
    "by_birth_family": "left(birth, 4) || '|' || left(family, 4)",
    "by_birth_given": "left(birth, 4) || '|' || given",
    "by_street": "street || '|' || city",
    "by_street_code": "street || '|' || postcode",
    "by_family_code": "family || '|' || postcode",
    "by_given_code": "given || '|' || postcode",
    "by_family_city": "family || '|' || left(given, 1) || '|' || city",
    "by_given_city": "given || '|' || left(family, 1) || '|' || city",
}
"""What two records must share, one of these, to be compared at all."""
_PARTED = f"""
create or replace table parted as
with folded as (
    select id, kind, birth, nullif(lower(trim(email)), '') as email,
           nullif(regexp_replace(phone, '[^0-9]', '', 'g'), '') as phone,
           {_FOLDED.format("name")} as name, {_FOLDED.format("given")} as given,
           {_FOLDED.format("family")} as family,
           {_FOLDED.format("split_part(street, chr(10), 1)")} as street, {_FOLDED.format("city")} as city,
           {_FOLDED.format("postcode")} as postcode, {_FOLDED.format("region")} as region
      from records
)
select id, kind, birth, email, phone, street, city, postcode, region,
       case when kind <> 'person' then null when given is not null or family is not null then given
            when regexp_matches(name, {_IDEOGRAPHS}) then substr(name, 2)
            else nullif(regexp_extract(name, '^(.*) \\S+$', 1), '') end as given,
       case when kind <> 'person' then regexp_replace(name, {_LEGAL}, '')
            when given is not null or family is not null then family
            when regexp_matches(name, {_IDEOGRAPHS}) then substr(name, 1, 1)
            else nullif(regexp_extract(name, '(\\S+)$', 1), '') end as family,
       case when length(split_part(email, '@', 1)) >= 5 then split_part(email, '@', 1) end as mail_name
  from folded
"""


def prepare_people(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `people` of `records` and return how many there are.

    `records` has id, kind, name, given, family, birth (YYYYMMDD), email, phone, street, city, postcode and
    region; blanks are null or empty.
    """
    connection.execute(_PARTED)
    keys = ", ".join(f"{rule} as {name}" for name, rule in BLOCKS.items())
    bounded = ", ".join(
        f"case when count(*) over (partition by kind, {name}) <= {CROWDED} then {name} end as {name}"
        for name in BLOCKS
    )
    columns = "id as unique_id, kind, given, family, birth, email, mail_name, phone, street, city"
    connection.execute(
        f"create or replace table people as select {columns}, postcode, region, {bounded}"
        f" from (select *, {keys} from parted) keyed"
    )
    connection.execute("drop table parted")
    ((count,),) = connection.execute("select count(*) from people").fetchall()
    return int(count)
