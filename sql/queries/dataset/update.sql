-- rows: none
-- $2 and $4 tell which of the fields were sent.
update datasets.dataset d
set name = case when $2::boolean then $3 else d.name end,
    description = case when $4::boolean then $5 else d.description end,
    updated_at = now()
where d.tenant_id = app_tenant() and d.id = $1::uuid;
