-- Widgets that ask for percentiles read what these are taken from.
create or replace function dashboards.want_of(agg text) returns integer
    language sql immutable parallel safe
    return case when agg = 'count' then 1 when agg = 'min' then 5 when agg = 'max' then 9
                when agg = 'first' then 17 when agg = 'last' then 33
                when agg in ('p50', 'p95', 'p99') then 65 else 3 end;
