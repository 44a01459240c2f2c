-- rows: one
-- role: bw_ingest
select upkeep.event_partition($1::timestamptz);
