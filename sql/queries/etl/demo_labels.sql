-- rows: many
-- Tracks what the demo's events carry, unless somebody chose other labels.
insert into events.label (tenant_id, key, position)
select $1, u.key, u.n - 1 from unnest($2::text[]) with ordinality as u (key, n)
where not exists (select from events.label l where l.tenant_id = $1)
on conflict (tenant_id, key) do nothing
returning key;
