-- rows: many read
-- role: bw_ingest
select w.windows, w.users from events.window_users($1::uuid, 'UTC', $2::timestamptz) as w;
