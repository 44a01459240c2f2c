-- Keys that may stand in a web page, keys that sign what is sent to them, and a rate for each.
alter table tenants.api_key
    add column kind text not null default 'secret' check (kind in ('secret', 'public')),
    -- the whole key, where it is no secret
    add column public_key text,
    add column origins text[] not null default '{}' check (cardinality(origins) <= 20),
    add column signing text check (signing in ('standard', 'github', 'stripe')),
    -- sealed with the seal key (model/sealed.h)
    add column signing_secret bytea,
    add column rate_per_second integer check (rate_per_second between 1 and 1000000),
    add column rate_burst integer check (rate_burst between 1 and 10000000),
    add constraint api_key_whole_public_check check
        ((kind = 'public') = (public_key is not null) and (kind = 'public') = (origins <> '{}')),
    add constraint api_key_whole_signing_check check
        ((signing is null) = (signing_secret is null) and (signing is null or kind = 'secret')),
    add constraint api_key_whole_rate_check check ((rate_per_second is null) = (rate_burst is null));
create index api_key_signing_idx on tenants.api_key (id) where signing is not null;
create index api_key_origins_idx on tenants.api_key using gin (origins) where kind = 'public';

-- The API keys of a prefix; more than one only by chance.
drop function lookup.keys_by_prefix(text);
create function lookup.keys_by_prefix(start text)
    returns table (id uuid, tenant_id uuid, secret_hash text, scopes text[],
                   expires_at timestamptz, status text, stale boolean, kind text, origins text[],
                   rate_per_second integer, rate_burst integer)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select k.id, k.tenant_id, encode(k.secret_hash, 'hex'), k.scopes, k.expires_at, t.status,
               coalesce(k.last_used_at < now() - interval '1 minute', true), k.kind, k.origins,
               k.rate_per_second, k.rate_burst
        from tenants.api_key k join tenants.tenant t on t.id = k.tenant_id
        where k.prefix = start;
    end;
call lookup_function('lookup.keys_by_prefix(text)');

-- A key that signs, by its id; the secret is sealed.
create function lookup.signing_key(key uuid)
    returns table (id uuid, tenant_id uuid, scopes text[], expires_at timestamptz, status text,
                   stale boolean, signing text, signing_secret text, rate_per_second integer,
                   rate_burst integer)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select k.id, k.tenant_id, k.scopes, k.expires_at, t.status,
               coalesce(k.last_used_at < now() - interval '1 minute', true), k.signing,
               encode(k.signing_secret, 'hex'), k.rate_per_second, k.rate_burst
        from tenants.api_key k join tenants.tenant t on t.id = k.tenant_id
        where k.id = key and k.signing is not null;
    end;
call lookup_function('lookup.signing_key(uuid)');

-- Whether pages of that origin have a key of some workspace: what a browser asks before it sends one.
create function lookup.origin_is_known(origin text) returns boolean
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select exists (select from tenants.api_key k
                       where k.kind = 'public' and k.origins @> array[origin]);
    end;
call lookup_function('lookup.origin_is_known(text)');
