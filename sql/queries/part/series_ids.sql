-- rows: many read
select s.id
from unnest($2::text[], $3::text[]) with ordinality as w (metric, labels, place)
join analytics.series s on s.tenant_id = app_tenant() and s.dataset_id = $1::uuid
                       and s.metric = w.metric and md5(s.labels::text) = md5(w.labels::jsonb::text)
order by w.place;
