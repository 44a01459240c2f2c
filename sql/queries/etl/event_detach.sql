-- rows: one
select upkeep.detach_events(now() - $1::bigint * interval '1 day') as name;
