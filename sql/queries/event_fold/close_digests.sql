-- rows: many read
-- role: bw_ingest
-- The digests of the tail's rows that are closed.
select x.series_id, x.t, x.digest
from events.tail x
where x.tenant_id = $1::uuid and x.t < $2::timestamptz and (x.series_id, x.t) <= ($3::bigint, $4::timestamptz)
  and x.digest is not null
order by x.series_id, x.t;
