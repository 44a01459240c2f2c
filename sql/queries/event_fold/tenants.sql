-- rows: many
-- role: bw_ingest
select t.place, t.events, t.invalid, t.seq
from events.fold_tenants($1::uuid[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::timestamptz[]) as t;
