-- kind: keyed
-- key: customer_id
-- by: customer_id
-- through: identities
-- grain: one row for each customer who said or showed what they prefer
-- owner: customers
-- about: What each customer prefers: what they said, what they allow, when and how they buy.
-- column customer_id VARCHAR: the customer
-- column said_channel VARCHAR: the way they say they prefer
-- column quiet_from VARCHAR: from when on they want quiet, in their own zone
-- column quiet_to VARCHAR: until when
-- column do_not_contact BOOLEAN: whether they want no contact at all
-- column allowed BIGINT: purposes and ways they allow now
-- column refused BIGINT: purposes and ways they refuse now
-- column buys_by VARCHAR: by which way they buy most; of equals the first by name
-- column buys_on BIGINT: the weekday they buy on most, 1 is Monday; of equals the first
-- column buys_in VARCHAR: the currency they buy in most; of equals the first by name
-- column answers_by VARCHAR: the way they answer by most; of equals the first by name
-- column answers_at BIGINT: the hour of the day they answer in most, 0 to 23, UTC; of equals the first
-- gap wants S12: what they say they need
with wished as (
    select coalesce(i.customer_id, w.party_id) as customer_id, w.channel, w.quiet_from, w.quiet_to, w.do_not_contact,
           row_number() over (partition by coalesce(i.customer_id, w.party_id)
                              order by w.told_at desc, w.fact_id desc) as place
      from wishes as w left join identities as i on i.party_id = w.party_id
), allowed as (
    select customer_id, count(*) filter (where given) as allowed, count(*) filter (where not given) as refused
      from consent_states group by customer_id
), bought as (
    select coalesce(i.customer_id, o.party_id) as customer_id, o.channel, cast(isodow(o.day) as bigint) as weekday,
           o.currency
      from orders as o left join identities as i on i.party_id = o.party_id
     where o.party_id is not null and o.bought_minor > 0
), ways as (
    select customer_id, channel, row_number() over (partition by customer_id order by count(*) desc, channel) as place
      from bought group by customer_id, channel
), weekdays as (
    select customer_id, weekday, row_number() over (partition by customer_id order by count(*) desc, weekday) as place
      from bought group by customer_id, weekday
), moneys as (
    select customer_id, currency,
           row_number() over (partition by customer_id order by count(*) desc, currency) as place
      from bought group by customer_id, currency
), replied as (
    select customer_id, channel, row_number() over (partition by customer_id order by sum(answers) desc, channel) as place
      from customer_hours group by customer_id, channel
), hours as (
    select customer_id, hour, row_number() over (partition by customer_id order by sum(answers) desc, hour) as place
      from customer_hours group by customer_id, hour
), named as (
    select customer_id from wished union select customer_id from allowed union select customer_id from bought
    union select customer_id from customer_hours
)
select n.customer_id, w.channel as said_channel, w.quiet_from, w.quiet_to, coalesce(w.do_not_contact, false) as do_not_contact,
       coalesce(a.allowed, 0) as allowed, coalesce(a.refused, 0) as refused, b.channel as buys_by,
       d.weekday as buys_on, m.currency as buys_in, r.channel as answers_by, h.hour as answers_at
  from named as n
  left join wished as w on w.customer_id = n.customer_id and w.place = 1
  left join allowed as a on a.customer_id = n.customer_id
  left join ways as b on b.customer_id = n.customer_id and b.place = 1
  left join weekdays as d on d.customer_id = n.customer_id and d.place = 1
  left join moneys as m on m.customer_id = n.customer_id and m.place = 1
  left join replied as r on r.customer_id = n.customer_id and r.place = 1
  left join hours as h on h.customer_id = n.customer_id and h.place = 1
