-- Makes the roles that migrations and programs take; bw-migrate runs it first when it may.
-- Needs a superuser (before PostgreSQL 16 nobody else can give BYPASSRLS). Harmless when repeated:
--     psql -v login=bellwether -f bootstrap.sql DATABASE
-- The variable `login` names the role that the programs sign in with; it is made when missing.
\set ON_ERROR_STOP on
set client_min_messages = warning;
select set_config('bootstrap.login', :'login', false) \g /dev/null

begin;
select pg_advisory_xact_lock(7316005421) \g /dev/null

do $$
declare
    login text := current_setting('bootstrap.login');
    wanted record;
begin
    for wanted in
        select * from (values
            ('bw_owner', 'nologin'),              -- owns everything, runs migrations
            ('bw_app', 'nologin'),                -- every handler, under row-level security
            ('bw_ingest', 'nologin bypassrls'),   -- COPY is refused under row-level security
            ('bw_etl', 'nologin bypassrls'),      -- leases and loads for all tenants
            ('bw_lookup', 'nologin bypassrls'),   -- owns the look-ups made before a tenant is known
            (login, 'login noinherit')            -- has no rights of its own, takes the others
        ) as roles(name, attributes)
    loop
        if not exists (select from pg_roles where rolname = wanted.name) then
            execute format('create role %I %s', wanted.name, wanted.attributes);
        end if;
    end loop;
    if not pg_has_role('bw_owner', 'bw_lookup', 'member') then
        grant bw_lookup to bw_owner;
    end if;
    for wanted in select unnest(array['bw_owner', 'bw_app', 'bw_ingest', 'bw_etl']) as name loop
        if not pg_has_role(login, wanted.name, 'member') then
            execute format('grant %I to %I', wanted.name, login);
        end if;
    end loop;
    execute format('grant connect, create, temporary on database %I to bw_owner', current_database());
    execute format('grant connect on database %I to %I', current_database(), login);
end $$;

grant usage on schema public to bw_app, bw_ingest, bw_etl, bw_lookup;
grant usage, create on schema public to bw_owner;
commit;
