-- Dashboards and their widgets. A widget's revision rises with every change and is its ETag.

create table dashboards.dashboard (
    tenant_id uuid not null references tenants.tenant (id) on delete cascade,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    description text check (length(description) <= 2000),
    revision bigint not null default 1,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    primary key (tenant_id, id)
);
create index dashboard_deleted on dashboards.dashboard (deleted_at) where deleted_at is not null;
call tenant_table('dashboards.dashboard');
-- update: a widget is added under the lock of its dashboard
grant select, insert, update, delete on dashboards.dashboard to bw_etl;

create table dashboards.widget (
    tenant_id uuid not null,
    id uuid not null,
    dashboard_id uuid not null,
    type text not null check (type in ('line', 'area', 'bar', 'stat', 'table', 'text')),
    title text not null check (length(title) <= 200),
    config jsonb not null,
    x integer not null check (x >= 0),
    y integer not null check (y between 0 and 9999),
    w integer not null check (w between 1 and 12),
    h integer not null check (h between 1 and 100),
    revision bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, dashboard_id) references dashboards.dashboard (tenant_id, id)
        on delete cascade,
    check (x + w <= 12)
);
create index widget_of_dashboard on dashboards.widget (tenant_id, dashboard_id);
create index widget_deleted on dashboards.widget (deleted_at) where deleted_at is not null;
call tenant_table('dashboards.widget');
grant select, insert, delete on dashboards.widget to bw_etl;

-- Adds a widget, unless the dashboard is gone or full.
create function dashboards.widget_add(a_tenant uuid, a_dashboard uuid, a_id uuid, a_type text,
                                      a_title text, a_config jsonb, a_layout integer[])
    returns setof dashboards.widget
    language plpgsql volatile
    as $$
begin
    perform from dashboards.dashboard d
    where d.tenant_id = a_tenant and d.id = a_dashboard and d.deleted_at is null for update;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
    if (select count(*) >= 100 from dashboards.widget w
        where w.tenant_id = a_tenant and w.dashboard_id = a_dashboard and w.deleted_at is null) then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
    return query
    insert into dashboards.widget (tenant_id, id, dashboard_id, type, title, config, x, y, w, h)
    values (a_tenant, a_id, a_dashboard, a_type, a_title, a_config, a_layout[1], a_layout[2],
            a_layout[3], a_layout[4])
    returning *;
end $$;

-- Changes what is not null, if the widget still has the revision that the change was made from.
create function dashboards.widget_change(a_tenant uuid, a_dashboard uuid, a_id uuid,
                                         a_revision bigint, a_type text, a_title text,
                                         a_config jsonb, a_layout integer[])
    returns setof dashboards.widget
    language plpgsql volatile
    as $$
begin
    return query
    update dashboards.widget g
    set type = coalesce(a_type, g.type), title = coalesce(a_title, g.title),
        config = coalesce(a_config, g.config), x = coalesce(a_layout[1], g.x),
        y = coalesce(a_layout[2], g.y), w = coalesce(a_layout[3], g.w),
        h = coalesce(a_layout[4], g.h), revision = g.revision + 1, updated_at = now()
    from dashboards.dashboard d
    where g.tenant_id = a_tenant and g.id = a_id and g.dashboard_id = a_dashboard
      and g.deleted_at is null and g.revision = a_revision
      and d.tenant_id = a_tenant and d.id = a_dashboard and d.deleted_at is null
    returning g.*;
    if not found then
        perform from dashboards.widget g
        join dashboards.dashboard d on d.tenant_id = g.tenant_id and d.id = g.dashboard_id
        where g.tenant_id = a_tenant and g.id = a_id and g.dashboard_id = a_dashboard
          and g.deleted_at is null and d.deleted_at is null;
        raise exception using errcode = 'BW000',
                              message = case when found then 'stale' else 'not_found' end;
    end if;
end $$;

-- Moves widgets: items is [{"id","x","y","w","h"}]. All of them or none.
create function dashboards.layout_change(a_tenant uuid, a_dashboard uuid, items jsonb)
    returns setof dashboards.widget
    language plpgsql volatile
    as $$
declare
    moved integer;
begin
    perform from dashboards.dashboard d
    where d.tenant_id = a_tenant and d.id = a_dashboard and d.deleted_at is null for update;
    return query
    update dashboards.widget g
    set x = i.x, y = i.y, w = i.w, h = i.h, revision = g.revision + 1, updated_at = now()
    from jsonb_to_recordset(items) as i (id uuid, x integer, y integer, w integer, h integer)
    where g.tenant_id = a_tenant and g.dashboard_id = a_dashboard and g.id = i.id
      and g.deleted_at is null
    returning g.*;
    get diagnostics moved = row_count;
    if moved <> jsonb_array_length(items) then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
end $$;

-- Changes a dashboard; a_revision null: whatever it is now. Description: null and sent clears it.
create function dashboards.dashboard_change(a_tenant uuid, a_id uuid, a_revision bigint, a_name text,
                                            description_sent boolean, a_description text)
    returns setof dashboards.dashboard
    language plpgsql volatile
    as $$
begin
    return query
    update dashboards.dashboard d
    set name = coalesce(a_name, d.name),
        description = case when description_sent then a_description else d.description end,
        revision = d.revision + 1, updated_at = now()
    where d.tenant_id = a_tenant and d.id = a_id and d.deleted_at is null
      and d.revision = coalesce(a_revision, d.revision)
    returning d.*;
    if not found then
        perform from dashboards.dashboard d
        where d.tenant_id = a_tenant and d.id = a_id and d.deleted_at is null;
        raise exception using errcode = 'BW000',
                              message = case when found then 'stale' else 'not_found' end;
    end if;
end $$;

-- "7d" as an interval: a count of minutes m, hours h, days d, weeks w, months M or years y.
create function dashboards.last_interval(text) returns interval
    language sql immutable parallel safe
    return (left($1, -1) || case right($1, 1) when 'm' then ' minutes' when 'h' then ' hours'
                                 when 'd' then ' days' when 'w' then ' weeks'
                                 when 'M' then ' months' else ' years' end)::interval;

-- What a widget asks, once for each kind of answer it shows: `series` over time, `summary` in one.
create function dashboards.questions(type text, config jsonb, a_from timestamptz, a_to timestamptz)
    returns table (kind text, dataset_id uuid, metrics text[], names text[], labels text[],
                   group_by text, range_from timestamptz, range_to timestamptz, unit text, want integer)
    language sql stable
    begin atomic
        select k.kind, (config ->> 'datasetId')::uuid,
               array(select jsonb_array_elements_text(coalesce(config -> 'metrics', '[]'))),
               array(select key from jsonb_each_text(coalesce(config -> 'where', '{}')) order by key),
               array(select value from jsonb_each_text(coalesce(config -> 'where', '{}')) order by key),
               config ->> 'groupBy',
               case when config -> 'range' ->> 'last' is not null
                    then now() - dashboards.last_interval(config -> 'range' ->> 'last')
                    else coalesce((config -> 'range' ->> 'from')::timestamptz, a_from) end,
               case when config -> 'range' ->> 'last' is not null then now()
                    else coalesce((config -> 'range' ->> 'to')::timestamptz, a_to) end,
               case when k.kind = 'summary' then 'all'
                    else coalesce(config ->> 'interval', 'auto') end,
               -- the columns of analytics.read() that the aggregation needs
               case when k.kind = 'summary' then 63
                    else case coalesce(config ->> 'agg', 'avg')
                         when 'count' then 1 when 'min' then 5 when 'max' then 9
                         when 'first' then 17 when 'last' then 33 else 3 end end
        from (values ('series', array['line', 'area', 'bar', 'stat']),
                     ('summary', array['stat', 'table'])) as k (kind, types)
        where type = any (k.types);
    end;

grant execute on function
    dashboards.widget_add(uuid, uuid, uuid, text, text, jsonb, integer[]),
    dashboards.widget_change(uuid, uuid, uuid, bigint, text, text, jsonb, integer[]),
    dashboards.layout_change(uuid, uuid, jsonb),
    dashboards.dashboard_change(uuid, uuid, bigint, text, boolean, text),
    dashboards.last_interval(text),
    dashboards.questions(text, jsonb, timestamptz, timestamptz)
    to bw_app;
