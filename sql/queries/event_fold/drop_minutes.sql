-- rows: none
-- role: bw_ingest
-- Minutes up to $2 whose users are known by the quarter, and old quarters and hours, which no window of the overview needs.
delete from events.moment m
where m.tenant_id = $1::uuid
  and (m.level = 1 and m.t <= $2::timestamptz or m.level in (2, 3) and m.t < now() - interval '16 days');
