-- rows: many read
-- role: bw_ingest
-- The keys of tenants that may store nothing more: which of them are taken?
select u.n::integer as place, s.event_id, s.body_hash
from unnest($1::uuid[], $2::uuid[]) with ordinality as u (t, k, n)
join events.seen s on s.tenant_id = u.t and s.key = u.k
where s.created_at >= $3::timestamptz;
