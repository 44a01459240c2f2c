-- rows: many read
-- role: bw_ingest
-- The digests of some minutes, by their places.
select u.place, x.digest
from unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) with ordinality
    as u (tenant_id, series_id, t, place)
join events.tail x on x.tenant_id = u.tenant_id and x.series_id = u.series_id and x.t = u.t
where x.digest is not null;
