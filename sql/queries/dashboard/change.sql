-- rows: one
select d.id, d.name, d.description, d.revision, d.created_at, d.updated_at
from dashboards.dashboard_change($1, $2, $3::bigint, $4, $5::boolean, $6) as d;
