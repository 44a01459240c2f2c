-- Tenants of whom only rejected events are known are folded, too; and hours are looked at when they are
-- over, or soon after events that came late.

-- The series of types and labels, by their places (from 1), made where they are missing; total_id:
-- where the metric's total is kept. A type that is null (rejected events) has none, nor has a tenant
-- that is gone.
create or replace function events.fold_series(p_tenants uuid[], p_types text[], p_labels jsonb[])
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
          where u.y is not null
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
                                    and m.metric = s.metric
        where u.y is not null;
end $$;

-- Last of a fold: what each tenant has now, and the counter of its topic, which stays locked until
-- the commit. The tenants come in order.
create or replace function events.fold_tenants(p_tenants uuid[], p_n bigint[], p_invalid bigint[],
                                               p_first timestamptz[], p_last timestamptz[])
    returns table (place integer, dataset_id uuid, events bigint, invalid bigint, seq bigint)
    language plpgsql volatile
    as $$
declare
    open_hour timestamptz := date_trunc('hour', now() - interval '10 minutes');
begin
    return query
        with told as materialized (
            select u.place::integer, u.tenant_id, u.n, u.invalid, u.first_at, u.last_at
            from unnest(p_tenants, p_n, p_invalid, p_first, p_last) with ordinality
                as u (tenant_id, n, invalid, first_at, last_at, place)
        ), tally as (
            update events.tally y
            set events = y.events + t.n, invalid = y.invalid + t.invalid, folded_at = clock_timestamp(),
                close_at = least(coalesce(y.close_at, open_hour + interval '70 minutes'),
                                 case when t.first_at < open_hour then now() + interval '2 minutes' end)
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
