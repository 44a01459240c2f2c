-- Questions about another period to compare with, and widgets that ask for expressions.

-- The period that [a_from, a_to) is compared with, and the unit of both. `previous`: whole months (in
-- the zone) go back by as many months, whole days by as many days, anything else by its own length.
-- `year`: back by a year of the zone's calendar; in weeks by 52 of them, so that Mondays meet Mondays.
-- A range without a beginning or end is the one that the data has, as analytics.read() finds it.
create function analytics.previous(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[],
                                   a_values text[], a_from timestamptz, a_to timestamptz, a_unit text,
                                   a_zone text, a_compare text,
                                   out range_from timestamptz, out range_to timestamptz, out unit text)
    language plpgsql stable
    as $$
declare
    first_time constant timestamptz := '0001-01-01 00:00:00+00';
    lo timestamptz := a_from;
    hi timestamptz := a_to;
    local_lo timestamp;
    local_hi timestamp;
    shift interval;
begin
    if lo is null or hi is null then
        select r.clip_from, r.clip_to into lo, hi
        from analytics.read(a_tenant, a_dataset, a_metrics, a_names, a_values, null, a_from, a_to,
                            'all', a_zone, 0) as r
        where r.level = -2
        limit 1;
    end if;
    unit := analytics.unit(a_unit, lo, hi);
    if lo is null or hi is null then
        return;
    end if;
    -- nothing is older than the year 1
    range_from := first_time;
    range_to := first_time;
    if hi - lo > lo - first_time + interval '2 years' then
        return;
    end if;
    local_lo := lo at time zone a_zone;
    local_hi := hi at time zone a_zone;
    if a_compare = 'year' then
        shift := case when unit = 'week' then interval '364 days' else interval '1 year' end;
    elsif local_lo = date_trunc('month', local_lo) and local_hi = date_trunc('month', local_hi) then
        shift := age(local_hi, local_lo);
    elsif local_lo = date_trunc('day', local_lo) and local_hi = date_trunc('day', local_hi) then
        shift := make_interval(days => local_hi::date - local_lo::date);
    end if;
    if shift is null then
        range_from := greatest(lo - (hi - lo), first_time);
        range_to := lo;
    else
        range_from := greatest((local_lo - shift) at time zone a_zone, first_time);
        range_to := greatest((local_hi - shift) at time zone a_zone, first_time);
        -- the 29th of February goes back to the 28th, as the day before it does
        if range_to <= range_from then
            range_to := range_from + (hi - lo);
        end if;
    end if;
end $$;

-- The metrics that an expression of a widget may name: a superset, the names of functions among them.
create function dashboards.names_in(expression text) returns setof text
    language sql immutable parallel safe
    begin atomic
        select coalesce(replace(m[1], '""', '"'), m[2])
        from regexp_matches(expression, '"((?:[^"]|"")+)"|([^][\x01-\x21\x23-\x2f:-@^`{-\x7f"\\0-9][^][\x01-\x2d/:-@^`{-\x7f\\]*)',
                            'g') as m;
    end;

-- The columns of analytics.read() that an aggregation needs.
create function dashboards.want_of(agg text) returns integer
    language sql immutable parallel safe
    return case agg when 'count' then 1 when 'min' then 5 when 'max' then 9 when 'first' then 17
                    when 'last' then 33 else 3 end;

-- What a widget asks, once for each kind of answer it shows: `series` over time, `summary` in one, and
-- with a comparison the same of the other period behind it, as series_before and summary_before.
create function dashboards.questions(tenant uuid, type text, config jsonb, a_from timestamptz,
                                     a_to timestamptz, a_zone text)
    returns table (kind text, dataset_id uuid, metrics text[], names text[], labels text[],
                   group_by text, range_from timestamptz, range_to timestamptz, unit text, want integer)
    language sql stable
    begin atomic
        with conditions as (
            select array_agg(w.key order by w.key, v.value) as names,
                   array_agg(v.value order by w.key, v.value) as labels
            from jsonb_each(coalesce(config -> 'where', '{}')) as w,
                 lateral jsonb_array_elements_text(
                     case when jsonb_typeof(w.value) = 'array' then w.value
                          else jsonb_build_array(w.value) end) as v (value)
        ), asked as (
            select (config ->> 'datasetId')::uuid as dataset_id,
                   array(select jsonb_array_elements_text(coalesce(config -> 'metrics', '[]'))
                         union
                         select n from jsonb_array_elements_text(coalesce(config -> 'expressions', '[]')) as e,
                                       lateral dashboards.names_in(e) as n) as metrics,
                   coalesce(c.names, '{}') as names, coalesce(c.labels, '{}') as labels,
                   case when config -> 'range' ->> 'last' is not null
                        then now() - dashboards.last_interval(config -> 'range' ->> 'last')
                        else coalesce((config -> 'range' ->> 'from')::timestamptz, a_from) end as lo,
                   case when config -> 'range' ->> 'last' is not null then now()
                        else coalesce((config -> 'range' ->> 'to')::timestamptz, a_to) end as hi
            from conditions as c
        ), kinds as (
            select k.kind,
                   case when k.kind = 'summary' then 'all'
                        else coalesce(config ->> 'interval', 'auto') end as unit,
                   dashboards.want_of(coalesce(config ->> 'agg', 'avg'))
                       | case when k.kind = 'summary' then 63 else 0 end as want
            from (values ('series', array['line', 'area', 'bar', 'stat']),
                         ('summary', array['stat', 'table'])) as k (kind, types)
            where type = any (k.types)
        )
        select k.kind, a.dataset_id, a.metrics, a.names, a.labels, config ->> 'groupBy', a.lo, a.hi,
               k.unit, k.want
        from asked a, kinds k
        union all
        select k.kind || '_before', a.dataset_id, a.metrics, a.names, a.labels, config ->> 'groupBy',
               p.range_from, p.range_to, p.unit, k.want
        from asked a, kinds k,
             lateral analytics.previous(tenant, a.dataset_id, a.metrics, a.names, a.labels, a.lo, a.hi,
                                        k.unit, a_zone, config ->> 'compare') as p
        where config ->> 'compare' is not null;
    end;

grant execute on function
    analytics.previous(uuid, uuid, text[], text[], text[], timestamptz, timestamptz, text, text, text),
    dashboards.names_in(text),
    dashboards.want_of(text),
    dashboards.questions(uuid, text, jsonb, timestamptz, timestamptz, text)
    to bw_app;
