-- rows: none
-- The rejects of the reading that failed last are what its owner looks at.
delete from analytics.reject r
where r.tenant_id = app_tenant() and r.dataset_id = $1::uuid and r.part_id = $2::bigint
  and not exists (select from datasets.dataset d
                  where d.tenant_id = r.tenant_id and d.id = r.dataset_id
                    and d.current_part = r.part_id and d.deleted_at is null);
