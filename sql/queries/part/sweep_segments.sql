-- rows: none
delete from analytics.segment g
using analytics.series s
where s.tenant_id = app_tenant() and s.dataset_id = $1::uuid
  and s.id between $3::bigint and $4::bigint
  and g.tenant_id = s.tenant_id and g.series_id = s.id and g.part_id = $2::bigint;
