-- rows: one read
-- Whether every id of the list is a dashboard of the tenant.
select not exists (
    select from unnest($2::text[]) as asked (id)
    where not exists (select from dashboards.dashboard d
                      where d.tenant_id = $1 and d.id = asked.id::uuid)
) as ours;
