-- rows: none
-- role: bw_ingest
-- Beyond 10,000 of a tenant they are only counted.
insert into events.reject (tenant_id, id, received_at, way, key_id, raw, truncated, errors)
select u.t, u.id, u.at, u.way, u.key_id, u.raw, u.truncated, u.errors
from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::text[], $7::boolean[],
            $8::jsonb[]) as u (t, id, at, way, key_id, raw, truncated, errors)
where 10000 > (select count(*) from (select from events.reject r where r.tenant_id = u.t limit 10000) as kept);
