-- kind: keyed
-- key: sku
-- by: sku
-- grain: one row for each product a text that was read is about
-- owner: mood
-- about: How customers sound in what they write about each product.
-- column sku VARCHAR: the product, as the text names it
-- column texts BIGINT: texts that were read
-- column happy BIGINT: of those, in which they sound happy
-- column unhappy BIGINT: of those, in which they sound unhappy
-- column score DECIMAL(38,2): mean of all, from -1 (unhappy) to 1 (happy)
-- column first_at TIMESTAMP WITH TIME ZONE: the first of them, UTC
-- column last_at TIMESTAMP WITH TIME ZONE: the newest of them, UTC
select sku, count(*) as texts, count(*) filter (where mood = 'happy') as happy,
       count(*) filter (where mood = 'unhappy') as unhappy, cast(sum(score) / count(*) as decimal(38, 2)) as score,
       min(happened_at) as first_at, max(happened_at) as last_at
  from moods where sku is not null group by sku
