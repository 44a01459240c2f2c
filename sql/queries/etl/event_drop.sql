-- rows: one
select upkeep.drop_detached_events() as n;
