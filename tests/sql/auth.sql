-- People and their sessions under row-level security, and the rules of workspaces that only the
-- database can keep.
\set QUIET on
\pset format unaligned
\pset tuples_only on
set client_min_messages = warning;
begin;
set local search_path = tap, public;
select plan(41);

\set ann '\'00000000-0000-7000-8000-0000000000a1\''
\set bob '\'00000000-0000-7000-8000-0000000000b1\''
\set eve '\'00000000-0000-7000-8000-0000000000e1\''
\set one '\'00000000-0000-7000-8000-000000000001\''
\set two '\'00000000-0000-7000-8000-000000000002\''
\set s1 '\'00000000-0000-7000-8000-0000000000c1\''
\set s2 '\'00000000-0000-7000-8000-0000000000c2\''
\set i1 '\'00000000-0000-7000-8000-0000000000d1\''
\set hash '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\''

insert into auth.user (id, email, name, password_hash) values
    (:ann, 'Ann@example.org', 'Ann', 'hash of ann'), (:bob, 'bob@example.org', 'Bob', 'hash of bob'),
    (:eve, 'eve@example.org', 'Eve', 'hash of eve');
insert into auth.session (id, user_id, seed, expires_at) values
    (:s1, :ann, decode(:hash, 'hex'), now() + interval '1 day'),
    (:s2, :bob, decode(:hash, 'hex'), now() + interval '1 day');
insert into tenants.tenant (id, slug, name) values (:one, 'one', 'One'), (:two, 'two', 'Two');
insert into tenants.member (tenant_id, user_id, role) values
    (:one, :ann, 'owner'), (:one, :bob, 'viewer'), (:two, :eve, 'owner');
insert into tenants.invitation (tenant_id, id, email, role, token_hash, expires_at) values
    (:one, :i1, 'eve@example.org', 'editor', decode(:hash, 'hex'), now() + interval '1 day');
insert into tenants.api_key (tenant_id, id, name, prefix, secret_hash, scopes) values
    (:one, :i1, 'key', 'abc', decode(:hash, 'hex'), '{datasets:read}');
insert into tenants.audit (tenant_id, id, action) values (:one, :i1, 'tenant.created');

-- Sets who asks.
create function pg_temp.as(person text, tenant text default '') returns void language sql as
    $$ select set_config('app.user', person, true), set_config('app.tenant', tenant, true) $$;
grant usage on schema tap to bw_app;
grant execute on all functions in schema tap to bw_app;
grant all on all tables in schema tap to bw_app;
grant usage on all sequences in schema tap to bw_app;
do $$ begin execute format('grant usage on schema %I to bw_app', (select nspname from pg_namespace where oid = pg_my_temp_schema())); end $$;
grant all on all tables in schema pg_temp to bw_app;
grant all on all sequences in schema pg_temp to bw_app;
set local role bw_app;

select pg_temp.as('');
select is_empty('select id from auth.user', 'nobody sees no person');
select is_empty('select id from auth.session', 'nor a session');
select is_empty('select id from tenants.tenant', 'nor a workspace');
select pg_temp.as(:ann);
select results_eq('select name from auth.user', array['Ann'], 'a person sees oneself');
select results_eq('select id from auth.session', array[:s1::uuid], 'and the own sessions');
select is_empty(format('update auth.session set revoked_at = now() where id = %L returning id', :s2),
                'and ends no other');
select is_empty(format('update auth.user set name = ''X'' where id = %L returning id', :bob),
                'and renames no other');
select throws_like(format('insert into auth.audit (id, user_id, action) values (%L, %L, ''x'')', :i1, :bob),
                   '%row-level security%', 'and writes no line into another''s log');
select pg_temp.as(:ann, :one);
select results_eq('select name from auth.user order by name', array['Ann', 'Bob'],
                  'in a workspace one sees its members');
select is_empty(format('update auth.user set name = ''X'' where id = %L returning id', :bob),
                'but changes them not');
select pg_temp.as(:ann, :two);
select results_eq('select name from auth.user order by name', array['Ann', 'Eve'],
                  'what a program sets counts, so programs check the membership');

select throws_like('select password_hash from auth.user', '%permission denied%', 'the hash is not for handlers');
select throws_like('select seed from auth.session', '%permission denied%', 'nor the seed');
select pg_temp.as(:ann, :one);
select throws_like('update tenants.tenant set status = ''active''', '%permission denied%', 'nobody changes the own status');
select throws_like('update tenants.tenant set plan = ''gold''', '%permission denied%', 'or plan');
select throws_like('delete from tenants.tenant', '%permission denied%', 'or deletes a workspace');
select throws_like('update tenants.audit set action = ''x''', '%permission denied%', 'the log is not changed');
select throws_like('delete from tenants.audit', '%permission denied%', 'and not cut');
select is_empty(format('update tenants.tenant set name = ''X'' where id = %L returning id', :two),
                'another workspace is not renamed');

-- before anybody is known
select pg_temp.as('');
select results_eq('select password_hash from lookup.user_by_email(''ANN@EXAMPLE.ORG'')', array['hash of ann'],
                  'a person is found by address in any case');
select is_empty('select * from lookup.user_by_email(''ann'')', 'and by nothing less');
select is_empty('select * from lookup.own_password()', 'nobody has no password');
select is_empty('select * from lookup.my_tenants()', 'and no workspaces');
select pg_temp.as(:bob);
select results_eq('select slug || role from lookup.my_tenants()', array['oneviewer'], 'one''s workspaces, with the role');
select results_eq('select password_hash from lookup.own_password()', array['hash of bob'], 'one''s own hash');
select pg_temp.as('');
select row_eq(format('select alive, role, status from lookup.session_state(%L, %L, %L)', :s1, :ann, :one),
              row(true, 'owner'::text, 'active'::text), 'a session in its workspace');
select row_eq(format('select alive, role, status from lookup.session_state(%L, %L, %L)', :s1, :ann, :two),
              row(true, null::text, null::text), 'in another one: no role');
select row_eq(format('select alive, role, status from lookup.session_state(%L, %L, null)', :s1, :bob),
              row(false, null::text, null::text), 'the session of somebody else is none');
select results_eq('select status from lookup.keys_by_prefix(''abc'')', array['active'], 'a key by its prefix');
select results_eq(format('select open from lookup.invitation_by_hash(%L)', :hash), array[true], 'an invitation by its hash');

-- owners
select pg_temp.as(:ann, :one);
select throws_ok(format('update tenants.member set role = ''admin'' where user_id = %L', :ann), 'BW000', 'last_owner',
                 'the last owner stays owner');
select throws_ok(format('delete from tenants.member where user_id = %L', :ann), 'BW000', 'last_owner', 'and stays');
select lives_ok(format('update tenants.member set role = ''owner'' where user_id = %L', :bob), 'a second one');
select lives_ok(format('delete from tenants.member where user_id = %L', :ann), 'lets the first one go');
select throws_ok(format('update tenants.member set role = ''king'' where user_id = %L', :bob), '23514', null,
                 'there are four roles');

-- invitations
select pg_temp.as(:eve, :two);
select throws_ok(format('select tenants.accept_invitation(%L, %L)', :i1, :eve), 'BW000', 'invitation_over',
                 'an invitation is not taken up in another workspace');
select pg_temp.as(:eve, :one);
select results_eq(format('select tenants.accept_invitation(%L, %L)', :i1, :eve), array['editor'], 'but in its own');
select throws_ok(format('select tenants.accept_invitation(%L, %L)', :i1, :eve), 'BW000', 'invitation_over', 'once');
select results_eq(format('select role from tenants.member where user_id = %L', :eve), array['editor'], 'with its role');
reset role;
update tenants.invitation set accepted_at = null, expires_at = now();
set local role bw_app;
select throws_ok(format('select tenants.accept_invitation(%L, %L)', :i1, :eve), 'BW000', 'invitation_over', 'and in time');
reset role;
select throws_ok('insert into auth.user (id, email, name, password_hash) values (gen_random_uuid(), ''ANN@example.org'', ''A'', ''h'')',
                 '23505', null, 'an address belongs to one person');

select * from finish();
rollback;
