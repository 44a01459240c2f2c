-- rows: none
-- Rejects belong to versions, which may tell of them when the part is dead.
delete from analytics.reject r
where r.tenant_id = app_tenant() and r.dataset_id = $1::uuid and r.part_id = $2::bigint
  and not exists (select from datasets.version v
                  where v.tenant_id = r.tenant_id and v.dataset_id = r.dataset_id
                    and r.part_id = any (v.reject_parts));
