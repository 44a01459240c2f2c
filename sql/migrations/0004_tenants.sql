-- Tenants, who belongs to them, who is invited, which programs may speak for them, what happened.

create table tenants.tenant (
    id uuid primary key,
    slug text not null check (slug ~ '^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$'),
    name text not null check (length(name) between 1 and 120),
    status text not null default 'active' check (status in ('active', 'suspended')),
    plan text not null default 'free',
    metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
    created_at timestamptz not null default now(),
    constraint tenant_slug_key unique (slug)
);
comment on constraint tenant_slug_key on tenants.tenant is 'slug_taken';

-- The one table whose key is the tenant itself.
alter table tenants.tenant enable row level security;
alter table tenants.tenant force row level security;
create policy tenant on tenants.tenant using (id = app_tenant()) with check (id = app_tenant());
grant select, insert on tenants.tenant to bw_app;
grant update (slug, name, metadata) on tenants.tenant to bw_app;
grant select, insert, update on tenants.tenant to bw_etl;
grant select on tenants.tenant to bw_lookup;

create table tenants.member (
    tenant_id uuid not null references tenants.tenant (id) on delete cascade,
    user_id uuid not null references auth.user (id) on delete cascade,
    role text not null check (role in ('viewer', 'editor', 'admin', 'owner')),
    joined_at timestamptz not null default now(),
    primary key (tenant_id, user_id)
);
create index member_user_id_idx on tenants.member (user_id, tenant_id);
comment on constraint member_pkey on tenants.member is 'already_member';
call tenant_table('tenants.member');
grant select, insert, update on tenants.member to bw_etl;
grant select on tenants.member to bw_lookup;

-- Members of a workspace know each other's name and address.
create policy fellow on auth.user for select
    using (exists (select from tenants.member m
                   where m.tenant_id = app_tenant() and m.user_id = auth.user.id));

-- A workspace keeps an owner, however many leave at the same moment.
create function tenants.keep_an_owner() returns trigger
    language plpgsql
    as $$
begin
    if old.role <> 'owner' or (tg_op = 'UPDATE' and new.role = 'owner') then
        return null;
    end if;
    perform from tenants.tenant t where t.id = old.tenant_id for no key update;
    if found and not exists (select from tenants.member m
                             where m.tenant_id = old.tenant_id and m.role = 'owner') then
        raise exception using errcode = 'BW000', message = 'last_owner';
    end if;
    return null;
end $$;
create trigger keep_an_owner after update of role or delete on tenants.member
    for each row execute function tenants.keep_an_owner();

create table tenants.invitation (
    tenant_id uuid not null references tenants.tenant (id) on delete cascade,
    id uuid not null,
    email text not null check (length(email) <= 254),
    email_key text not null generated always as (lower(email)) stored,
    role text not null check (role in ('viewer', 'editor', 'admin', 'owner')),
    token_hash bytea not null check (length(token_hash) = 32),
    created_by uuid references auth.user (id) on delete set null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    accepted_at timestamptz,
    revoked_at timestamptz,
    primary key (tenant_id, id)
);
create index invitation_token_hash_idx on tenants.invitation (token_hash);
call tenant_table('tenants.invitation');
grant select on tenants.invitation to bw_lookup;

-- Makes the invited person a member; the invitation is over after that.
create function tenants.accept_invitation(invitation uuid, person uuid) returns text
    language plpgsql volatile
    as $$
declare
    granted text;
begin
    update tenants.invitation i set accepted_at = now()
    where i.tenant_id = app_tenant() and i.id = invitation and i.accepted_at is null
      and i.revoked_at is null and i.expires_at > now()
    returning i.role into granted;
    if not found then
        raise exception using errcode = 'BW000', message = 'invitation_over';
    end if;
    insert into tenants.member (tenant_id, user_id, role) values (app_tenant(), person, granted);
    return granted;
end $$;

create table tenants.api_key (
    tenant_id uuid not null references tenants.tenant (id) on delete cascade,
    id uuid not null,
    name text not null check (length(name) between 1 and 120),
    prefix text not null,
    secret_hash bytea not null check (length(secret_hash) = 32),
    scopes text[] not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    created_by uuid references auth.user (id) on delete set null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id)
);
create index api_key_prefix_idx on tenants.api_key (prefix);
call tenant_table('tenants.api_key');
grant select, insert, update on tenants.api_key to bw_etl;
grant select on tenants.api_key to bw_lookup;

-- What changed who may do what: written with the change, never changed after.
create table tenants.audit (
    tenant_id uuid not null references tenants.tenant (id) on delete cascade,
    id uuid not null,
    at timestamptz not null default now(),
    user_id uuid,
    key_id uuid,
    action text not null,
    object text not null default '',
    detail jsonb not null default '{}',
    request_id text not null default '',
    primary key (tenant_id, id)
);
call tenant_table('tenants.audit');
revoke update, delete on tenants.audit from bw_app;
grant select, insert on tenants.audit to bw_etl;

-- The tenants of the one who asks.
create function lookup.my_tenants()
    returns table (id uuid, slug text, name text, role text, status text, plan text,
                   metadata jsonb, created_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select t.id, t.slug, t.name, m.role, t.status, t.plan, t.metadata, t.created_at
        from tenants.member m join tenants.tenant t on t.id = m.tenant_id
        where m.user_id = public.app_user()
        order by m.joined_at, t.id;
    end;
call lookup_function('lookup.my_tenants()');

-- Whether a session is alive, and what its person may do in a tenant; `tenant` may be null.
create function lookup.session_state(session uuid, person uuid, tenant uuid)
    returns table (alive boolean, role text, status text)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select exists (select from auth.session s
                       where s.id = session and s.user_id = person and s.revoked_at is null
                         and s.expires_at > now()),
               m.role, t.status
        from (values (1)) as always
        left join tenants.member m on m.tenant_id = tenant and m.user_id = person
        left join tenants.tenant t on t.id = m.tenant_id;
    end;
call lookup_function('lookup.session_state(uuid, uuid, uuid)');

-- The pairs under which answers about a person are remembered (model/authn.h).
create function lookup.session_pairs(person uuid)
    returns table (session_id uuid, tenant_id uuid)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select s.id, t.tenant_id
        from auth.session s
        cross join (select null::uuid as tenant_id
                    union all
                    select m.tenant_id from tenants.member m where m.user_id = person) as t
        where s.user_id = person and s.last_seen_at > now() - interval '1 hour';
    end;
call lookup_function('lookup.session_pairs(uuid)');

-- The API keys of a prefix; more than one only by chance.
create function lookup.keys_by_prefix(start text)
    returns table (id uuid, tenant_id uuid, secret_hash text, scopes text[],
                   expires_at timestamptz, status text, stale boolean)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select k.id, k.tenant_id, encode(k.secret_hash, 'hex'), k.scopes, k.expires_at, t.status,
               coalesce(k.last_used_at < now() - interval '1 minute', true)
        from tenants.api_key k join tenants.tenant t on t.id = k.tenant_id
        where k.prefix = start;
    end;
call lookup_function('lookup.keys_by_prefix(text)');

-- An invitation by the SHA-256 (hex) of its token; over or not.
create function lookup.invitation_by_hash(hash text)
    returns table (id uuid, tenant_id uuid, workspace text, slug text, email text, role text,
                   expires_at timestamptz, open boolean)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select i.id, i.tenant_id, t.name, t.slug, i.email, i.role, i.expires_at,
               i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
               and t.status = 'active'
        from tenants.invitation i join tenants.tenant t on t.id = i.tenant_id
        where i.token_hash = decode(hash, 'hex');
    end;
call lookup_function('lookup.invitation_by_hash(text)');
