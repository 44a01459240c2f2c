-- The ground: schemas, who is asking, row-level security in one call, topic counters, idempotency.
-- Runs as bw_owner, like every migration.
--
-- Conventions that cgi/base/db.c and tests/sql rely on:
--   * a table of a tenant's data has tenant_id first in its primary key and in every unique and
--     foreign key, and is handed to tenant_table() right after it is made;
--   * a constraint or unique index whose comment is an error code of cgi/base/err.h is answered with
--     that error: comment on constraint tenant_slug_key on tenants.tenant is 'slug_taken';
--   * raise exception using errcode = 'BW000', message = 'last_owner' is answered with that error;
--     a uuid in `detail` becomes the problem's object_id;
--   * what must be found before a tenant is known is a function of the schema lookup, handed to
--     lookup_function() right after it is made.

create schema auth;
create schema tenants;
create schema datasets;
create schema analytics;
create schema dashboards;
create schema jobs;
create schema live;
create schema lookup;

grant usage on schema auth, tenants, datasets, analytics, dashboards, jobs, live
    to bw_app, bw_ingest, bw_etl, bw_lookup;
grant usage on schema lookup to bw_app, bw_ingest, bw_etl;
-- the owner of a function needs CREATE where it stands
grant usage, create on schema lookup to bw_lookup;

-- Who is asking; set by the first statement of each batch, '' outside of one.
create function app_tenant() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.tenant', true), '')::uuid;

create function app_user() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.user', true), '')::uuid;

-- A UUIDv7 (RFC 9562): 48 bits of milliseconds, the rest random.
create function uuid_v7() returns uuid
    language sql volatile parallel safe
    return encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint)
                                      from 3)
                    from 1 for 6),
            52, 1), 53, 1), 'hex')::uuid;

-- Puts a table under row-level security by tenant and opens it to bw_app. Other roles get what
-- their statements need by a grant beside the table.
create procedure tenant_table(t regclass)
    language plpgsql
    as $$
begin
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy tenant on %s using (tenant_id = app_tenant())'
                   ' with check (tenant_id = app_tenant())', t);
    execute format('grant select, insert, update, delete on %s to bw_app', t);
end $$;

-- Hands a SECURITY DEFINER function of the schema lookup to the narrow role, callable by bw_app.
-- bw_lookup must have been granted the columns that the function reads.
create procedure lookup_function(f regprocedure)
    language plpgsql
    as $$
begin
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to bw_app', f);
    execute format('alter function %s owner to bw_lookup', f);
end $$;

revoke execute on procedure tenant_table(regclass), lookup_function(regprocedure) from public;

-- The counter of each live topic of a tenant: tenant:<id>, dashboard:<id>.
create table live.topic (
    tenant_id uuid not null,
    topic text not null,
    seq bigint not null,
    changed_at timestamptz not null default now(),
    primary key (tenant_id, topic)
) with (fillfactor = 50);
call tenant_table('live.topic');
grant select, insert, update on live.topic to bw_etl;

-- The counter of user:<id>. Whoever changes something for a person raises it, so it is written by
-- lookup.bump_user() alone; a person reads the own one.
create table live.user_topic (
    user_id uuid primary key,
    seq bigint not null,
    changed_at timestamptz not null default now()
) with (fillfactor = 50);
alter table live.user_topic enable row level security;
alter table live.user_topic force row level security;
create policy own on live.user_topic using (user_id = app_user());
grant select on live.user_topic to bw_app;
grant select, insert, update on live.user_topic to bw_lookup;

create function lookup.bump_user(id uuid) returns bigint
    language sql volatile security definer set search_path = pg_catalog, pg_temp
    begin atomic
        insert into live.user_topic as t (user_id, seq) values (id, 1)
        on conflict (user_id) do update set seq = t.seq + 1, changed_at = now()
        returning seq;
    end;
call lookup_function('lookup.bump_user(uuid)');
grant execute on function lookup.bump_user(uuid) to bw_etl;

-- Raises a topic's counter in the caller's transaction and returns it. The row stays locked until
-- the commit, so the numbers are in commit order and have no gaps: call it last.
create function live.bump(name text) returns bigint
    language plpgsql volatile
    as $$
declare
    raised bigint;
begin
    if name like 'user:%' then
        return lookup.bump_user(substr(name, 6)::uuid);
    end if;
    insert into live.topic as t (tenant_id, topic, seq) values (app_tenant(), name, 1)
    on conflict (tenant_id, topic) do update set seq = t.seq + 1, changed_at = now()
    returning seq into raised;
    return raised;
end $$;

-- The counters of the topics asked for; 0 where nothing has happened yet or it is not the caller's.
create function live.seqs(names text[]) returns table (topic text, seq bigint)
    language sql stable
    begin atomic
        select n.topic, coalesce(t.seq, u.seq, 0)
        from unnest(names) as n (topic)
        left join live.topic t on t.tenant_id = app_tenant() and t.topic = n.topic
        left join live.user_topic u on u.user_id = app_user() and n.topic = 'user:' || u.user_id::text;
    end;

-- Idempotency-Key: kept with the transaction that creates, for 24 hours. The actor is the tenant,
-- or the user where no tenant is involved.
create table idempotency (
    actor uuid not null,
    key text not null,
    body_hash text not null,
    object_id uuid not null,
    created_at timestamptz not null default now(),
    primary key (actor, key)
);
create index idempotency_created_at_idx on idempotency (created_at);
alter table idempotency enable row level security;
alter table idempotency force row level security;
create policy actor on idempotency using (actor in (app_tenant(), app_user()))
    with check (actor in (app_tenant(), app_user()));
grant select, insert, update on idempotency to bw_app;
grant select, delete on idempotency to bw_etl;

-- First statement of a creating batch. A repeat raises `repeated` with the first object's id; the
-- same key with another body raises `idempotency_conflict`. A second request with the same key
-- waits here until the first has committed.
create function idempotency_claim(key text, body_hash text, object_id uuid) returns void
    language plpgsql volatile
    as $$
declare
    me uuid := coalesce(app_tenant(), app_user());
    before idempotency;
begin
    insert into idempotency values (me, key, body_hash, object_id) on conflict do nothing;
    if found then
        return;
    end if;
    select * into strict before from idempotency i
    where i.actor = me and i.key = idempotency_claim.key for update;
    if before.created_at < now() - interval '24 hours' then
        update idempotency i
        set body_hash = idempotency_claim.body_hash, object_id = idempotency_claim.object_id,
            created_at = now()
        where i.actor = me and i.key = idempotency_claim.key;
    elsif before.body_hash <> idempotency_claim.body_hash then
        raise exception using errcode = 'BW000', message = 'idempotency_conflict';
    else
        raise exception using errcode = 'BW000', message = 'repeated',
                              detail = before.object_id::text;
    end if;
end $$;
