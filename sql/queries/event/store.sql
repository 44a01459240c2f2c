-- rows: none
-- role: bw_ingest
insert into events.event (tenant_id, id, type, source, user_id, value, occurred_at, payload, key_id)
select unnest($1::uuid[]), unnest($2::uuid[]), unnest($3::text[]), unnest($4::text[]),
       unnest($5::text[]), unnest($6::float8[]), unnest($7::timestamptz[]), unnest($8::jsonb[]),
       unnest($9::uuid[]);
