-- What migration 0001 gives everybody: who is asking, ids, topic counters, idempotency.
\set QUIET on
\pset format unaligned
\pset tuples_only on
set client_min_messages = warning;
begin;
set local search_path = tap, public;
select * from no_plan();

select is(app_tenant(), null, 'no tenant before it is set');
select set_config('app.tenant', '', true), set_config('app.user', '', true) \g /dev/null
select is(app_tenant(), null, 'an empty tenant is none');
select is(app_user(), null, 'an empty user is none');
select set_config('app.tenant', '00000000-0000-7000-8000-00000000000a', true),
       set_config('app.user', '00000000-0000-7000-8000-0000000000aa', true) \g /dev/null
select is(app_tenant(), '00000000-0000-7000-8000-00000000000a', 'the tenant');
select is(app_user(), '00000000-0000-7000-8000-0000000000aa', 'the user');

select matches(uuid_v7()::text, '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-',
               'a UUIDv7 has its version and variant');
select ok(abs(('x' || translate(left(uuid_v7()::text, 13), '-', ''))::bit(48)::bigint
              - extract(epoch from clock_timestamp()) * 1000) < 60000, 'and the time');
select is((select count(distinct uuid_v7()) from generate_series(1, 10000)), 10000::bigint,
          'and is unique');

select is(live.bump('tenant:x'), 1::bigint, 'a counter begins at 1');
select is(live.bump('tenant:x'), 2::bigint, 'and rises');
select is(live.bump('dashboard:y'), 1::bigint, 'each by itself');
select is(live.bump('user:00000000-0000-7000-8000-0000000000aa'), 1::bigint, 'a person''s');
select is(live.bump('user:00000000-0000-7000-8000-0000000000bb'), 1::bigint, 'another person''s');
select set_eq($$ select topic, seq from live.seqs(array['tenant:x', 'dashboard:y', 'tenant:none',
                     'user:00000000-0000-7000-8000-0000000000aa',
                     'user:00000000-0000-7000-8000-0000000000bb']) $$,
    $$ values ('tenant:x', 2::bigint), ('dashboard:y', 1), ('tenant:none', 0),
              ('user:00000000-0000-7000-8000-0000000000aa', 1),
              ('user:00000000-0000-7000-8000-0000000000bb', 0) $$,
    'counters are read, only the own ones');
select set_config('app.tenant', '00000000-0000-7000-8000-00000000000b', true) \g /dev/null
select is(live.bump('tenant:x'), 1::bigint, 'another tenant has its own counters');
select throws_ok($$ select live.bump('user:nonsense') $$, '22P02', null, 'not a person');
select set_config('app.tenant', '', true) \g /dev/null
select throws_ok($$ select live.bump('tenant:x') $$, '23502', null, 'no tenant, no counter');

select set_config('app.tenant', '00000000-0000-7000-8000-00000000000a', true) \g /dev/null
prepare claim as select idempotency_claim($1, $2, $3);
select lives_ok($$ execute claim('k', 'hash', '00000000-0000-7000-8000-000000000001') $$,
                'a key is claimed');
select throws_ok($$ execute claim('k', 'hash', '00000000-0000-7000-8000-000000000002') $$,
                 'BW000', 'repeated', 'a repeat says so');
select throws_ok($$ execute claim('k', 'other', '00000000-0000-7000-8000-000000000002') $$,
                 'BW000', 'idempotency_conflict', 'another body is a conflict');
select lives_ok($$ execute claim('l', 'hash', '00000000-0000-7000-8000-000000000002') $$,
                'another key is free');
update idempotency set created_at = now() - interval '25 hours' where key = 'k';
select lives_ok($$ execute claim('k', 'other', '00000000-0000-7000-8000-000000000003') $$,
                'after a day the key is free again');
select is((select object_id from idempotency where key = 'k'),
          '00000000-0000-7000-8000-000000000003', 'and names the new object');
select set_config('app.tenant', '', true) \g /dev/null
select lives_ok($$ execute claim('k', 'hash', '00000000-0000-7000-8000-000000000004') $$,
                'without a tenant the key is the person''s');
select is((select count(*) from idempotency where key = 'k'), 2::bigint, 'apart from the tenant''s');

select * from finish();
rollback;
