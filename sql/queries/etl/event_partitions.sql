-- rows: many
-- This month's partition and those of the next two, where they are missing.
select upkeep.event_partition(now() + n * interval '1 month') as made from generate_series(0, 2) as n;
