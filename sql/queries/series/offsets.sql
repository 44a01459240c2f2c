-- rows: many read
-- How far a zone is ahead of UTC at these seconds since 1970, in their order.
select extract(epoch from (to_timestamp(s) at time zone $2) - (to_timestamp(s) at time zone 'UTC'))::integer
           as seconds
from unnest($1::bigint[]) with ordinality as u (s, i)
order by i;
