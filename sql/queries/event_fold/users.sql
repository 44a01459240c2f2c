-- rows: many read
-- role: bw_ingest
-- The sketches of some minutes, by their places.
select u.place, m.users
from unnest($1::uuid[], $2::timestamptz[]) with ordinality as u (tenant_id, t, place)
join events.moment m on m.tenant_id = u.tenant_id and m.level = 1 and m.t = u.t
where m.users is not null;
