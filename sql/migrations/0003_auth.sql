-- People, their sessions and what they did: rows belong to a person, not to a tenant.

create table auth.user (
    id uuid primary key,
    email text not null check (length(email) <= 254),
    email_key text not null generated always as (lower(email)) stored,
    name text not null check (length(name) between 1 and 120),
    password_hash text not null,
    theme text not null default 'mint' check (theme in ('mint', 'warm', 'neon', 'ember')),
    scheme text not null default 'system' check (scheme in ('light', 'dark', 'system')),
    locale text not null default 'en' check (locale in ('en', 'fr', 'ar')),
    timezone text not null default 'auto',
    created_at timestamptz not null default now(),
    constraint user_email_key unique (email_key)
);
comment on constraint user_email_key on auth.user is 'email_taken';

-- A session lives as long as its refresh tokens go on being exchanged. `seed` and `generation` are
-- what a token is made from (model/token.h); the token itself is nowhere.
create table auth.session (
    id uuid primary key,
    user_id uuid not null references auth.user (id) on delete cascade,
    seed bytea not null check (length(seed) = 32),
    generation bigint not null default 0,
    rotated_at timestamptz not null default now(),
    user_agent text not null default '',
    address text not null default '',
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index session_user_id_idx on auth.session (user_id, id);
create index session_expires_at_idx on auth.session (expires_at);

-- Signing in and out, changes of password and address.
create table auth.audit (
    id uuid primary key,
    user_id uuid not null references auth.user (id) on delete cascade,
    at timestamptz not null default now(),
    session_id uuid,
    action text not null,
    address text not null default '',
    detail jsonb not null default '{}',
    request_id text not null default ''
);
create index audit_user_id_idx on auth.audit (user_id, id);

alter table auth.user enable row level security;
alter table auth.user force row level security;
create policy own on auth.user using (id = app_user()) with check (id = app_user());
alter table auth.session enable row level security;
alter table auth.session force row level security;
create policy own on auth.session using (user_id = app_user()) with check (user_id = app_user());
alter table auth.audit enable row level security;
alter table auth.audit force row level security;
create policy own on auth.audit using (user_id = app_user()) with check (user_id = app_user());

-- The hash and the seed are read by the look-ups below and by nothing else.
grant select (id, email, email_key, name, theme, scheme, locale, timezone, created_at)
    on auth.user to bw_app;
grant insert on auth.user to bw_app;
grant update (email, name, password_hash, theme, scheme, locale, timezone) on auth.user to bw_app;
grant select (id, user_id, generation, rotated_at, user_agent, address, created_at, last_seen_at,
              expires_at, revoked_at) on auth.session to bw_app;
grant insert on auth.session to bw_app;
grant update (generation, rotated_at, last_seen_at, expires_at, revoked_at)
    on auth.session to bw_app;
grant select, insert on auth.audit to bw_app;

grant select, insert, update on auth.user to bw_etl;
grant select, insert, update, delete on auth.session to bw_etl;
grant select, insert on auth.audit to bw_etl;

grant select on auth.user, auth.session to bw_lookup;

-- Who signs in.
create function lookup.user_by_email(address text)
    returns table (id uuid, email text, name text, password_hash text, created_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select u.id, u.email, u.name, u.password_hash, u.created_at
        from auth.user u where u.email_key = lower(address);
    end;
call lookup_function('lookup.user_by_email(text)');

-- The hash of the one who asks, to confirm the current password.
create function lookup.own_password()
    returns table (email text, password_hash text)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select u.email, u.password_hash from auth.user u where u.id = public.app_user();
    end;
call lookup_function('lookup.own_password()');

-- What a refresh token of this session must be made from, and whether it may still be exchanged.
create function lookup.session_secret(session uuid)
    returns table (user_id uuid, email text, seed text, generation bigint, recent boolean,
                   alive boolean)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select s.user_id, u.email, encode(s.seed, 'hex'), s.generation,
               s.rotated_at > now() - interval '10 seconds',
               s.revoked_at is null and s.expires_at > now()
        from auth.session s join auth.user u on u.id = s.user_id
        where s.id = session;
    end;
call lookup_function('lookup.session_secret(uuid)');
