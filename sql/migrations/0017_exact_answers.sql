-- Answers that are exact and flat however much there is: the lines of points, totals over all series
-- of a metric, digests for percentiles, and a limit to what one question may read point by point.

-- Where the points stood in their file: of two points of one part with the same time, the one of the
-- lower line is the earlier, whatever series they belong to. Packed as cgi/base/lines.h says; null
-- in parts from before: there the order of series and seq decides.
alter table analytics.segment
    add column lines bytea compression lz4,
    add column first_line bigint,
    add column last_line bigint;

-- The line of each bucket's first and last point.
alter table analytics.rollup
    add column first_lines bytea compression lz4,
    add column last_lines bytea compression lz4;

-- place: parts count as earlier and later in this order; null is the id itself. A part that was made
-- of others stands where the last of them stood. listed: part_metric says for each metric of the part
-- where to find its points.
alter table analytics.part
    add column place bigint,
    add column listed boolean not null default false;

alter table analytics.part_series
    add column digests integer not null default 0,
    -- how long the longest segment lasts, in microseconds; null in parts from before
    add column segment_span bigint;

-- The metrics of a part. A metric of many series has a total: rollups (and digests) merged over all
-- of them, under a series_id that is minus the id of one of them. Of a metric of few series the ids
-- stand here. Either way a question about all labels needs no list of thousands of series.
create table analytics.part_metric (
    tenant_id uuid not null,
    part_id bigint not null,
    metric text not null,
    series integer not null,          -- how many
    series_ids bigint[],              -- when they are few
    total_id bigint,                  -- when there is a total
    levels integer not null,          -- of the total: bit 1 << level, as in part_series
    digests integer not null,         -- of the total
    n bigint not null,                -- points
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (tenant_id, part_id, metric)
);
alter table analytics.part_metric alter column tenant_id set statistics 0;
call tenant_table('analytics.part_metric');
grant select, insert, update, delete on analytics.part_metric to bw_etl;

-- Digests of values, for percentiles over more points than can be read: like rollups, in chunks of
-- buckets at the levels quarter, hour and day, each level for all points of a (part, series) or for
-- none, as part_series.digests says. A bucket may stand in two chunks. The format of `digests` is
-- cgi/base/digest.h's.
create table analytics.digest (
    tenant_id uuid not null,
    series_id bigint not null,
    part_id bigint not null,
    level smallint not null,
    seq integer not null,
    t0 timestamptz not null,
    t1 timestamptz not null,
    t timestamptz[] not null,
    digests bytea compression lz4 not null,
    primary key (tenant_id, series_id, part_id, level, seq)
);
alter table analytics.digest alter column tenant_id set statistics 0;
create index digest_time on analytics.digest (tenant_id, series_id, part_id, level, t0, t1);
call tenant_table('analytics.digest');
grant select, insert, delete on analytics.digest to bw_etl;

-- What cgi/base/lines.h packs, as an array; for people and tests.
create function analytics.lines(packed bytea) returns bigint[]
    language plpgsql immutable parallel safe
    as $$
declare
    made bigint[] := '{}';
    line bigint := 0;
    at integer := 0;
    token bigint;
    times bigint;
    step bigint;
    shift integer;
    byte integer;
begin
    while at < length(packed) loop
        token := 0;
        shift := 0;
        loop
            byte := get_byte(packed, at);
            at := at + 1;
            token := token | ((byte & 127)::bigint << shift);
            shift := shift + 7;
            exit when byte < 128;
        end loop;
        times := 1;
        if token & 1 = 1 then
            times := 0;
            shift := 0;
            loop
                byte := get_byte(packed, at);
                at := at + 1;
                times := times | ((byte & 127)::bigint << shift);
                shift := shift + 7;
                exit when byte < 128;
            end loop;
        end if;
        token := token >> 1;
        step := (token >> 1) # -(token & 1);
        if step = 0 then
            made := made || array_fill(line, array[times::integer]);
        else
            made := made || array(select generate_series(line + step, line + step * times, step));
        end if;
        line := line + step * times;
    end loop;
    return made;
end $$;

-- Points with what decides their order when times are equal: part_id, then line. Opening the lines
-- takes time; who does not need them asks analytics.points.
create view analytics.points_in_order with (security_invoker) as
select p.tenant_id, p.dataset_id, s.metric, s.labels, u.t, u.v, coalesce(p.place, p.id) as part_id,
       u.line
from analytics.part p
join analytics.part_series ps on ps.tenant_id = p.tenant_id and ps.part_id = p.id
join analytics.series s on s.tenant_id = ps.tenant_id and s.id = ps.series_id
join analytics.segment g on g.tenant_id = ps.tenant_id and g.series_id = ps.series_id
                        and g.part_id = ps.part_id
cross join lateral unnest(g.t, g.v, analytics.lines(g.lines)) as u (t, v, line)
where p.state = 'current';
grant select on analytics.points_in_order to bw_app;
grant execute on function analytics.lines(bytea) to bw_app;

-- When the earliest segment can begin that reaches a_from, of a series whose segments last a_span
-- microseconds at most. Without it a look-up walks over all segments before the range.
create function analytics.earliest(a_from timestamptz, a_span bigint) returns timestamptz
    language sql immutable parallel safe
    return case when a_span < 30000000000000000 then a_from - a_span * interval '1 microsecond'
                else '-infinity' end;
grant execute on function analytics.earliest(timestamptz, bigint) to bw_app;

-- The rows of one question. `level` says what a row is:
--   -2  the head: clip_from and clip_to are the range, name the unit, t the edges (null when the zone
--       is UTC: the caller knows them), series_id the number of buckets at most; range null: no data.
--       first_line 1: too many points would have to be read one by one, and no rows follow. seq
--       says where percentiles come from: 0 they are not wanted, 1 all points, 2 digests.
--   -1  a series: its metric in name, its value of the label a_group in label
--    0  a segment: t and v (in sum)
--  1-4  a rollup chunk       5  a segment's summary, as a chunk of one bucket
--    6  digests of buckets, in first_lines   7  a segment that counts for percentiles only
-- Points outside [clip_from, clip_to) are not meant: another row answers for them. The first bucket
-- of a chunk may begin before the first edge.
-- A name that stands several times in a_names asks for any of its values.
-- a_want: bits 1 n, 2 sum, 4 min, 8 max, 16 first, 32 last; other columns stay null. 64: percentiles;
-- when the points are few enough all are sent as segments and nothing else, else digests are.
-- (offset 0 keeps each look-up of chunks a walk along its index, whatever the statistics say.)
-- Who reads orders the rows by part (nulls first), least(level, 0), series, seq: of two points with
-- the same time and no lines the one that comes first is the earlier one.
drop function analytics.read(uuid, uuid, text[], text[], text[], text, timestamptz, timestamptz, text,
                             text, integer);
create function analytics.read(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[],
                               a_values text[], a_group text, a_from timestamptz, a_to timestamptz,
                               a_unit text, a_zone text, a_want integer)
    returns table (level smallint, series_id bigint, part_id bigint, seq integer,
                   clip_from timestamptz, clip_to timestamptz, t timestamptz[], n bigint[],
                   sum double precision[], min double precision[], max double precision[],
                   first double precision[], last double precision[], first_t timestamptz[],
                   last_t timestamptz[], name text, label text, first_line bigint, last_line bigint,
                   first_lines bytea, last_lines bytea)
    language sql stable
    begin atomic
        with condition as materialized (
            select w.name, array_agg(w.value) as values
            from unnest(a_names, a_values) as w (name, value)
            group by w.name
        ), current_part as materialized (
            select p.id, coalesce(p.place, p.id) as place, p.listed
            from analytics.part p
            where p.tenant_id = a_tenant and p.dataset_id = a_dataset and p.state = 'current'
        ), known as materialized (
            select p.place, p.id as part_id, m.metric, m.total_id, m.series_ids, m.levels, m.digests,
                   m.n, m.first_at, m.last_at
            from current_part p
            join analytics.part_metric m on m.tenant_id = a_tenant and m.part_id = p.id
            where a_group is null and cardinality(a_names) = 0
              and (cardinality(a_metrics) = 0 or m.metric = any (a_metrics))
        ), source as materialized (
            -- totals
            select k.total_id as id, k.metric, null::text as label, k.part_id, k.place, k.levels,
                   k.digests, k.n, k.first_at, k.last_at, null::bigint as span
            from known k
            where k.total_id is not null
            union all
            -- the few series of a metric
            select ps.series_id, k.metric, null, k.part_id, k.place, ps.levels, ps.digests, ps.n,
                   ps.first_at, ps.last_at, ps.segment_span
            from known k
            cross join unnest(k.series_ids) as i (id)
            join analytics.part_series ps on ps.tenant_id = a_tenant and ps.part_id = k.part_id
                                         and ps.series_id = i.id
            where k.total_id is null
            union all
            -- all others
            select s.id, s.metric, s.labels ->> a_group, p.id, p.place, ps.levels, ps.digests, ps.n,
                   ps.first_at, ps.last_at, ps.segment_span
            from analytics.series s
            join analytics.part_series ps on ps.tenant_id = s.tenant_id and ps.series_id = s.id
            join current_part p on p.id = ps.part_id
            where s.tenant_id = a_tenant and s.dataset_id = a_dataset
              and (cardinality(a_metrics) = 0 or s.metric = any (a_metrics))
              and not exists (select from condition c
                              where (s.labels ->> c.name = any (c.values)) is not true)
              and (select a_group is not null or cardinality(a_names) > 0
                          or not coalesce(bool_and(p.listed), true) from current_part p)
              and not exists (select from known k
                              where k.part_id = ps.part_id and k.metric = s.metric
                                and (k.total_id is not null or k.series_ids is not null))
        ), member as not materialized (
            -- the series behind the totals
            select s.id, s.metric, k.part_id, k.place, ps.levels, ps.digests, ps.n, ps.first_at,
                   ps.last_at, ps.segment_span as span
            from known k
            join analytics.series s on s.tenant_id = a_tenant and s.dataset_id = a_dataset
                                   and s.metric = k.metric
            join analytics.part_series ps on ps.tenant_id = a_tenant and ps.part_id = k.part_id
                                         and ps.series_id = s.id
            where k.total_id is not null
        ), span as materialized (
            select coalesce(a_from, date_trunc('second', min(first_at))) as lo,
                   coalesce(a_to, date_trunc('second', max(last_at)) + interval '1 second') as hi,
                   min(first_at) as data_from, max(last_at) as data_to
            from source
        ), ruled as materialized (
            select span.*, u.unit,
                   case when u.unit = 'all' or hi <= lo then 1
                        else ceil(extract(epoch from hi - lo)
                                  / extract(epoch from analytics.unit_length(u.unit)))::bigint + 1
                   end as buckets
            from span, lateral (select analytics.unit(a_unit, lo, hi) as unit) as u
        ), grid as materialized (
            -- read_from, read_to: beyond the data there is nothing to cut, so whole buckets do
            select lo, hi, unit, buckets, e.edges,
                   case when lo <= data_from
                        then date_bin('24 hours', lo, '0001-01-01 00:00:00+00') else lo end as read_from,
                   case when hi > data_to
                        then date_bin('24 hours', hi, '0001-01-01 00:00:00+00') + interval '24 hours'
                        else hi end as read_to,
                   (1 << case when e.edges is not null then analytics.level_of(e.edges)
                              when unit = 'minute' then 1 when unit = 'hour' then 3 else 4 end + 1) - 1
                       as allowed
            from ruled, lateral (
                select case when a_zone <> 'UTC' and unit <> 'all' and buckets <= 10001
                            then analytics.edges(lo, hi, unit, a_zone, 10001) end as edges) as e
        ), way as materialized (
            -- 0: no percentiles are wanted, 1: from all points, 2: from digests
            select case when a_want & 64 = 0 then 0
                        when (select sum(s.n) from source s) <= 1000000 then 1
                        when (select sum(s.n / greatest(extract(epoch from s.last_at - s.first_at), 1)
                                         * greatest(extract(epoch from least(s.last_at, g.hi)
                                                                       - greatest(s.first_at, g.lo)), 0))
                              from source s, grid g) > 2000000 then 2
                        when (select coalesce(sum(x.n), 0) + case when count(*) > 50000 then 1000000
                                                                  else 0 end
                              from (select c.n
                                    from grid g,
                                         lateral (select s.id, s.part_id, s.span
                                                  from source s where s.id > 0
                                                  union all
                                                  select m.id, m.part_id, m.span from member m) as s,
                                         lateral (select c.n from analytics.segment c
                                                  where c.tenant_id = a_tenant and c.series_id = s.id
                                                    and c.part_id = s.part_id
                                                    and c.t0 < g.hi and c.t1 >= g.lo
                                                    and c.t0 >= analytics.earliest(g.lo, s.span)
                                                  offset 0) as c
                                    limit 50001) as x) <= 1000000 then 1
                        else 2 end as percentiles
        ), aim as materialized (
            -- by which levels each source may be read; once more for percentiles by digests
            select s.id, s.metric, s.part_id, s.place, s.n, s.first_at, s.last_at, s.span,
                   f.for_percentiles, f.mask
            from source s, grid g, way,
                 lateral (values (false, case when way.percentiles = 1 then 0
                                              else s.levels & g.allowed end),
                                 (true, s.digests & g.allowed)) as f (for_percentiles, mask)
            where g.buckets <= 10001 and (not f.for_percentiles or way.percentiles = 2)
        ), total_piece as materialized (
            select m.mask, p.level, p.piece_from, p.piece_to
            from grid g, lateral (select distinct a.mask from aim a where a.id < 0) as m,
                 lateral analytics.pieces(g.read_from, g.read_to, m.mask) as p
        ), gap as materialized (
            -- what a total has no level for: the series themselves answer
            select a.metric, a.part_id, a.for_percentiles, p.piece_from, p.piece_to
            from aim a
            join total_piece p on p.mask = a.mask
            where a.id < 0 and p.level = 0 and a.first_at < p.piece_to and a.last_at >= p.piece_from
        ), filling as materialized (
            select m.id, m.metric, m.part_id, m.place, m.n, m.first_at, m.last_at, m.span,
                   gap.for_percentiles,
                   case when gap.for_percentiles then m.digests & g.allowed
                        when way.percentiles = 1 then 0 else m.levels & g.allowed end as mask,
                   gap.piece_from, gap.piece_to
            from grid g, way, gap
            join member m on m.part_id = gap.part_id and m.metric = gap.metric
            where (select exists (select from gap))
              and m.first_at < gap.piece_to and m.last_at >= gap.piece_from
        ), reach as materialized (
            select a.id, a.part_id, a.place, a.n, a.first_at, a.last_at, a.span, a.for_percentiles,
                   a.mask, g.read_from, g.read_to
            from aim a, grid g
            where a.id > 0
            union all
            select f.id, f.part_id, f.place, f.n, f.first_at, f.last_at, f.span, f.for_percentiles,
                   f.mask, f.piece_from, f.piece_to
            from filling f
        ), piece as materialized (
            select r.mask, r.read_from, r.read_to, p.level, p.piece_from, p.piece_to
            from (select distinct mask, read_from, read_to from reach) as r,
                 lateral analytics.pieces(r.read_from, r.read_to, r.mask) as p
        ), wanted as materialized (
            select r.id, r.part_id, r.place, r.n, r.first_at, r.last_at, r.for_percentiles, p.level,
                   p.piece_from, p.piece_to, analytics.earliest(p.piece_from, r.span) as t0_from
            from reach r
            join piece p on p.mask = r.mask and p.read_from = r.read_from and p.read_to = r.read_to
            where r.first_at < p.piece_to and r.last_at >= p.piece_from
            union all
            select a.id, a.part_id, a.place, a.n, a.first_at, a.last_at, a.for_percentiles, p.level,
                   p.piece_from, p.piece_to, null
            from aim a
            join total_piece p on p.mask = a.mask
            where a.id < 0 and p.level > 0 and a.first_at < p.piece_to and a.last_at >= p.piece_from
        ), single as materialized (
            -- whether too many points would be read one by one: 2,000,000, or 50,000 rows of them; or
            -- too many digests, 30,000
            select case when (select sum(w.n) from wanted w where w.level = 0) > 2000000
                        then (select sum(x.n) > 2000000 or count(*) > 50000
                              from (select c.n
                                    from grid, way, wanted w, lateral (
                                        select c.n, c.t0, c.t1 from analytics.segment c
                                        where c.tenant_id = a_tenant and c.series_id = w.id
                                          and c.part_id = w.part_id
                                          and c.t0 < w.piece_to and c.t1 >= w.piece_from
                                          and c.t0 >= w.t0_from
                                        offset 0) as c
                                    where w.level = 0
                                      and (way.percentiles = 1 or w.for_percentiles
                                           or c.t0 < w.piece_from or c.t1 >= w.piece_to
                                           or grid.unit <> 'all'
                                              and date_trunc(grid.unit, c.t0, a_zone)
                                                  <> date_trunc(grid.unit, c.t1, a_zone))
                                    limit 50001) as x)
                   end is true
                   or (select sum(extract(epoch from least(w.piece_to, w.last_at)
                                                     - greatest(w.piece_from, w.first_at))
                                  / case w.level when 2 then 900 when 3 then 3600 else 86400 end + 1)
                       from wanted w where w.for_percentiles and w.level > 0) > 30000
                   is true as too_many
        )
        select (-2)::smallint, g.buckets, null::bigint,
               way.percentiles, g.lo, g.hi, g.edges, null::bigint[],
               null::double precision[], null::double precision[], null::double precision[],
               null::double precision[], null::double precision[], null::timestamptz[],
               null::timestamptz[], g.unit, null::text, single.too_many::integer::bigint, null::bigint,
               null::bytea, null::bytea
        from grid g, way, single
        union all
        select distinct (-1)::smallint, m.id, null::bigint, null::integer, null::timestamptz,
               null::timestamptz, null::timestamptz[], null::bigint[], null::double precision[],
               null::double precision[], null::double precision[], null::double precision[],
               null::double precision[], null::timestamptz[], null::timestamptz[], m.metric, m.label,
               null::bigint, null::bigint, null::bytea, null::bytea
        from (select s.id, s.metric, s.label from source s
              union all
              select f.id, f.metric, null from filling f) as m
        union all
        select r.level, r.series_id, w.place, r.seq, w.piece_from, w.piece_to, r.t,
               case when a_want & 1 <> 0 then r.n end, case when a_want & 2 <> 0 then r.sum end,
               case when a_want & 4 <> 0 then r.min end, case when a_want & 8 <> 0 then r.max end,
               case when a_want & 16 <> 0 then r.first end, case when a_want & 32 <> 0 then r.last end,
               case when a_want & 16 <> 0 then r.first_t end,
               case when a_want & 32 <> 0 then r.last_t end, null, null, null, null,
               case when a_want & 16 <> 0 then r.first_lines end,
               case when a_want & 32 <> 0 then r.last_lines end
        from wanted w, lateral (
            select * from analytics.rollup r
            where r.tenant_id = a_tenant and r.series_id = w.id and r.part_id = w.part_id
              and r.level = w.level and r.t0 < w.piece_to and r.t1 >= w.piece_from
            offset 0) as r
        where w.level > 0 and not w.for_percentiles and not (select too_many from single)
        union all
        select 6::smallint, d.series_id, w.place, d.seq, w.piece_from, w.piece_to, d.t, null, null,
               null, null, null, null, null, null, null, null, null, null, d.digests, null
        from wanted w, lateral (
            select * from analytics.digest d
            where d.tenant_id = a_tenant and d.series_id = w.id and d.part_id = w.part_id
              and d.level = w.level and d.t0 < w.piece_to and d.t1 >= w.piece_from
            offset 0) as d
        where w.level > 0 and w.for_percentiles and not (select too_many from single)
        union all
        select case when w.for_percentiles then 7 when x.whole then 5 else 0 end::smallint,
               c.series_id, w.place, c.seq, w.piece_from, w.piece_to,
               case when x.whole then array[c.t0] else c.t end,
               case when x.whole then array[c.n::bigint] end,
               case when x.whole then array[c.sum] else c.v end,
               case when x.whole then array[c.min] end, case when x.whole then array[c.max] end,
               case when x.whole then array[c.first] end, case when x.whole then array[c.last] end,
               case when x.whole then array[c.t0] end, case when x.whole then array[c.t1] end,
               null, null, c.first_line, c.last_line,
               case when a_want & 48 <> 0 and not x.whole then c.lines end, null
        from grid, way, wanted w, lateral (
            select * from analytics.segment c
            where c.tenant_id = a_tenant and c.series_id = w.id and c.part_id = w.part_id
              and c.t0 < w.piece_to and c.t1 >= w.piece_from and c.t0 >= w.t0_from
            offset 0) as c,
        lateral (select way.percentiles <> 1 and not w.for_percentiles
                        and c.t0 >= w.piece_from and c.t1 < w.piece_to
                        and case when grid.unit = 'all' then true
                                 else date_trunc(grid.unit, c.t0, a_zone)
                                    = date_trunc(grid.unit, c.t1, a_zone) end as whole) as x
        where w.level = 0 and not (select too_many from single);
    end;

grant execute on function
    analytics.read(uuid, uuid, text[], text[], text[], text, timestamptz, timestamptz, text, text,
                   integer)
    to bw_app;
