-- rows: one read
select string_agg(name, ', ' order by name) as names, coalesce(bool_or(name = $1), false) as known
from billing.plan;
