-- rows: none
insert into events.label as l (tenant_id, key, position)
select $1::uuid, k.key, k.place - 1 from unnest($2::text[]) with ordinality as k (key, place)
on conflict (tenant_id, key) do update set position = excluded.position;
