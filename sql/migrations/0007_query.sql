-- Reading points: one statement finds the series, the range, the interval and every chunk to merge.
--
-- A question reads the coarsest rollup level on which all inner bucket edges fall, and finer ones
-- only for the two buckets that from and to cut. A level that a part does not have is answered by
-- the next finer one, at last by the segments; a segment that lies within one bucket is answered by
-- its summary. cgi/model/answer.c merges the rows.

-- Fails the whole batch unless the dataset is there for the tenant.
create function analytics.need_dataset(a_tenant uuid, a_dataset uuid) returns void
    language plpgsql stable
    as $$
begin
    perform from datasets.dataset d
    where d.tenant_id = a_tenant and d.id = a_dataset and d.deleted_at is null;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
end $$;

-- Splits [a_from, a_to) into pieces that the levels in `mask` (bit 1 << level) can answer, level 0
-- being the segments: the coarsest level takes its inner whole buckets, the next one what is left
-- on both sides, and so on.
create function analytics.pieces(a_from timestamptz, a_to timestamptz, mask integer)
    returns table (level smallint, piece_from timestamptz, piece_to timestamptz)
    language plpgsql immutable parallel safe
    as $$
declare
    -- before all points, so that date_bin always rounds down
    origin constant timestamptz := '0001-01-01 00:00:00+00';
    steps constant interval[] := array['1 minute', '15 minutes', '1 hour', '24 hours'];
    inner_from timestamptz;
    inner_to timestamptz;
begin
    for l in reverse 4..0 loop
        continue when l > 0 and mask & (1 << l) = 0;
        level := l;
        declare
            outer_from timestamptz := a_from;
            outer_to timestamptz := a_to;
        begin
            if l > 0 then
                outer_from := date_bin(steps[l], a_from, origin);
                if outer_from < a_from then
                    outer_from := outer_from + steps[l];
                end if;
                outer_to := date_bin(steps[l], a_to, origin);
            end if;
            continue when outer_from >= outer_to;
            piece_from := outer_from;
            piece_to := coalesce(inner_from, outer_to);
            if piece_from < piece_to then
                return next;
            end if;
            if inner_to < outer_to then
                piece_from := inner_to;
                piece_to := outer_to;
                return next;
            end if;
            inner_from := outer_from;
            inner_to := outer_to;
        end;
    end loop;
end $$;

-- The starts of the buckets of `unit` that meet [a_from, a_to) in a zone; at most `most`. Days and
-- longer follow the zone's calendar, shorter ones are counted from the zone's full hour.
create function analytics.edges(a_from timestamptz, a_to timestamptz, unit text, zone text,
                                most integer)
    returns timestamptz[]
    language sql stable parallel safe
    begin atomic
        select array_agg(e order by e)
        from (
            select e
            from generate_series(date_trunc(unit, a_from, zone), a_to, ('1 ' || unit)::interval) as e
            where unit in ('minute', 'hour') and e < a_to
            union all
            select local at time zone zone
            from generate_series(date_trunc(unit, a_from at time zone zone), a_to at time zone zone,
                                 case unit when 'decade' then interval '10 years'
                                           when 'century' then interval '100 years'
                                           else ('1 ' || unit)::interval end) as local
            where unit not in ('minute', 'hour', 'all') and local at time zone zone < a_to
            limit most
        ) as e (e);
    end;

-- The interval of a question: the one asked for, or the finest that makes at most 500 buckets.
create function analytics.unit(asked text, a_from timestamptz, a_to timestamptz) returns text
    language sql immutable parallel safe
    return case when asked <> 'auto' then asked
                when a_to - a_from <= interval '499 minutes' then 'minute'
                when a_to - a_from <= interval '499 hours' then 'hour'
                when a_to - a_from <= interval '499 days' then 'day'
                when a_to - a_from <= interval '3493 days' then 'week'
                when a_to - a_from <= interval '15000 days' then 'month'
                when a_to - a_from <= interval '182000 days' then 'year'
                when a_to - a_from <= interval '1820000 days' then 'decade'
                else 'century' end;

-- A unit's shortest length, to count buckets before making them.
create function analytics.unit_length(unit text) returns interval
    language sql immutable parallel safe
    return case unit when 'minute' then interval '1 minute' when 'hour' then interval '1 hour'
                     when 'day' then interval '23 hours' when 'week' then interval '167 hours'
                     when 'month' then interval '671 hours' when 'year' then interval '364 days'
                     when 'decade' then interval '3651 days' else interval '36523 days' end;

-- The coarsest level on which all these edges fall; those cut off by from (the first) do not count.
create function analytics.level_of(edges timestamptz[]) returns smallint
    language sql immutable parallel safe
    begin atomic
        select (case when count(*) filter (where s % 86400 <> 0) = 0 then 4
                     when count(*) filter (where s % 3600 <> 0) = 0 then 3
                     when count(*) filter (where s % 900 <> 0) = 0 then 2
                     when count(*) filter (where s % 60 <> 0) = 0 then 1 else 0 end)::smallint
        from (select extract(epoch from e)::numeric as s from unnest(edges[2:]) as e) as x;
    end;

-- The rows of one question. `level` says what a row is:
--   -2  the head: clip_from and clip_to are the range, name the unit, t the edges (null when the zone
--       is UTC: the caller knows them), series_id the number of buckets at most; range null: no data
--   -1  a series: its metric in name, its value of the label a_group in label
--    0  a segment: t and v (in sum)
--  1-4  a rollup chunk       5  a segment's summary, as a chunk of one bucket
-- Points outside [clip_from, clip_to) are not meant: another row answers for them.
-- a_want: bits 1 n, 2 sum, 4 min, 8 max, 16 first, 32 last; other columns stay null.
-- (offset 0 keeps each look-up of chunks a walk along its index, whatever the statistics say.)
-- Who reads orders the rows by part (nulls first), least(level, 0), series, seq: of two points with
-- the same time the one that comes first is the earlier one.
create function analytics.read(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[],
                               a_values text[], a_group text, a_from timestamptz, a_to timestamptz,
                               a_unit text, a_zone text, a_want integer)
    returns table (level smallint, series_id bigint, part_id bigint, seq integer,
                   clip_from timestamptz, clip_to timestamptz, t timestamptz[], n bigint[],
                   sum double precision[], min double precision[], max double precision[],
                   first double precision[], last double precision[], first_t timestamptz[],
                   last_t timestamptz[], name text, label text)
    language sql stable
    begin atomic
        with matched as materialized (
            select s.id, s.metric, s.labels ->> a_group as label, ps.part_id, ps.levels,
                   ps.first_at, ps.last_at
            from analytics.series s
            join analytics.part_series ps on ps.tenant_id = s.tenant_id and ps.series_id = s.id
            join analytics.part p on p.tenant_id = s.tenant_id and p.dataset_id = s.dataset_id
                                 and p.id = ps.part_id and p.state = 'current'
            where s.tenant_id = a_tenant and s.dataset_id = a_dataset
              and (cardinality(a_metrics) = 0 or s.metric = any (a_metrics))
              and not exists (select from unnest(a_names, a_values) as w (name, value)
                              where s.labels ->> w.name is distinct from w.value)
        ), span as materialized (
            select coalesce(a_from, date_trunc('second', min(first_at))) as lo,
                   coalesce(a_to, date_trunc('second', max(last_at)) + interval '1 second') as hi
            from matched
        ), ruled as materialized (
            select lo, hi, u.unit,
                   case when u.unit = 'all' or hi <= lo then 1
                        else ceil(extract(epoch from hi - lo)
                                  / extract(epoch from analytics.unit_length(u.unit)))::bigint + 1
                   end as buckets
            from span, lateral (select analytics.unit(a_unit, lo, hi) as unit) as u
        ), grid as materialized (
            select lo, hi, unit, buckets, e.edges,
                   (1 << case when e.edges is not null then analytics.level_of(e.edges)
                              when unit = 'minute' then 1 when unit = 'hour' then 3 else 4 end + 1) - 1
                       as allowed
            from ruled, lateral (
                select case when a_zone <> 'UTC' and unit <> 'all' and buckets <= 10001
                            then analytics.edges(lo, hi, unit, a_zone, 10001) end as edges) as e
        ), pieces as materialized (
            select m.mask, p.level, p.piece_from, p.piece_to
            from grid, lateral (select distinct matched.levels & grid.allowed as mask from matched) as m,
                 lateral analytics.pieces(grid.lo, grid.hi, m.mask) as p
            where grid.buckets <= 10001
        ), wanted as materialized (
            select m.id, m.part_id, p.level, p.piece_from, p.piece_to
            from grid, matched m
            join pieces p on p.mask = m.levels & (select allowed from grid)
            where m.first_at < p.piece_to
              and m.last_at >= p.piece_from
        )
        select (-2)::smallint, buckets, null::bigint, null::integer, lo, hi, edges, null::bigint[],
               null::double precision[], null::double precision[], null::double precision[],
               null::double precision[], null::double precision[], null::timestamptz[],
               null::timestamptz[], unit, null::text
        from grid
        union all
        select distinct (-1)::smallint, m.id, null::bigint, null::integer, null::timestamptz,
               null::timestamptz, null::timestamptz[], null::bigint[], null::double precision[],
               null::double precision[], null::double precision[], null::double precision[],
               null::double precision[], null::timestamptz[], null::timestamptz[], m.metric, m.label
        from matched m
        union all
        select r.level, r.series_id, r.part_id, r.seq, w.piece_from, w.piece_to, r.t,
               case when a_want & 1 <> 0 then r.n end, case when a_want & 2 <> 0 then r.sum end,
               case when a_want & 4 <> 0 then r.min end, case when a_want & 8 <> 0 then r.max end,
               case when a_want & 16 <> 0 then r.first end, case when a_want & 32 <> 0 then r.last end,
               case when a_want & 16 <> 0 then r.first_t end,
               case when a_want & 32 <> 0 then r.last_t end, null, null
        from wanted w, lateral (
            select * from analytics.rollup r
            where r.tenant_id = a_tenant and r.series_id = w.id and r.part_id = w.part_id
              and r.level = w.level and r.t0 < w.piece_to and r.t1 >= w.piece_from
            offset 0) as r
        where w.level > 0
        union all
        select case when x.whole then 5 else 0 end::smallint, g.series_id, g.part_id, g.seq,
               w.piece_from, w.piece_to, case when x.whole then array[g.t0] else g.t end,
               case when x.whole then array[g.n::bigint] end,
               case when x.whole then array[g.sum] else g.v end,
               case when x.whole then array[g.min] end, case when x.whole then array[g.max] end,
               case when x.whole then array[g.first] end, case when x.whole then array[g.last] end,
               case when x.whole then array[g.t0] end, case when x.whole then array[g.t1] end, null, null
        from grid, wanted w, lateral (
            select * from analytics.segment g
            where g.tenant_id = a_tenant and g.series_id = w.id and g.part_id = w.part_id
              and g.t0 < w.piece_to and g.t1 >= w.piece_from
            offset 0) as g,
        lateral (select g.t0 >= w.piece_from and g.t1 < w.piece_to
                        and case when grid.unit = 'all' then true
                                 else date_trunc(grid.unit, g.t0, a_zone)
                                    = date_trunc(grid.unit, g.t1, a_zone) end as whole) as x
        where w.level = 0;
    end;

grant execute on function
    analytics.need_dataset(uuid, uuid),
    analytics.pieces(timestamptz, timestamptz, integer),
    analytics.edges(timestamptz, timestamptz, text, text, integer),
    analytics.unit(text, timestamptz, timestamptz),
    analytics.unit_length(text),
    analytics.level_of(timestamptz[]),
    analytics.read(uuid, uuid, text[], text[], text[], text, timestamptz, timestamptz, text, text,
                   integer)
    to bw_app;
