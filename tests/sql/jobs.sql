-- The queue's functions: enqueue, fairness, fencing, burying.
\set QUIET on
\pset format unaligned
\pset tuples_only on
set client_min_messages = warning;
begin;
set local search_path = tap, public;
select * from no_plan();

\set a 00000000-0000-7000-8000-00000000000a
\set b 00000000-0000-7000-8000-00000000000b
\set j 00000000-0000-7000-8000-0000000000f1
select set_config('app.tenant', :'a', true) \g /dev/null

select jobs.enqueue(:'j', 'nothing', 0, '{"x":1}', 0, 'r1') \g /dev/null
select is((select row(tenant_id::text, kind, lane, state, attempts, request_id, run_at)::text from jobs.job
           where id = :'j'),
          row(:'a'::text, 'nothing', 0, 'ready', 0, 'r1', null::timestamptz)::text,
          'a job is ready, for the tenant that is set');
select ok((select queue_at from jobs.job where id = :'j') = now() + interval '5 ms', 'and queues at once');
select throws_ok($$ select jobs.enqueue(uuid_v7(), 'nothing', 0, '{}', 0, null)
                    from (select set_config('app.tenant', '', true)) x $$, '23502', null, 'no tenant, no job');
select set_config('app.tenant', :'a', true) \g /dev/null

select count(*) from generate_series(1, 100) g,
    lateral (select jobs.enqueue(uuid_v7(), 'nothing', 0, '{}', 0 * g, null)) x \g /dev/null
select is((select max(queue_at) from jobs.job where tenant_id = :'a'), now() + 101 * interval '5 ms',
          'each further one 5 ms behind');
select set_config('app.tenant', :'b', true) \g /dev/null
select jobs.enqueue(uuid_v7(), 'nothing', 0, '{}', 0, null) \g /dev/null
select ok((select queue_at from jobs.job where tenant_id = :'b')
          < (select queue_at from jobs.job where tenant_id = :'a' order by queue_at offset 2 limit 1),
          'another tenant''s goes between');
select jobs.enqueue(uuid_v7(), 'later', 0, '{}', 60000, null) \g /dev/null
select is((select state || ' ' || (run_at = now() + interval '1 min') from jobs.job where kind = 'later'),
          'delayed true', 'a delayed one waits');

update jobs.job set state = 'running', attempts = 2, lease_until = now() + interval '1 min' where id = :'j';
select throws_ok(format('select jobs.done(%L, %L, 1)', :'a', :'j'), 'BW000', 'bad_state',
                 'an older attempt cannot acknowledge');
select throws_ok(format('select jobs.bury(%L, %L, 1, %L)', :'a', :'j', 'x'), 'BW000', 'bad_state', 'nor bury');
select throws_ok(format('select jobs.done(%L, %L, 2)', :'b', :'j'), 'BW000', 'bad_state', 'nor another tenant');
savepoint held;
select jobs.bury(:'a', :'j', 2, 'broken') \g /dev/null
select is((select row(state, last_error, payload, lease_until)::text from jobs.job where id = :'j'),
          row('dead', 'broken', '{"x":1}'::jsonb, null::timestamptz)::text, 'a dead job keeps payload and error');
rollback to held;
select jobs.done(:'a', :'j', 2) \g /dev/null
select is((select count(*) from jobs.job where id = :'j'), 0::bigint, 'the holder acknowledges: it is gone');

set local role bw_app;
select set_config('app.tenant', :'b', true) \g /dev/null
select count(*) as foreign_jobs from jobs.job where tenant_id = :'a' \gset
select count(*) as own_jobs from jobs.job \gset
reset role;
select is(:foreign_jobs, 0, 'the API sees no other tenant''s jobs');
select is(:own_jobs, 2, 'only its own');
insert into jobs.job (tenant_id, id, kind, lane, payload, state, queue_at, lease_until) values
    (app_tenant(), uuid_v7(), 'dataset.ingest', 1, '{}', 'ready', now(), null),
    (app_tenant(), uuid_v7(), 'dataset.ingest', 1, '{}', 'running', now(), now());
select ok(not has_table_privilege('bw_app', 'jobs.job', 'update'), 'it changes none');
set local role bw_app;
delete from jobs.job;
reset role;
select results_eq('select kind, state from jobs.job where tenant_id = app_tenant() order by kind, state',
                  $$ values ('dataset.ingest', 'running'), ('later', 'delayed'), ('nothing', 'ready') $$,
                  'and removes only files that wait to be read');
select ok(not has_function_privilege('bw_app', 'jobs.done(uuid, uuid, integer)', 'execute'), 'and acknowledges none');

select * from finish();
rollback;
