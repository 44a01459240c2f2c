-- Makes the series of types and labels that are not there yet, as many as there is room for; the others'
-- points go to series __other__.
create function events.make_missing(p_tenant uuid, p_types text[], p_labels jsonb[]) returns void
    language plpgsql volatile
    as $$
declare
    most constant integer := 10000;
    y events.tally;
    room integer;
    ids bigint[];
    metrics text[];
begin
    select * into y from events.tally t where t.tenant_id = p_tenant for update;
    room := greatest(most - y.series, 0);
    with made as (
        insert into analytics.series (tenant_id, dataset_id, metric, labels)
        select p_tenant, y.dataset_id, u.type, u.labels
        from unnest(p_types[:room], p_labels[:room]) as u (type, labels)
        returning id, metric
    )
    select array_agg(m.id), array_agg(m.metric) into ids, metrics from made m;
    update events.tally t set series = t.series + cardinality(p_types[:room]) where t.tenant_id = p_tenant;
    -- levels and digests: minute, quarter, hour, day
    insert into analytics.part_series (tenant_id, part_id, series_id, levels, segments, n, first_at,
                                       last_at, digests)
    select p_tenant, y.part_id, u.id, 30, 0, 0, 'infinity', '-infinity', 30 from unnest(ids) as u (id);
    perform events.make_total(p_tenant, y.part_id, m.series_ids[1])
    from analytics.part_metric m
    where m.tenant_id = p_tenant and m.part_id = y.part_id and m.metric = any (metrics)
      and m.total_id is null;
    insert into analytics.part_metric as m (tenant_id, part_id, metric, series, series_ids, total_id,
                                            levels, digests, n, first_at, last_at)
    select p_tenant, y.part_id, u.metric, count(*), case when count(*) = 1 then array[min(u.id)] end,
           case when count(*) > 1 then -min(u.id) end, 30, 30, 0, 'infinity', '-infinity'
    from unnest(ids, metrics) as u (id, metric)
    group by u.metric
    on conflict (tenant_id, part_id, metric) do update
    set series = m.series + excluded.series, series_ids = null,
        total_id = coalesce(m.total_id, -m.series_ids[1]);
    perform events.make_series(p_tenant, w.type, w.labels)
    from (select distinct case when m.metric is null then '__other__' else u.type end as type,
                 case when m.metric is null then '{}' else events.other_labels(u.labels) end as labels
          from unnest(p_types[room + 1:], p_labels[room + 1:]) as u (type, labels)
          left join analytics.part_metric m on m.tenant_id = p_tenant and m.part_id = y.part_id
                                           and m.metric = u.type) as w;
end $$;
revoke execute on function events.make_missing from public;
grant execute on function events.make_missing to bw_ingest;

-- Finding the series of thousands of deltas: each type and labels once, and always by the whole index,
-- whatever the planner thinks of small tables (offset 0 keeps each look-up a look-up).
create or replace function events.fold_series(p_tenants uuid[], p_types text[], p_labels jsonb[])
    returns table (place integer, series_id bigint, total_id bigint)
    language plpgsql volatile
    as $$
begin
    perform events.make_dataset(n.id)
    from tenants.tenant n
    where n.id in (select u.t from unnest(p_tenants) as u (t))
      and not exists (select from events.tally y where y.tenant_id = n.id);
    perform events.make_missing(w.tenant_id, array_agg(w.type order by w.place), array_agg(w.labels order by w.place))
    from (select u.t as tenant_id, u.y as type, u.l as labels, min(u.place) as place
          from unnest(p_tenants, p_types, p_labels) with ordinality as u (t, y, l, place)
          where u.y is not null
          group by 1, 2, 3) as w
    join events.tally y on y.tenant_id = w.tenant_id
    left join lateral (select s.id from analytics.series s
                       where s.tenant_id = w.tenant_id and s.dataset_id = y.dataset_id
                         and s.metric = w.type and md5(s.labels::text) = md5(w.labels::text)
                       offset 0) as s on true
    where s.id is null
    group by w.tenant_id;
    return query
        with given as materialized (
            select u.t as tenant_id, u.y as type, u.l as labels, u.place
            from unnest(p_tenants, p_types, p_labels) with ordinality as u (t, y, l, place)
            where u.y is not null
        ), named as materialized (
            select g.tenant_id, g.type, g.labels, y.dataset_id, y.part_id
            from (select distinct o.tenant_id, o.type, o.labels from given o) as g
            join events.tally y on y.tenant_id = g.tenant_id
        ), found as materialized (
            select n.tenant_id, n.type, n.labels, n.part_id, coalesce(a.id, b.id, c.id) as id,
                   case when a.id is null and b.id is null then '__other__' else n.type end as metric
            from named n
            left join lateral (select s.id from analytics.series s
                               where s.tenant_id = n.tenant_id and s.dataset_id = n.dataset_id
                                 and s.metric = n.type and md5(s.labels::text) = md5(n.labels::text)
                               offset 0) as a on true
            left join lateral (select s.id from analytics.series s
                               where a.id is null
                                 and s.tenant_id = n.tenant_id and s.dataset_id = n.dataset_id
                                 and s.metric = n.type
                                 and md5(s.labels::text) = md5(events.other_labels(n.labels)::text)
                               offset 0) as b on true
            left join lateral (select s.id from analytics.series s
                               where a.id is null and b.id is null
                                 and s.tenant_id = n.tenant_id and s.dataset_id = n.dataset_id
                                 and s.metric = '__other__' and md5(s.labels::text) = md5('{}')
                               offset 0) as c on true
        ), known as materialized (
            select f.tenant_id, f.type, f.labels, f.id, m.total_id
            from found f
            cross join lateral (select m.total_id from analytics.part_metric m
                                where m.tenant_id = f.tenant_id and m.part_id = f.part_id
                                  and m.metric = f.metric
                                offset 0) as m
            where f.id is not null
        )
        select g.place::integer, k.id, k.total_id
        from given g
        join known k on k.tenant_id = g.tenant_id and k.type = g.type and k.labels = g.labels;
end $$;
-- the last join is of thousands with each other, of which the planner knows nothing
alter function events.fold_series set enable_mergejoin = off;

-- The same as in 0026, with the buckets sorted once instead of for each column.

-- Makes one chunk of those of the same stretch where there are more than eight.
create or replace function events.merge_chunks(p_tenant uuid, p_part bigint, p_series bigint[],
                                               p_levels smallint[], p_pages timestamptz[])
    returns void
    language sql volatile
    begin atomic
        with crowd as materialized (
            select w.series_id, w.level, w.page, w.page + l.page as page_end
            from (select distinct u.series_id, u.level, u.page
                  from unnest(p_series, p_levels, p_pages) as u (series_id, level, page)) as w
            join events.levels() as l on l.level = w.level
            where (select count(*) > 8 from analytics.rollup r
                   where r.tenant_id = p_tenant and r.series_id = w.series_id and r.part_id = p_part
                     and r.level = w.level and r.t0 >= w.page and r.t0 < w.page + l.page)
        ), old as (
            delete from analytics.rollup r using crowd c
            where r.tenant_id = p_tenant and r.series_id = c.series_id and r.part_id = p_part
              and r.level = c.level and r.t0 >= c.page and r.t0 < c.page_end
            returning c.page, r.*
        ), bucket as (
            select o.series_id, o.level, o.page, u.t, sum(u.n)::bigint as n, sum(u.sum) as sum,
                   min(u.min) as min, max(u.max) as max,
                   (array_agg(u.first order by u.first_t, o.seq))[1] as first,
                   (array_agg(u.last order by u.last_t desc, o.seq desc))[1] as last,
                   min(u.first_t) as first_t, max(u.last_t) as last_t, max(o.seq) as seq
            from old o,
                 unnest(o.t, o.n, o.sum, o.min, o.max, o.first, o.last, o.first_t, o.last_t)
                     as u (t, n, sum, min, max, first, last, first_t, last_t)
            group by o.series_id, o.level, o.page, u.t
        )
        insert into analytics.rollup (tenant_id, series_id, part_id, level, seq, t0, t1, t, n, sum, min,
                                      max, first, last, first_t, last_t)
        select p_tenant, b.series_id, p_part, b.level,
               (select max(r.seq) from analytics.rollup r
                where r.tenant_id = p_tenant and r.series_id = b.series_id and r.part_id = p_part
                  and r.level = b.level) + row_number() over (partition by b.series_id, b.level order by b.page),
               min(b.t), max(b.t), array_agg(b.t), array_agg(b.n), array_agg(b.sum), array_agg(b.min), array_agg(b.max),
               array_agg(b.first), array_agg(b.last), array_agg(b.first_t), array_agg(b.last_t)
        from (select * from bucket order by series_id, level, page, t) as b
        group by b.series_id, b.level, b.page;
    end;

-- Rows of the tail up to one (series, minute), in order, become chunks of all levels.
create or replace function events.close_points(p_tenant uuid, p_part bigint, p_before timestamptz,
                                               p_last_series bigint, p_last_t timestamptz)
    returns void
    language plpgsql volatile
    as $$
declare
    origin constant timestamptz := '0001-01-01 00:00:00+00';
    made_series bigint[];
    made_levels smallint[];
    made_pages timestamptz[];
begin
    with taken as (
        delete from events.tail x
        where x.tenant_id = p_tenant and x.t < p_before
          and (x.series_id, x.t) <= (p_last_series, p_last_t)
        returning x.*
    ), bucket as (
        select x.series_id, l.level, date_bin(l.page, x.t, origin) as page,
               date_bin(l.step, x.t, origin) as t, sum(x.n)::bigint as n, sum(x.sum) as sum,
               min(x.min) as min, max(x.max) as max,
               (array_agg(x.first order by x.first_t, x.t))[1] as first,
               (array_agg(x.last order by x.last_t desc, x.t desc))[1] as last,
               min(x.first_t) as first_t, max(x.last_t) as last_t
        from taken x, events.levels() as l
        group by 1, 2, 3, 4
    ), made as (
        insert into analytics.rollup (tenant_id, series_id, part_id, level, seq, t0, t1, t, n, sum, min,
                                      max, first, last, first_t, last_t)
        select p_tenant, b.series_id, p_part, b.level,
               (select coalesce(max(r.seq), 0) from analytics.rollup r
                where r.tenant_id = p_tenant and r.series_id = b.series_id and r.part_id = p_part
                  and r.level = b.level) + row_number() over (partition by b.series_id, b.level order by b.page),
               min(b.t), max(b.t), array_agg(b.t), array_agg(b.n), array_agg(b.sum), array_agg(b.min), array_agg(b.max),
               array_agg(b.first), array_agg(b.last), array_agg(b.first_t), array_agg(b.last_t)
        from (select * from bucket order by series_id, level, page, t) as b
        group by b.series_id, b.level, b.page
        returning series_id, level, t0
    )
    select array_agg(m.series_id), array_agg(m.level), array_agg(date_bin(l.page, m.t0, origin))
    into made_series, made_levels, made_pages
    from made m
    join events.levels() as l on l.level = m.level;
    perform events.merge_chunks(p_tenant, p_part, made_series, made_levels, made_pages);
end $$;
