-- rows: none
-- role: bw_ingest
-- The users of moments: their levels, times and sketches.
insert into events.moment (tenant_id, level, t, users)
select $1::uuid, u.level, u.t, u.users
from unnest($2::smallint[], $3::timestamptz[], $4::bytea[]) as u (level, t, users)
on conflict (tenant_id, level, t) do update set users = excluded.users;
