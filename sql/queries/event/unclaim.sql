-- rows: none
-- role: bw_ingest
delete from events.seen s using unnest($1::uuid[], $2::uuid[], $3::uuid[]) as u (t, k, i)
where s.tenant_id = u.t and s.key = u.k and s.event_id = u.i;
