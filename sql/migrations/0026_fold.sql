-- What becomes of committed events: the folder (cgi/model/event_fold.h) drains events.delta into the
-- rollups of the tenant's built-in dataset and into the counts of the live overview.
--
-- Points of events are told by the minute. Those of open hours are rows of events.tail; of closed
-- hours, chunks of analytics.rollup and analytics.digest under one part that is never replaced, which
-- is `live`: readers take its tail, too. Only the folder writes here, under an advisory lock.

-- --- the built-in dataset

-- (in steps: functions use the row type, which forbids a default in the first one)
alter table datasets.dataset add column kind text;
alter table datasets.dataset no force row level security;
update datasets.dataset set kind = 'file';
alter table datasets.dataset force row level security;
alter table datasets.dataset alter column kind set default 'file', alter column kind set not null,
    add check (kind in ('file', 'events'));
create unique index dataset_events on datasets.dataset (tenant_id) where kind = 'events';

alter table analytics.part add column live boolean not null default false;
alter table analytics.part_series set (fillfactor = 70);
alter table analytics.part_metric set (fillfactor = 70);

create or replace view datasets.shown with (security_invoker) as
select d.tenant_id, d.id, d.name, d.description,
       case when d.kind = 'file' then v.file_type end as file_type,
       case v.status when 'canceled' then 'error' else v.status end as status,
       d.version, d.data_version, v.row_count, v.reject_count, v.bytes, v.progress, v.error, v.mapping,
       case when d.kind = 'file' then v.plan end as plan, coalesce(v.plan -> 'notes', '[]') as notes,
       v.first_at, v.last_at, d.created_at, v.ready_at, d.deleted_at,
       coalesce(p.status, v.status) = 'created' as uploadable,
       case when p.version is not null then jsonb_build_object(
           'version', p.version, 'mode', p.mode, 'status', p.status, 'progress', p.progress,
           'error', p.error, 'createdAt', to_char(p.created_at at time zone 'UTC',
                                                  'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) end as pending,
       d.kind
from datasets.dataset d
join datasets.version v on v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = d.version
left join datasets.version p on p.tenant_id = d.tenant_id and p.dataset_id = d.id
                            and p.version = d.pending;

-- The dataset, locked, whatever its state; fails when it was deleted or was never there, and when it
-- is not made of files.
create or replace function datasets.held(p_id uuid) returns datasets.dataset
    language plpgsql volatile
    as $$
declare
    d datasets.dataset;
begin
    select * into d from datasets.dataset h
    where h.tenant_id = app_tenant() and h.id = p_id and h.deleted_at is null for update;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    elsif d.kind <> 'file' then
        raise exception using errcode = 'BW000', message = 'built_in';
    end if;
    return d;
end $$;

create function datasets.refuse_built_in() returns trigger
    language plpgsql
    as $$
begin
    raise exception using errcode = 'BW000', message = 'built_in';
end $$;
create trigger built_in before update of deleted_at on datasets.dataset
    for each row when (old.kind <> 'file') execute function datasets.refuse_built_in();

-- --- what the folder keeps

-- The open hours: a row per series and minute. Beside the series stand the totals of metrics with
-- several series, under minus the id of one of them, as in analytics.part_metric.
create table events.tail (
    tenant_id uuid not null,
    series_id bigint not null,
    t timestamptz not null,
    n bigint not null,
    sum double precision not null,
    min double precision not null,
    max double precision not null,
    first double precision not null,
    last double precision not null,
    first_t timestamptz not null,
    last_t timestamptz not null,
    digest bytea, -- of the values that were sent; cgi/base/digest.h
    primary key (tenant_id, series_id, t)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
alter table events.tail alter column tenant_id set statistics 0;
call tenant_table('events.tail');
revoke insert, update, delete on events.tail from bw_app;

-- Events by minute and type, of the hours of which no moment was made yet.
create table events.minute (
    tenant_id uuid not null,
    t timestamptz not null,
    type text not null,
    n bigint not null,
    primary key (tenant_id, t, type)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
alter table events.minute alter column tenant_id set statistics 0;
call tenant_table('events.minute');
revoke insert, update, delete on events.minute from bw_app;

-- The same by quarter (level 2), hour (3) and day (4) of UTC, and the users of each, as
-- cgi/base/hll.h packs them. At level 1 (minute) there are users only. Quarters and hours are kept for
-- sixteen days.
create table events.moment (
    tenant_id uuid not null,
    level smallint not null check (level between 1 and 4),
    t timestamptz not null,
    n bigint not null default 0,
    types jsonb not null default '{}', -- {type: n}
    users bytea,
    primary key (tenant_id, level, t)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table events.moment alter column tenant_id set statistics 0;
call tenant_table('events.moment');
revoke insert, update, delete on events.moment from bw_app;

-- What a tenant has had in all.
create table events.tally (
    tenant_id uuid not null primary key,
    dataset_id uuid not null,
    part_id bigint not null,
    series integer not null default 0,
    events bigint not null default 0,
    invalid bigint not null default 0,
    folded_at timestamptz not null default '-infinity',
    close_at timestamptz, -- when to look for hours to close; null: nothing is open
    foreign key (tenant_id, dataset_id) references datasets.dataset (tenant_id, id) on delete cascade
) with (fillfactor = 50);
create index tally_close_at on events.tally (close_at) where close_at is not null;
call tenant_table('events.tally');
revoke insert, update, delete on events.tally from bw_app;

grant select, insert, update, delete on events.tail, events.minute, events.moment, events.tally
    to bw_ingest;
grant select on events.tail, events.minute, events.moment, events.tally to bw_etl;
grant select on tenants.tenant to bw_ingest;
grant select, insert, update on datasets.dataset, datasets.version, analytics.part, analytics.part_series,
    analytics.part_metric, live.topic to bw_ingest;
grant select, insert on analytics.series to bw_ingest;
grant select, insert, delete on analytics.rollup, analytics.digest to bw_ingest;

-- --- folding

-- Makes the dataset of a tenant's events, and its part.
create function events.make_dataset(p_tenant uuid) returns void
    language plpgsql volatile
    as $$
declare
    made uuid := uuid_v7();
    made_part bigint;
begin
    insert into datasets.dataset (tenant_id, id, name, kind) values (p_tenant, made, 'Events', 'events');
    insert into analytics.part (tenant_id, dataset_id, version, state, listed, live)
    values (p_tenant, made, 1, 'current', true, true)
    returning id into made_part;
    insert into datasets.version (tenant_id, dataset_id, version, mode, status, file_type, reads, parts,
                                  ready_at)
    values (p_tenant, made, 1, 'replace', 'ready', 'ndjson', '{}', array[made_part], now());
    insert into events.tally (tenant_id, dataset_id, part_id) values (p_tenant, made, made_part);
end $$;

-- From the second series on a metric has a total; it begins as a copy of the first series.
create function events.make_total(p_tenant uuid, p_part bigint, p_series bigint) returns void
    language sql volatile
    begin atomic
        insert into events.tail
        select x.tenant_id, -x.series_id, x.t, x.n, x.sum, x.min, x.max, x.first, x.last, x.first_t,
               x.last_t, x.digest
        from events.tail x where x.tenant_id = p_tenant and x.series_id = p_series;
        insert into analytics.rollup (tenant_id, series_id, part_id, level, seq, t0, t1, t, n, sum, min,
                                      max, first, last, first_t, last_t)
        select r.tenant_id, -r.series_id, r.part_id, r.level, r.seq, r.t0, r.t1, r.t, r.n, r.sum, r.min,
               r.max, r.first, r.last, r.first_t, r.last_t
        from analytics.rollup r
        where r.tenant_id = p_tenant and r.series_id = p_series and r.part_id = p_part;
        insert into analytics.digest (tenant_id, series_id, part_id, level, seq, t0, t1, t, digests)
        select g.tenant_id, -g.series_id, g.part_id, g.level, g.seq, g.t0, g.t1, g.t, g.digests
        from analytics.digest g
        where g.tenant_id = p_tenant and g.series_id = p_series and g.part_id = p_part;
    end;

-- Labels of which only the names are kept.
create function events.other_labels(labels jsonb) returns jsonb
    language sql immutable parallel safe
    begin atomic
        select coalesce(jsonb_object_agg(k, '__other__'), '{}') from jsonb_object_keys(labels) as k;
    end;

-- The series that takes the points of a type and labels; made when there is room for one more,
-- else labels become __other__, and types that are not known yet, too.
create function events.make_series(p_tenant uuid, p_type text, p_labels jsonb) returns void
    language plpgsql volatile
    as $$
declare
    most constant integer := 10000;
    y events.tally;
    m analytics.part_metric;
    made bigint;
begin
    select * into y from events.tally t where t.tenant_id = p_tenant for update;
    select * into m from analytics.part_metric p
    where p.tenant_id = p_tenant and p.part_id = y.part_id and p.metric = p_type;
    if y.series >= most then
        if m.metric is null then
            p_type := '__other__';
            p_labels := '{}';
            select * into m from analytics.part_metric p
            where p.tenant_id = p_tenant and p.part_id = y.part_id and p.metric = p_type;
        end if;
        p_labels := events.other_labels(p_labels);
        update datasets.version v
        set plan = '{"notes":[{"code":"series_capped","message":"There are more than 10,000 combinations of type and labels; the later ones are counted as __other__."}]}'
        where v.tenant_id = p_tenant and v.dataset_id = y.dataset_id and v.version = 1 and v.plan is null;
    end if;
    insert into analytics.series (tenant_id, dataset_id, metric, labels)
    values (p_tenant, y.dataset_id, p_type, p_labels)
    on conflict do nothing
    returning id into made;
    if made is null then
        return;
    end if;
    update events.tally t set series = t.series + 1 where t.tenant_id = p_tenant;
    -- levels and digests: minute, quarter, hour, day
    insert into analytics.part_series (tenant_id, part_id, series_id, levels, segments, n, first_at,
                                       last_at, digests)
    values (p_tenant, y.part_id, made, 30, 0, 0, 'infinity', '-infinity', 30);
    if m.metric is null then
        insert into analytics.part_metric (tenant_id, part_id, metric, series, series_ids, levels,
                                           digests, n, first_at, last_at)
        values (p_tenant, y.part_id, p_type, 1, array[made], 30, 30, 0, 'infinity', '-infinity');
        return;
    end if;
    if m.total_id is null then
        perform events.make_total(p_tenant, y.part_id, m.series_ids[1]);
    end if;
    update analytics.part_metric p
    set series = p.series + 1, series_ids = null, total_id = coalesce(p.total_id, -m.series_ids[1])
    where p.tenant_id = p_tenant and p.part_id = y.part_id and p.metric = p_type;
end $$;

-- The series of types and labels, by their places (from 1), made where they are missing; total_id:
-- where the metric's total is kept. A tenant that is gone has none.
create function events.fold_series(p_tenants uuid[], p_types text[], p_labels jsonb[])
    returns table (place integer, series_id bigint, total_id bigint)
    language plpgsql volatile
    as $$
begin
    perform events.make_dataset(n.id)
    from tenants.tenant n
    where n.id = any (p_tenants)
      and not exists (select from events.tally y where y.tenant_id = n.id);
    perform events.make_series(w.tenant_id, w.type, w.labels)
    from (select u.t as tenant_id, u.y as type, u.l as labels, min(u.place) as place
          from unnest(p_tenants, p_types, p_labels) with ordinality as u (t, y, l, place)
          group by 1, 2, 3) as w
    join events.tally y on y.tenant_id = w.tenant_id
    where not exists (select from analytics.series s
                      where s.tenant_id = w.tenant_id and s.dataset_id = y.dataset_id
                        and s.metric = w.type and md5(s.labels::text) = md5(w.labels::text))
    order by w.place;
    return query
        select u.place::integer, s.id, m.total_id
        from unnest(p_tenants, p_types, p_labels) with ordinality as u (t, y, l, place)
        join events.tally y on y.tenant_id = u.t
        cross join lateral (
            select s.id, s.metric
            from (values (u.y, u.l, 1), (u.y, events.other_labels(u.l), 2), ('__other__', '{}', 3))
                     as f (type, labels, choice)
            join analytics.series s on s.tenant_id = u.t and s.dataset_id = y.dataset_id
                                   and s.metric = f.type and md5(s.labels::text) = md5(f.labels::text)
            order by f.choice
            limit 1) as s
        join analytics.part_metric m on m.tenant_id = u.t and m.part_id = y.part_id
                                    and m.metric = s.metric;
end $$;

-- Adds points to the tail and to all that is counted by the way. The rows come in order, each series
-- and minute once; totals count for themselves only.
create function events.fold_points(p_tenants uuid[], p_series bigint[], p_t timestamptz[], p_n bigint[],
                                   p_sum double precision[], p_min double precision[],
                                   p_max double precision[], p_first double precision[],
                                   p_last double precision[], p_first_t timestamptz[],
                                   p_last_t timestamptz[], p_digests bytea[]) returns void
    language sql volatile
    begin atomic
        with point as materialized (
            select *
            from unnest(p_tenants, p_series, p_t, p_n, p_sum, p_min, p_max, p_first, p_last, p_first_t,
                        p_last_t, p_digests)
                as u (tenant_id, series_id, t, n, sum, min, max, first, last, first_t, last_t, digest)
        ), named as materialized (
            select p.tenant_id, p.series_id, p.t, p.n, p.first_t, p.last_t, s.metric, y.part_id
            from point p
            join events.tally y on y.tenant_id = p.tenant_id
            join analytics.series s on s.tenant_id = p.tenant_id and s.id = p.series_id
            where p.series_id > 0
        ), tail as (
            insert into events.tail as x
            select p.tenant_id, p.series_id, p.t, p.n, p.sum, p.min, p.max, p.first, p.last, p.first_t,
                   p.last_t, nullif(p.digest, '')
            from point p
            on conflict (tenant_id, series_id, t) do update
            set n = x.n + excluded.n, sum = x.sum + excluded.sum, min = least(x.min, excluded.min),
                max = greatest(x.max, excluded.max),
                first = case when excluded.first_t < x.first_t then excluded.first else x.first end,
                last = case when excluded.last_t >= x.last_t then excluded.last else x.last end,
                first_t = least(x.first_t, excluded.first_t),
                last_t = greatest(x.last_t, excluded.last_t),
                digest = coalesce(excluded.digest, x.digest)
        ), minute as (
            insert into events.minute as x
            select g.tenant_id, g.t, g.metric, sum(g.n)
            from named g
            group by g.tenant_id, g.t, g.metric
            order by g.tenant_id, g.t, g.metric
            on conflict (tenant_id, t, type) do update set n = x.n + excluded.n
        ), of_series as (
            update analytics.part_series p
            set n = p.n + g.n, first_at = least(p.first_at, g.first_at),
                last_at = greatest(p.last_at, g.last_at)
            from (select tenant_id, part_id, series_id, sum(n) as n, min(first_t) as first_at,
                         max(last_t) as last_at
                  from named group by tenant_id, part_id, series_id) as g
            where p.tenant_id = g.tenant_id and p.part_id = g.part_id and p.series_id = g.series_id
        )
        update analytics.part_metric p
        set n = p.n + g.n, first_at = least(p.first_at, g.first_at),
            last_at = greatest(p.last_at, g.last_at)
        from (select tenant_id, part_id, metric, sum(n) as n, min(first_t) as first_at,
                     max(last_t) as last_at
              from named group by tenant_id, part_id, metric) as g
        where p.tenant_id = g.tenant_id and p.part_id = g.part_id and p.metric = g.metric;
    end;

-- Puts the users of minutes in the place of what stood there.
create function events.fold_users(p_tenants uuid[], p_t timestamptz[], p_users bytea[]) returns void
    language sql volatile
    begin atomic
        insert into events.moment (tenant_id, level, t, users)
        select u.tenant_id, 1, u.t, u.users from unnest(p_tenants, p_t, p_users) as u (tenant_id, t, users)
        order by u.tenant_id, u.t
        on conflict (tenant_id, level, t) do update set users = excluded.users;
    end;

-- Last of a fold: what each tenant has now, and the counter of its topic, which stays locked until
-- the commit. The tenants come in order.
create function events.fold_tenants(p_tenants uuid[], p_n bigint[], p_invalid bigint[],
                                    p_first timestamptz[], p_last timestamptz[])
    returns table (place integer, dataset_id uuid, events bigint, invalid bigint, seq bigint)
    language plpgsql volatile
    as $$
begin
    return query
        with told as materialized (
            select u.place::integer, u.tenant_id, u.n, u.invalid, u.first_at, u.last_at
            from unnest(p_tenants, p_n, p_invalid, p_first, p_last) with ordinality
                as u (tenant_id, n, invalid, first_at, last_at, place)
        ), tally as (
            update events.tally y
            set events = y.events + t.n, invalid = y.invalid + t.invalid, folded_at = clock_timestamp(),
                close_at = coalesce(y.close_at, now() + interval '2 minutes')
            from told t
            where y.tenant_id = t.tenant_id
            returning t.place, y.tenant_id, y.dataset_id, y.events, y.invalid
        ), version as (
            update datasets.version v
            set row_count = v.row_count + t.n, point_count = v.point_count + t.n,
                first_at = least(v.first_at, t.first_at), last_at = greatest(v.last_at, t.last_at)
            from told t, tally y
            where y.tenant_id = t.tenant_id and v.tenant_id = t.tenant_id
              and v.dataset_id = y.dataset_id and v.version = 1 and t.n > 0
        ), dataset as (
            update datasets.dataset d set data_version = d.data_version + 1
            from tally y
            where d.tenant_id = y.tenant_id and d.id = y.dataset_id
        ), topic as (
            insert into live.topic as l (tenant_id, topic, seq)
            select y.tenant_id, 'tenant:' || y.tenant_id, 1 from tally y order by y.tenant_id
            on conflict (tenant_id, topic) do update set seq = l.seq + 1, changed_at = now()
            returning l.tenant_id, l.seq
        )
        select y.place, y.dataset_id, y.events, y.invalid, l.seq
        from tally y
        join topic l on l.tenant_id = y.tenant_id
        order by y.place;
end $$;

-- --- closing

-- The levels of rollups: how long a bucket is, and how long the stretch that one chunk covers.
create function events.levels(out level smallint, out step interval, out page interval)
    returns setof record
    language sql immutable parallel safe
    begin atomic
        values (1::smallint, interval '1 minute', interval '24 hours'),
               (2::smallint, interval '15 minutes', interval '240 hours'),
               (3::smallint, interval '1 hour', interval '960 hours'),
               (4::smallint, interval '24 hours', interval '9600 hours');
    end;

-- The last row of the tail that one closing takes: the first p_most before p_before, in order.
create function events.closing_end(p_tenant uuid, p_before timestamptz, p_most integer,
                                   out series_id bigint, out t timestamptz, out n bigint)
    language sql stable
    begin atomic
        select x.series_id, x.t, count(*) over (rows between unbounded preceding and current row)
        from (select x.series_id, x.t from events.tail x
              where x.tenant_id = p_tenant and x.t < p_before
              order by x.series_id, x.t
              limit p_most) as x
        order by x.series_id desc, x.t desc
        limit 1;
    end;

-- Makes one chunk of those of the same stretch where there are more than eight.
create function events.merge_chunks(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[],
                                    p_pages timestamptz[]) returns void
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
               min(b.t), max(b.t), array_agg(b.t order by b.t), array_agg(b.n order by b.t),
               array_agg(b.sum order by b.t), array_agg(b.min order by b.t), array_agg(b.max order by b.t),
               array_agg(b.first order by b.t), array_agg(b.last order by b.t),
               array_agg(b.first_t order by b.t), array_agg(b.last_t order by b.t)
        from bucket b
        group by b.series_id, b.level, b.page;
    end;

-- Rows of the tail up to one (series, minute), in order, become chunks of all levels.
create function events.close_points(p_tenant uuid, p_part bigint, p_before timestamptz,
                                    p_last_series bigint, p_last_t timestamptz) returns void
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
               min(b.t), max(b.t), array_agg(b.t order by b.t), array_agg(b.n order by b.t),
               array_agg(b.sum order by b.t), array_agg(b.min order by b.t), array_agg(b.max order by b.t),
               array_agg(b.first order by b.t), array_agg(b.last order by b.t),
               array_agg(b.first_t order by b.t), array_agg(b.last_t order by b.t)
        from bucket b
        group by b.series_id, b.level, b.page
        returning series_id, level, t0
    )
    select array_agg(m.series_id), array_agg(m.level), array_agg(date_bin(l.page, m.t0, origin))
    into made_series, made_levels, made_pages
    from made m
    join events.levels() as l on l.level = m.level;
    perform events.merge_chunks(p_tenant, p_part, made_series, made_levels, made_pages);
end $$;

-- Adds chunks of digests, each bucket with its own, and makes one of those of the same stretch where
-- there are more than eight (a bucket may then have several). The buckets come in order.
create function events.close_digests(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[],
                                     p_t timestamptz[], p_digests bytea[]) returns void
    language sql volatile
    begin atomic
        with bucket as materialized (
            select u.series_id, u.level, date_bin(l.page, u.t, '0001-01-01 00:00:00+00') as page, l.page as length,
                   u.t, u.digest
            from unnest(p_series, p_levels, p_t, p_digests) as u (series_id, level, t, digest)
            join events.levels() as l on l.level = u.level
        ), crowd as materialized (
            select w.series_id, w.level, w.page, w.page + w.length as page_end
            from (select distinct series_id, level, page, length from bucket) as w
            where (select count(*) > 8 from analytics.digest g
                   where g.tenant_id = p_tenant and g.series_id = w.series_id and g.part_id = p_part
                     and g.level = w.level and g.t0 >= w.page and g.t0 < w.page + w.length)
        ), old as (
            delete from analytics.digest g using crowd c
            where g.tenant_id = p_tenant and g.series_id = c.series_id and g.part_id = p_part
              and g.level = c.level and g.t0 >= c.page and g.t0 < c.page_end
            returning c.page, g.*
        ), chunk as (
            select b.series_id, b.level, b.page, 2147483647 as seq, array_agg(b.t order by b.t) as t,
                   string_agg(b.digest, ''::bytea order by b.t) as digests
            from bucket b
            group by b.series_id, b.level, b.page
            union all
            select o.series_id, o.level, o.page, o.seq, o.t, o.digests from old o
        ), times as (
            select c.series_id, c.level, c.page, array_agg(u.t order by c.seq, u.place) as t,
                   min(u.t) as t0, max(u.t) as t1
            from chunk c, unnest(c.t) with ordinality as u (t, place)
            group by c.series_id, c.level, c.page
        )
        insert into analytics.digest (tenant_id, series_id, part_id, level, seq, t0, t1, t, digests)
        select p_tenant, s.series_id, p_part, s.level,
               (select coalesce(max(g.seq), 0) from analytics.digest g
                where g.tenant_id = p_tenant and g.series_id = s.series_id and g.part_id = p_part
                  and g.level = s.level) + row_number() over (partition by s.series_id, s.level order by s.page),
               s.t0, s.t1, s.t,
               (select string_agg(c.digests, ''::bytea order by c.seq) from chunk c
                where c.series_id = s.series_id and c.level = s.level and c.page = s.page)
        from times s;
    end;

-- Minutes up to about p_most rows become quarters, hours and days. How many rows it took.
create function events.close_minutes(p_tenant uuid, p_before timestamptz, p_most integer) returns bigint
    language plpgsql volatile
    as $$
declare
    taken_rows bigint;
begin
    with taken as (
        delete from events.minute x
        where x.tenant_id = p_tenant and x.t < p_before
          and x.t <= coalesce((select o.t from events.minute o where o.tenant_id = p_tenant
                               order by o.t offset p_most limit 1), p_before)
        returning x.t, x.type, x.n
    ), bucket as (
        select l.level, date_bin(l.step, x.t, '0001-01-01 00:00:00+00') as t, x.type,
               sum(x.n)::bigint as n
        from taken x
        join events.levels() as l on l.level > 1
        group by 1, 2, 3
    ), made as (
        insert into events.moment as m (tenant_id, level, t, n, types)
        select p_tenant, b.level, b.t, sum(b.n), jsonb_object_agg(b.type, b.n)
        from bucket b
        group by b.level, b.t
        on conflict (tenant_id, level, t) do update
        set n = m.n + excluded.n,
            types = (select jsonb_object_agg(a.type, a.n)
                     from (select e.key as type, sum(e.value::bigint) as n
                           from (select * from jsonb_each_text(m.types)
                                 union all
                                 select * from jsonb_each_text(excluded.types)) as e
                           group by e.key) as a)
    )
    select count(*) into taken_rows from taken;
    return taken_rows;
end $$;

-- --- reading

-- The rows of one question, as in 0017; of a live part also its tail: one more chunk of minutes a
-- series, and their digests, behind all others. A range over a live part is cut at whole minutes,
-- outwards, and percentiles over it come from digests.
create or replace function analytics.read(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[],
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
            select p.id, coalesce(p.place, p.id) as place, p.listed, p.live
            from analytics.part p
            where p.tenant_id = a_tenant and p.dataset_id = a_dataset and p.state = 'current'
        ), known as materialized (
            select p.place, p.id as part_id, p.live, m.metric, m.total_id, m.series_ids, m.levels, m.digests,
                   m.n, m.first_at, m.last_at
            from current_part p
            join analytics.part_metric m on m.tenant_id = a_tenant and m.part_id = p.id
            where a_group is null and cardinality(a_names) = 0
              and (cardinality(a_metrics) = 0 or m.metric = any (a_metrics))
        ), source as materialized (
            -- totals
            select k.total_id as id, k.metric, null::text as label, k.part_id, k.place, k.levels,
                   k.digests, k.n, k.first_at, k.last_at, null::bigint as span, k.live
            from known k
            where k.total_id is not null
            union all
            -- the few series of a metric
            select ps.series_id, k.metric, null, k.part_id, k.place, ps.levels, ps.digests, ps.n,
                   ps.first_at, ps.last_at, ps.segment_span, k.live
            from known k
            cross join unnest(k.series_ids) as i (id)
            join analytics.part_series ps on ps.tenant_id = a_tenant and ps.part_id = k.part_id
                                         and ps.series_id = i.id
            where k.total_id is null
            union all
            -- all others
            select s.id, s.metric, s.labels ->> a_group, p.id, p.place, ps.levels, ps.digests, ps.n,
                   ps.first_at, ps.last_at, ps.segment_span, p.live
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
            -- of a live part nothing finer than minutes is known
            select case when live then date_trunc('minute', lo) else lo end as lo,
                   case when live and hi <> date_trunc('minute', hi)
                        then date_trunc('minute', hi) + interval '1 minute' else hi end as hi,
                   data_from, data_to
            from (select coalesce(a_from, date_trunc('second', min(first_at))) as lo,
                         coalesce(a_to, date_trunc('second', max(last_at)) + interval '1 second') as hi,
                         min(first_at) as data_from, max(last_at) as data_to,
                         exists (select from current_part p where p.live) as live
                  from source) as s
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
                        when exists (select from current_part p where p.live) then 2
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
            select s.id, s.metric, s.part_id, s.place, s.n, s.first_at, s.last_at, s.span, s.live,
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
                                  / case w.level when 1 then 60 when 2 then 900 when 3 then 3600
                                               else 86400 end + 1)
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
        where w.level = 0 and not (select too_many from single)
        union all
        select 1::smallint, a.id, a.place, 2147483647, g.lo, g.hi, x.t,
               case when a_want & 1 <> 0 then x.n end, case when a_want & 2 <> 0 then x.sum end,
               case when a_want & 4 <> 0 then x.min end, case when a_want & 8 <> 0 then x.max end,
               case when a_want & 16 <> 0 then x.first end, case when a_want & 32 <> 0 then x.last end,
               case when a_want & 16 <> 0 then x.first_t end,
               case when a_want & 32 <> 0 then x.last_t end, null, null, null, null, null, null
        from grid g, aim a, lateral (
            select array_agg(x.t order by x.t) as t, array_agg(x.n order by x.t) as n,
                   array_agg(x.sum order by x.t) as sum, array_agg(x.min order by x.t) as min,
                   array_agg(x.max order by x.t) as max, array_agg(x.first order by x.t) as first,
                   array_agg(x.last order by x.t) as last, array_agg(x.first_t order by x.t) as first_t,
                   array_agg(x.last_t order by x.t) as last_t
            from events.tail x
            where x.tenant_id = a_tenant and x.series_id = a.id and x.t >= g.lo and x.t < g.hi
            having count(*) > 0) as x
        where a.live and not a.for_percentiles and not (select too_many from single)
        union all
        select 6::smallint, a.id, a.place, 2147483647, g.lo, g.hi, x.t, null, null, null, null, null,
               null, null, null, null, null, null, null, x.digests, null
        from grid g, aim a, lateral (
            select array_agg(x.t order by x.t) as t, string_agg(x.digest, ''::bytea order by x.t) as digests
            from events.tail x
            where x.tenant_id = a_tenant and x.series_id = a.id and x.t >= g.lo and x.t < g.hi
              and x.digest is not null
            having count(*) > 0) as x
        where a.live and a.for_percentiles and not (select too_many from single);
    end;


-- The buckets of the live overview's windows: 60 minutes, 24 hours and 7 days of a zone, the last of
-- them running (i from 0), and as many before them (i below 0).
create function events.windows(a_zone text, a_now timestamptz)
    returns table (win text, i integer, lo timestamptz, hi timestamptz)
    language sql stable parallel safe
    begin atomic
        select 'hour', i, m + (i - 59) * interval '1 minute', m + (i - 58) * interval '1 minute'
        from generate_series(-60, 59) as i, date_trunc('minute', a_now) as m
        union all
        select 'day', i, h + (i - 23) * interval '1 hour', h + (i - 22) * interval '1 hour'
        from generate_series(-24, 23) as i, date_trunc('hour', a_now, a_zone) as h
        union all
        select 'week', i, (d + (i - 6) * interval '1 day') at time zone a_zone,
               (d + (i - 5) * interval '1 day') at time zone a_zone
        from generate_series(-7, 6) as i, date_trunc('day', a_now at time zone a_zone) as d;
    end;

-- What the live overview shows, at one moment: from minutes where the hours are open, else from
-- quarters, hours and days, so that it costs the same however many events there are.
create function events.overview(a_tenant uuid, a_zone text, a_now timestamptz, out starts jsonb,
                                out segments jsonb, out previous jsonb, out top_types jsonb)
    language sql stable
    begin atomic
        with edge as materialized (
            select * from events.windows(a_zone, a_now)
        ), span as materialized (
            select e.win, e.i >= 0 as running, min(e.lo) as lo, max(e.hi) as hi
            from edge e
            group by 1, 2
        ), minute as materialized (
            select m.t, m.type, m.n
            from events.minute m
            where m.tenant_id = a_tenant and m.t >= (select min(lo) from span)
              and m.t < (select max(hi) from span)
        ), minute_sum as materialized (
            select m.t, sum(m.n)::bigint as n from minute m group by m.t
        ), closed as materialized (
            select e.win, e.i, sum(m.n)::bigint as n
            from edge e
            cross join lateral analytics.pieces(e.lo, e.hi, 28) as p
            cross join lateral (select m.n from events.moment m
                                where m.tenant_id = a_tenant and m.level = p.level
                                  and m.t >= p.piece_from and m.t < p.piece_to
                                offset 0) as m
            where e.win <> 'hour' and p.level > 0
            group by e.win, e.i
        ), bucket as materialized (
            select e.win, e.i, e.lo,
                   coalesce(c.n, 0) + coalesce((select sum(s.n)::bigint from minute_sum s
                                                where s.t >= e.lo and s.t < e.hi), 0) as n
            from edge e
            left join closed c on c.win = e.win and c.i = e.i
        ), typed as materialized (
            select x.win, x.type, coalesce(sum(x.n) filter (where x.running), 0)::bigint as n,
                   coalesce(sum(x.n) filter (where not x.running), 0)::bigint as before
            from (select s.win, s.running, m.type, m.n
                  from span s
                  join minute m on m.t >= s.lo and m.t < s.hi
                  union all
                  select s.win, s.running, t.key, t.value::bigint
                  from span s
                  cross join lateral analytics.pieces(s.lo, s.hi, 28) as p
                  cross join lateral (select m.types from events.moment m
                                      where m.tenant_id = a_tenant and m.level = p.level
                                        and m.t >= p.piece_from and m.t < p.piece_to
                                      offset 0) as m
                  cross join lateral jsonb_each_text(m.types) as t
                  where s.win <> 'hour' and p.level > 0) as x
            group by x.win, x.type
        ), ranked as materialized (
            select t.win, t.type, t.n, t.before,
                   row_number() over (partition by t.win order by t.n desc, t.type) as place
            from typed t
            where t.n > 0
        )
        select (select jsonb_object_agg(b.win, b.list)
                from (select win, jsonb_agg(extract(epoch from lo)::bigint order by i) as list
                      from bucket where i >= 0 group by win) as b),
               (select jsonb_object_agg(b.win, b.list)
                from (select win, jsonb_agg(n order by i) as list
                      from bucket where i >= 0 group by win) as b),
               (select jsonb_object_agg(b.win, b.n)
                from (select win, sum(n)::bigint as n from bucket where i < 0 group by win) as b),
               (select jsonb_object_agg(w.win, w.list)
                from (select s.win,
                             coalesce(jsonb_agg(jsonb_build_object('type', r.type, 'count', r.n,
                                                                   'previous', r.before)
                                                order by r.place) filter (where r.place <= 10), '[]') as list
                      from span s
                      left join ranked r on r.win = s.win
                      where s.running
                      group by s.win) as w);
    end;

-- The users of the same windows: sketches and to which windows each belongs (1 hour, 2 day, 4 week).
create function events.window_users(a_tenant uuid, a_zone text, a_now timestamptz)
    returns table (windows integer, users bytea)
    language sql stable
    begin atomic
        with span as materialized (
            select case e.win when 'hour' then 1 when 'day' then 2 else 4 end as bit, min(e.lo) as lo,
                   max(e.hi) as hi
            from events.windows(a_zone, a_now) as e
            where e.i >= 0
            group by 1
        )
        select (select sum(s.bit)::integer from span s where m.t >= s.lo and m.t < s.hi), m.users
        from events.moment m
        where m.tenant_id = a_tenant and m.level = 1 and m.t >= (select min(lo) from span)
          and m.t < (select max(hi) from span) and m.users is not null
          and exists (select from span s where m.t >= s.lo and m.t < s.hi)
        union all
        select s.bit, m.users
        from span s
        cross join lateral analytics.pieces(s.lo, s.hi, 28) as p
        cross join lateral (select m.users from events.moment m
                            where m.tenant_id = a_tenant and m.level = p.level
                              and m.t >= p.piece_from and m.t < p.piece_to and m.users is not null
                            offset 0) as m
        where s.bit > 1 and p.level > 0;
    end;

revoke execute on function
    events.make_dataset, events.make_total, events.make_series, events.fold_series, events.fold_points,
    events.fold_users, events.fold_tenants, events.closing_end, events.merge_chunks,
    events.close_points, events.close_digests, events.close_minutes
    from public;
grant execute on function
    events.make_dataset, events.make_total, events.make_series, events.fold_series, events.fold_points,
    events.fold_users, events.fold_tenants, events.closing_end, events.merge_chunks,
    events.close_points, events.close_digests, events.close_minutes
    to bw_ingest;
