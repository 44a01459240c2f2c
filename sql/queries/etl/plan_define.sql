-- rows: one
-- Makes a plan or changes what is not null of it; -1 is no limit. Committers ask again when they see
-- another limit, which they look for once a second.
insert into billing.plan as p (name, soft, hard, retention_days)
values ($1, case when $2 >= 0 then $2::bigint end, case when $3 >= 0 then $3::bigint end,
        coalesce($4::integer, 400))
on conflict (name) do update
set soft = case when $2 is null then p.soft else excluded.soft end,
    hard = case when $3 is null then p.hard else excluded.hard end,
    retention_days = coalesce($4::integer, p.retention_days)
returning name, soft, hard, retention_days;
