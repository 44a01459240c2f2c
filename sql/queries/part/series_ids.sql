-- rows: many read
-- Each series is looked up by its key, see stored_bytes.sql.
select s.id
from unnest($2::text[], $3::text[]) with ordinality as w (metric, labels, place)
cross join lateral (
    select s.id
    from analytics.series s
    where s.tenant_id = app_tenant() and s.dataset_id = $1::uuid and s.metric = w.metric
      and md5(s.labels::text) = md5(w.labels::jsonb::text)
    offset 0) s
order by w.place;
