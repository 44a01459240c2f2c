-- Events as they come in, what a month of them may be, and the deltas from which charts are made.
--
-- All of it is written by group commits of bw_ingest (cgi/model/event_commit.c), one transaction for
-- the events of many tenants: keys, events, deltas, rejects, and last the usage. Every row carries
-- its tenant_id; rows of `seen`, `usage` and `slot` are taken in the order of their primary keys.

create schema events;
create schema billing;
-- SECURITY DEFINER functions that change the shape of tables and read no row; bw_owner's.
create schema upkeep;
grant usage on schema events, billing to bw_app, bw_ingest, bw_etl, bw_lookup;
grant usage on schema upkeep to bw_ingest, bw_etl;
grant usage on schema live, tenants, datasets, analytics to bw_ingest;

-- --- events

-- id is a UUIDv7: the time received, by which the table is cut into months (UTC), so that an event
-- about long ago has a home too. What charts show goes by occurred_at.
create table events.event (
    tenant_id uuid not null,
    id uuid not null,
    type text not null,
    source text,
    user_id text,
    value double precision,
    occurred_at timestamptz not null,
    payload jsonb,
    key_id uuid, -- the API key that sent it
    primary key (tenant_id, id)
) partition by range (id);
create index event_type on events.event (tenant_id, type, occurred_at);
call tenant_table('events.event');
revoke insert, update, delete on events.event from bw_app;
grant select, insert on events.event to bw_ingest;
grant select, delete on events.event to bw_etl;

-- The smallest UUIDv7 of a moment.
create function events.id_at(at timestamptz) returns uuid
    language sql immutable parallel safe
    return overlay(overlay('00000000-0000-7000-8000-000000000000'
        placing substr(lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0'), 1, 8) from 1)
        placing substr(lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0'), 9, 4) from 10)::uuid;

-- The moment of a UUIDv7, to the millisecond.
create function events.time_of(id uuid) returns timestamptz
    language sql immutable parallel safe
    return to_timestamp(('x0000' || substr(id::text, 1, 8) || substr(id::text, 10, 4))::bit(64)::bigint
                        / 1000.0);

-- Makes the partition of the month of `at` when it is missing; true when it was made here. The
-- table is made beside and then attached: that lets writers go on.
create function upkeep.event_partition(at timestamptz) returns boolean
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    begins timestamp := date_trunc('month', at at time zone 'UTC');
    ends timestamp := date_trunc('month', at at time zone 'UTC') + interval '1 month';
    name text := 'event_' || to_char(begins, 'YYYY_MM');
begin
    if to_regclass('events.' || name) is not null then
        return false;
    end if;
    perform pg_advisory_xact_lock(7316005422);
    if to_regclass('events.' || name) is not null then
        return false;
    end if;
    execute format('create table events.%I (like events.event including all)'
                   ' with (autovacuum_vacuum_insert_scale_factor = 0.1)', name);
    execute format('alter table events.event attach partition events.%I for values from (%L) to (%L)',
                   name, overlay(events.id_at(begins at time zone 'UTC')::text
                                 placing '0000-0000' from 15),
                   overlay(events.id_at(ends at time zone 'UTC')::text placing '0000-0000' from 15));
    return true;
end $$;
revoke execute on function upkeep.event_partition(timestamptz) from public;
grant execute on function upkeep.event_partition(timestamptz) to bw_ingest, bw_etl;

select upkeep.event_partition(now() + n * interval '1 month') from generate_series(0, 2) as n;

-- Idempotency of events: the first event that came with a key. `key` is the first half of the
-- SHA-256 of kind and key; a body_hash is kept only for the header Idempotency-Key. A row older than
-- BELLWETHER_EVENT_KEYS_HOURS counts as none.
create table events.seen (
    tenant_id uuid not null,
    key uuid not null,
    event_id uuid not null,
    body_hash bytea,
    created_at timestamptz not null default now(),
    primary key (tenant_id, key)
) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);
create index seen_created_at on events.seen (created_at);
call tenant_table('events.seen');
revoke insert, update, delete on events.seen from bw_app;
grant select, insert, update, delete on events.seen to bw_ingest;
grant select, delete on events.seen to bw_etl;

-- Claims keys, which must come sorted by tenant and key and without repetition; returns the places
-- (from 1) of those that another event has, that event's id and body.
create function events.claim(p_tenants uuid[], p_keys uuid[], p_ids uuid[], p_bodies bytea[],
                             p_since timestamptz)
    returns table (place integer, event_id uuid, body_hash bytea)
    language plpgsql volatile
    as $$
declare
    claimed bigint;
begin
    insert into events.seen as s (tenant_id, key, event_id, body_hash)
    select u.t, u.k, u.i, u.b from unnest(p_tenants, p_keys, p_ids, p_bodies) as u (t, k, i, b)
    on conflict (tenant_id, key) do update
        set event_id = excluded.event_id, body_hash = excluded.body_hash, created_at = now()
        where s.created_at < p_since;
    get diagnostics claimed = row_count;
    if claimed = cardinality(p_keys) then
        return;
    end if;
    -- a new snapshot: what a concurrent commit has just claimed is seen
    return query
        select u.n::integer, s.event_id, s.body_hash
        from unnest(p_tenants, p_keys, p_ids) with ordinality as u (t, k, i, n)
        join events.seen s on s.tenant_id = u.t and s.key = u.k
        where s.event_id <> u.i;
end $$;
revoke execute on function events.claim from public;
grant execute on function events.claim to bw_ingest;

-- What a commit adds to the rollups: one row per tenant, type, labels and minute of occurred_at.
-- Rejected events are counted by rows whose type is null. The folder drains it.
create table events.delta (
    tenant_id uuid not null,
    id bigint generated by default as identity,
    type text,
    labels jsonb not null default '{}',
    minute timestamptz not null,
    n bigint not null,
    sum double precision,
    min double precision,
    max double precision,
    first double precision,
    last double precision,
    first_t timestamptz,
    last_t timestamptz,
    reals double precision[], -- values that were sent, as against the 1 that counts an event
    users bigint[],           -- 64-bit hashes of the distinct user ids
    invalid bigint not null default 0,
    primary key (tenant_id, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);
call tenant_table('events.delta');
revoke insert, update, delete on events.delta from bw_app;
grant select, insert, update, delete on events.delta to bw_ingest, bw_etl;

-- Payload keys whose values become labels of the series.
create table events.label (
    tenant_id uuid not null references tenants.tenant (id) on delete cascade,
    key text not null check (char_length(key) between 1 and 200),
    position smallint not null check (position between 0 and 7),
    primary key (tenant_id, key),
    constraint label_position unique (tenant_id, position) deferrable initially deferred
);
call tenant_table('events.label');
grant select on events.label to bw_ingest, bw_etl;

-- Events that were refused, as they came.
create table events.reject (
    tenant_id uuid not null,
    id uuid not null,
    received_at timestamptz not null default now(),
    way text not null,
    key_id uuid,
    raw text not null,
    truncated boolean not null default false, -- raw is only its beginning
    errors jsonb not null,                    -- [{"path","code","message"}]
    replayed_id uuid,
    replayed_at timestamptz,
    primary key (tenant_id, id)
);
create index reject_received_at on events.reject (received_at);
call tenant_table('events.reject');
revoke insert, delete on events.reject from bw_app;
grant select, insert, update on events.reject to bw_ingest;
grant select, delete on events.reject to bw_etl;

-- --- plans and usage

create table billing.plan (
    name text primary key check (name ~ '^[a-z][a-z0-9-]{0,39}$'),
    soft bigint check (soft >= 0), -- events a month (UTC, by the time received); null: no limit
    hard bigint check (hard >= 0),
    retention_days integer not null check (retention_days between 1 and 36500)
);
grant select on billing.plan to bw_app, bw_ingest, bw_etl;
insert into billing.plan values ('free', null, null, 400);

-- A tenant without a row has the plan free. What is not null stands before the plan's.
create table billing.subscription (
    tenant_id uuid not null primary key references tenants.tenant (id) on delete cascade,
    plan text not null default 'free' references billing.plan (name),
    soft bigint check (soft >= 0),
    hard bigint check (hard >= 0),
    retention_days integer check (retention_days between 1 and 36500),
    changed_at timestamptz not null default now()
);
call tenant_table('billing.subscription');
revoke insert, update, delete on billing.subscription from bw_app;
grant select on billing.subscription to bw_ingest;
grant select, insert, update, delete on billing.subscription to bw_etl;

create function billing.limits_of(tenant uuid, out soft bigint, out hard bigint,
                                  out retention_days integer)
    language sql stable
    begin atomic
        select coalesce(s.soft, p.soft), coalesce(s.hard, p.hard),
               coalesce(s.retention_days, p.retention_days)
        from (select tenant) as t (id)
        left join billing.subscription s on s.tenant_id = t.id
        join billing.plan p on p.name = coalesce(s.plan, 'free');
    end;

-- A slot is a committer: each counts in rows of its own, so none waits for another.
create table billing.usage (
    tenant_id uuid not null,
    day date not null,     -- UTC, by the time received
    key_id uuid not null,  -- zero: sent by a person
    slot smallint not null,
    events bigint not null default 0 check (events >= 0),
    rejected bigint not null default 0 check (rejected >= 0),
    primary key (tenant_id, day, key_id, slot)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
call tenant_table('billing.usage');
revoke insert, update, delete on billing.usage from bw_app;
grant select, insert, update on billing.usage to bw_ingest;
grant select, insert, update, delete on billing.usage to bw_etl;

-- A hard limit is held by two checks: no more is granted to the slots than the limit, and no slot
-- uses more than it was granted. Both are null where there is no limit.
create table billing.quota (
    tenant_id uuid not null,
    month date not null, -- its first day
    hard bigint,         -- the limit, or what was used already when it was set lower
    granted bigint not null default 0,
    primary key (tenant_id, month),
    constraint quota_granted check (granted <= hard)
) with (fillfactor = 50);
comment on constraint quota_granted on billing.quota is 'hard_limit_reached';
call tenant_table('billing.quota');
revoke insert, update, delete on billing.quota from bw_app;
grant select, insert, update on billing.quota to bw_ingest;
grant select, insert, update, delete on billing.quota to bw_etl;

create table billing.slot (
    tenant_id uuid not null,
    month date not null,
    slot smallint not null,
    used bigint not null default 0 check (used >= 0),
    granted bigint,
    primary key (tenant_id, month, slot),
    constraint slot_used check (used <= granted)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
comment on constraint slot_used on billing.slot is 'hard_limit_reached';
call tenant_table('billing.slot');
revoke insert, update, delete on billing.slot from bw_app;
grant select, insert, update on billing.slot to bw_ingest;
grant select, insert, update, delete on billing.slot to bw_etl;

-- Gives a slot room for `p_want` more events, or for as many as the limit leaves, taking back what
-- other slots were granted and did not use. Also the way in which a changed limit takes effect.
-- used and granted are the slot's (granted null: no limit), total is what all slots have used.
-- Locks the quota, then the slots in order; commits lock slots in the same order and no quota.
create function billing.refill(p_tenant uuid, p_month date, p_slot smallint, p_want bigint,
                               out used bigint, out granted bigint, out total bigint,
                               out soft bigint, out hard bigint)
    language plpgsql volatile
    as $$
declare
    spare bigint; -- what may still be granted
    given bigint;
begin
    insert into billing.quota (tenant_id, month) values (p_tenant, p_month) on conflict do nothing;
    perform from billing.quota q where q.tenant_id = p_tenant and q.month = p_month for update;
    insert into billing.slot (tenant_id, month, slot, granted) values (p_tenant, p_month, p_slot, 0)
    on conflict do nothing;
    perform from billing.slot s where s.tenant_id = p_tenant and s.month = p_month
    order by s.slot for update;
    select l.soft, l.hard into soft, hard from billing.limits_of(p_tenant) l;
    select coalesce(sum(s.used), 0), coalesce(sum(s.used) filter (where s.slot = p_slot), 0)
    into total, used
    from billing.slot s where s.tenant_id = p_tenant and s.month = p_month;
    if hard is null then
        granted := null;
        update billing.slot s set granted = null
        where s.tenant_id = p_tenant and s.month = p_month and s.granted is not null;
        update billing.quota q set hard = null, granted = 0
        where q.tenant_id = p_tenant and q.month = p_month and q.hard is not null;
        return;
    end if;
    -- everything is taken back, then this slot is given what it wants: others ask when they need
    spare := greatest(hard - total, 0);
    given := least(spare, p_want);
    granted := used + given;
    update billing.slot s set granted = s.used + case when s.slot = p_slot then given else 0 end
    where s.tenant_id = p_tenant and s.month = p_month;
    update billing.quota q set hard = greatest(refill.hard, total), granted = total + given
    where q.tenant_id = p_tenant and q.month = p_month;
end $$;
revoke execute on function billing.refill from public;
grant execute on function billing.refill to bw_ingest;
