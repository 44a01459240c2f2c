-- rows: none
-- role: bw_ingest
-- How many events of a tenant were refused in a minute.
insert into events.delta (tenant_id, minute, n, invalid)
select u.t, u.minute, 0, u.n from unnest($1::uuid[], $2::timestamptz[], $3::bigint[]) as u (t, minute, n);
