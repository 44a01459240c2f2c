-- Walks the catalogue for every way in which a tenant's data could leak.
\set QUIET on
\pset format unaligned
\pset tuples_only on
set client_min_messages = warning;
begin;
set local search_path = tap, public;
select * from no_plan();

-- What is ours.
create temp view ours as
    select c.oid, c.relname, n.nspname, c.oid::regclass::text as name, c.relkind, c.relrowsecurity,
           c.relforcerowsecurity, c.relispartition, c.reloptions, c.relacl, c.relowner,
           (select a.attnum from pg_attribute a
            where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as tenant
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'tap');
create temp view tables as select * from ours where relkind in ('r', 'p');
-- Tables of the instance: no tenant's and no person's data, readable at most.
create temp view instance_tables as
    select * from tables where name in ('migration', 'jobs.tick', 'billing.plan');

select cmp_ok((select count(*) from tables where tenant is not null)::int, '>', 5,
              'there are tenant tables to look at');

-- --- row-level security
select is_empty($$
    select name from tables where not relispartition and not (relrowsecurity and relforcerowsecurity)
    except select name from instance_tables $$,
    'every table forces row-level security');
select is_empty($$
    select t.name from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum = t.tenant
    where not a.attnotnull $$,
    'tenant_id is never null');
select is_empty($$
    select name from tables t where tenant is not null and not relispartition and not exists (
        select from pg_policy p
        where p.polrelid = t.oid and p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'
          and pg_get_expr(p.polqual, p.polrelid) = '(tenant_id = app_tenant())'
          and pg_get_expr(p.polwithcheck, p.polrelid) = '(tenant_id = app_tenant())') $$,
    'every tenant table is bound to the tenant of the batch, for reading and writing');
select is_empty($$
    select t.name, p.polname from tables t join pg_policy p on p.polrelid = t.oid
    where t.tenant is not null and p.polpermissive and p.polname <> 'tenant' $$,
    'no other policy of a tenant table lets more through');
select is_empty($$
    select t.name from tables t where not exists (select from pg_policy p where p.polrelid = t.oid)
    and not relispartition except select name from instance_tables $$,
    'every other table has a policy too');

-- --- keys
select is_empty($$
    select name from tables t where tenant is not null and not exists (
        select from pg_index i where i.indrelid = t.oid and i.indisprimary
        and i.indkey[0] = t.tenant) $$,
    'tenant_id leads every primary key');
select is_empty($$
    select t.name, i.indexrelid::regclass from tables t join pg_index i on i.indrelid = t.oid
    where t.tenant is not null and i.indisunique and not t.tenant = any (i.indkey::int2[]) $$,
    'every unique index of a tenant table includes tenant_id');
select is_empty($$
    select t.name, k.conname from tables t join pg_constraint k on k.conrelid = t.oid
    where t.tenant is not null and k.contype = 'x' and not t.tenant = any (k.conkey) $$,
    'so does every exclusion constraint');
select is_empty($$
    select t.name, k.conname
    from tables t
    join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
    join tables o on o.oid = k.confrelid
    where t.tenant is not null
      and (o.tenant is not null or o.name = 'tenants.tenant')
      and not exists (
          select from unnest(k.conkey, k.confkey) as pair (mine, theirs)
          where pair.mine = t.tenant
            and pair.theirs = coalesce(o.tenant, (select a.attnum from pg_attribute a
                                                  where a.attrelid = o.oid and a.attname = 'id'))) $$,
    'every foreign key between tenant tables carries tenant_id');
select is_empty($$
    select t.name, k.conname from tables t
    join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
    join tables o on o.oid = k.confrelid
    where t.tenant is null and o.tenant is not null $$,
    'no table without a tenant points into one with');

-- --- views, partitions
select is_empty($$
    select name from ours where relkind = 'v'
    and not coalesce('security_invoker=true' = any (reloptions)
                     or 'security_invoker=on' = any (reloptions)
                     or 'security_invoker=1' = any (reloptions), false) $$,
    'views ask with the rights of the one who asks');
select is_empty($$ select name from ours where relkind = 'm' $$, 'no materialized view');
select is_empty($$ select name from ours where relkind = 'f' $$, 'no foreign table');
select is_empty($$
    select t.name, g.grantee::regrole from tables t, aclexplode(t.relacl) g
    where t.relispartition and g.grantee <> t.relowner $$,
    'nobody is granted a partition');

-- --- functions
create temp view functions as
    select p.oid::regprocedure::text as name, p.*, n.nspname
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'tap');
select cmp_ok((select count(*) from functions where prosecdef)::int, '>', 3,
              'there are look-ups to look at');
select is_empty($$ select name from functions where prosecdef <> (nspname in ('lookup', 'upkeep')) $$,
    'SECURITY DEFINER is what stands in the schemas lookup and upkeep, and nothing else');
select is_empty($$ select name from functions where prosecdef
    and proowner <> case nspname when 'lookup' then 'bw_lookup' else 'bw_owner' end::regrole $$,
    'the narrow role owns them, and the owner of all tables those that change their shape');
select is_empty($$
    select name from functions where prosecdef
    and not coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false) $$,
    'their search_path is fixed');
select is_empty($$
    select f.name from functions f where f.prosecdef and (f.proacl is null or exists (
        select from aclexplode(f.proacl) g where g.grantee = 0)) $$,
    'not everybody may call them');
select is_empty($$
    select f.name from functions f where f.nspname = 'upkeep' and has_function_privilege('bw_app', f.oid, 'execute') $$,
    'no handler changes the shape of tables');
select is_empty($$ select name from functions f
    where not prosecdef and proowner <> 'bw_owner'::regrole $$,
    'bw_owner owns the other functions');

-- --- roles and rights
select is_empty($$ select name from tables where relowner <> 'bw_owner'::regrole $$,
    'bw_owner owns every table');
select results_eq(
    $$ select rolname::text collate "default", rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb
       from pg_roles where rolname ~ '^bw_' or rolname = 'bellwether' order by rolname $$,
    $$ values ('bellwether', false, false, true, false, false),
              ('bw_app', false, false, false, false, false),
              ('bw_etl', false, true, false, false, false),
              ('bw_ingest', false, true, false, false, false),
              ('bw_lookup', false, true, false, false, false),
              ('bw_owner', false, false, false, false, false) $$,
    'no role can more than it must');
select ok(not rolinherit, 'the login has no rights before it takes a role')
    from pg_roles where rolname = 'bellwether';
select results_eq(
    $$ select roleid::regrole::text, member::regrole::text from pg_auth_members
       where roleid::regrole::text ~ '^bw_' order by 1, 2 $$,
    $$ values ('bw_app', 'bellwether'), ('bw_etl', 'bellwether'), ('bw_ingest', 'bellwether'),
              ('bw_lookup', 'bw_owner'), ('bw_owner', 'bellwether') $$,
    'nobody else takes these roles');
select is_empty($$
    select t.name, g.grantee::regrole, g.privilege_type from tables t, aclexplode(t.relacl) g
    where g.grantee = 0 $$,
    'nothing is granted to everybody');
select is_empty($$
    select t.name, g.privilege_type from instance_tables t, aclexplode(t.relacl) g
    where g.grantee = 'bw_app'::regrole and g.privilege_type <> 'SELECT' $$,
    'bw_app only reads the tables of the instance');
select is_empty($$
    select t.name, g.privilege_type from tables t, aclexplode(t.relacl) g
    where g.grantee in ('bw_app'::regrole, 'bw_ingest'::regrole, 'bw_etl'::regrole, 'bw_lookup'::regrole)
      and g.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') $$,
    'no program truncates, references or adds triggers');
select is_empty($$
    select t.name, g.privilege_type from tables t, aclexplode(t.relacl) g
    where g.grantee = 'bw_lookup'::regrole and g.privilege_type <> 'SELECT'
      and t.name <> 'live.user_topic' $$,
    'look-ups only look, except for the counter of a person''s topic');
select is_empty($$
    select n.nspname, r.rolname from pg_namespace n, pg_roles r
    where n.nspname in (select distinct nspname from ours)
      and r.rolname in ('bw_app', 'bw_ingest', 'bw_etl', 'bellwether')
      and has_schema_privilege(r.oid, n.oid, 'create') $$,
    'no program makes objects');

-- --- words: :codes is the list of error codes in cgi/base/err.h
create temp table code as select unnest(string_to_array(:'codes', ' ')) as name;
select cmp_ok((select count(*) from code)::int, '>', 20, 'the error codes are known');
select is_empty($$
    select d.objoid, d.description from pg_description d
    where (d.classoid = 'pg_constraint'::regclass
           or d.classoid = 'pg_class'::regclass
              and d.objoid in (select oid from ours where relkind in ('i', 'I')))
      and d.objoid not in (select oid from pg_constraint where connamespace = 'tap'::regnamespace)
      and d.description ~ '^[a-z_]+$' and d.description not in (select name from code) $$,
    'a constraint''s comment is an error code that exists');
select is_empty($$
    select f.name, m[1] from functions f,
        regexp_matches(f.prosrc, 'BW000''[^;]*message *= *''([^'']*)''', 'g') as m
    where m[1] not in (select name from code) $$,
    'an error that a function raises exists');

select * from finish();
rollback;
