-- Reading events back and keeping them as long as they are wanted, no longer.

-- Listings go by id, so an index of a type has the id next, not the time. (Measured: no dearer to
-- write than the one with occurred_at, which no listing used.)
drop index events.event_type;
create index event_type on events.event (tenant_id, type, id);

-- Whether an event was received more than an hour after it had happened. A listing of what happened
-- until some moment reads those from the index below and begins with the others at that moment plus
-- an hour, instead of reading everything that came since. Most tenants have few: writing costs a
-- third of a microsecond an event.
create function events.late(id uuid, occurred_at timestamptz) returns boolean
    language sql immutable parallel safe
    return int8send(((date_part('epoch', occurred_at - to_timestamp(0)) * 1000)::bigint + 3600000) << 16)
           < uuid_send(id);
create index event_late on events.event (tenant_id, id) where events.late(id, occurred_at);

-- Whether the payload has that text under a key: {key, text}, the key also a path with dots.
create function events.payload_has(payload jsonb, pair text[]) returns boolean
    language sql immutable parallel safe
    return coalesce(payload ->> pair[1], payload #>> string_to_array(pair[1], '.')) = pair[2];

-- A key's values are labels from then on; what was stored before keeps its series.
alter table events.label add column since timestamptz not null default now();

-- What a tenant's events take on the disk, by its share of the rows of each month: an estimate. What
-- its retention has removed is not counted.
create function events.bytes_of(tenant uuid) returns bigint
    language sql stable
    begin atomic
        select coalesce(sum(case when u.events > 0
                            then pg_total_relation_size(c.oid) * (u.events::float8
                                 / greatest(c.reltuples, u.events)) end), 0)::bigint
        from pg_inherits i
        join pg_class c on c.oid = i.inhrelid
        cross join lateral (
            select sum(b.events) as events
            from billing.usage b
            where b.tenant_id = tenant
              and to_char(b.day, '"event_"YYYY_MM') = c.relname
              and b.day >= (now() at time zone 'UTC')::date
                           - (select l.retention_days from billing.limits_of(tenant) l)) u
        where i.inhparent = 'events.event'::regclass;
    end;

-- Detaches the oldest partition whose month was over before the month of `before` began. 'none':
-- there is none; 'busy': the lock was not to be had at once (writers do not wait longer for us than
-- that), try again later; else its name.
create function upkeep.detach_events(before timestamptz) returns text
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
    set lock_timeout = '100ms'
    as $$
declare
    name text;
begin
    select c.relname into name
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'events.event'::regclass
      and c.relname < to_char(before at time zone 'UTC', '"event_"YYYY_MM') collate "C"
    order by c.relname limit 1;
    if name is null then
        return 'none';
    end if;
    execute format('alter table events.event detach partition events.%I', name);
    return name;
exception when lock_not_available then
    return 'busy';
end $$;

-- Drops what is detached; the number of tables. Nobody reads or writes them any more.
create function upkeep.drop_detached_events() returns integer
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    name text;
    n integer := 0;
begin
    for name in select c.relname from pg_class c
                where c.relnamespace = 'events'::regnamespace and c.relkind = 'r'
                  and not c.relispartition and c.relname ~ '^event_\d{4}_\d{2}$'
    loop
        execute format('drop table events.%I', name);
        n := n + 1;
    end loop;
    return n;
end $$;
revoke execute on function upkeep.detach_events(timestamptz), upkeep.drop_detached_events() from public;
grant execute on function upkeep.detach_events(timestamptz), upkeep.drop_detached_events() to bw_etl;
