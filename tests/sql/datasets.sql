-- The life of a dataset, of its versions and of their parts, as the functions allow it.
\set QUIET on
\pset format unaligned
\pset tuples_only on
set client_min_messages = warning;
begin;
set local search_path = tap, public;
select * from no_plan();

\set t 00000000-0000-7000-8000-00000000000a
\set d 00000000-0000-7000-8000-0000000000d1
insert into tenants.tenant (id, slug, name) values (:'t', 'a', 'A');
select set_config('app.tenant', :'t', true) \g /dev/null
create function pg_temp.make(d uuid) returns void language sql as $$
    insert into datasets.dataset (tenant_id, id, name) values (app_tenant(), d, 'x');
    insert into datasets.version (tenant_id, dataset_id, version, mode, file_type, reads)
    values (app_tenant(), d, 1, 'replace', 'csv', array[1]);
    insert into datasets.upload (tenant_id, dataset_id, version, expires_at)
    values (app_tenant(), d, 1, now());
$$;
select pg_temp.make(:'d') \g /dev/null

-- every move that is not named changes nothing
create temp table moves (was text, becomes text);
insert into moves values ('created', 'queued'), ('created', 'error'), ('created', 'canceled'), ('queued', 'queued'),
    ('queued', 'processing'), ('queued', 'error'), ('queued', 'canceled'), ('processing', 'processing'),
    ('processing', 'queued'), ('processing', 'ready'), ('processing', 'error'), ('processing', 'canceled'),
    ('error', 'processing');
create function pg_temp.try(was text, becomes text) returns boolean language plpgsql as $$
begin
    update datasets.version set status = was;
    return datasets.move('00000000-0000-7000-8000-0000000000d1', 1, becomes);
end $$;
select is(pg_temp.try(a, b), exists (select from moves where was = a and becomes = b), a || ' to ' || b)
from unnest(array['created', 'queued', 'processing', 'ready', 'error', 'canceled']) a,
     unnest(array['created', 'queued', 'processing', 'ready', 'error', 'canceled']) b;

update datasets.version set status = 'processing', progress = '{}', error = '{}';
select datasets.must_move(:'d', 1, 'ready') \g /dev/null
select is((select row(progress, error, ready_at = now())::text from datasets.version),
          row(null::jsonb, null::jsonb, true)::text, 'ready: no progress, no error, the time');
select throws_ok(format('select datasets.must_move(%L, 1, %L)', :'d', 'queued'), 'BW000', 'bad_state',
                 'must_move insists');
update datasets.dataset set version = 2;
update datasets.version set status = 'error';
select is(datasets.move(:'d', 1, 'processing'), false, 'what another version has followed does not move');
update datasets.dataset set version = 1;
update datasets.version set status = 'processing';

-- what a version is like after a step
create function pg_temp.shown(d uuid) returns text language sql as $$
    select format('v%s of %s%s data %s: %s', s.version, o.last_version,
                  coalesce(' pending ' || (s.pending ->> 'version') || ' ' || (s.pending ->> 'status'), ''),
                  s.data_version,
                  (select string_agg(p.id || ' ' || p.state, ', ' order by p.id) from analytics.part p
                   where p.dataset_id = d))
    from datasets.shown s join datasets.dataset o on o.id = s.id where s.id = d
$$;
-- a version goes all the way, read into the parts
create function pg_temp.go(d uuid, v bigint, variadic parts bigint[]) returns void language plpgsql as $$
begin
    update datasets.upload set completed_at = now(), bytes = 10 where dataset_id = d and version = v;
    if (select status from datasets.version where dataset_id = d and version = v) = 'created' then
        perform datasets.must_move(d, v, 'queued');
        update datasets.version set bytes = 10 where dataset_id = d and version = v;
    end if;
    perform datasets.must_move(d, v, 'processing');
    insert into analytics.part (tenant_id, dataset_id, id, version) overriding system value
    select app_tenant(), d, p, v from unnest(parts) p;
    perform datasets.publish(d, v, parts, array(select 5 from unnest(parts)), array(select 7 from unnest(parts)),
                             '{"format":"wide"}', 3, 1, '2024-01-01', '2024-01-02');
end $$;
create function pg_temp.add(d uuid, mode text) returns bigint language sql as $$
    select datasets.add_version(d, uuid_v7(), mode, null, false, null, null, null, now())
$$;

\set e 00000000-0000-7000-8000-0000000000e1
select pg_temp.make(:'e') \g /dev/null
select throws_ok(format('select pg_temp.add(%L, %L)', :'e', 'replace'), 'BW000', 'version_pending',
                 'one at a time is on its way');
select pg_temp.go(:'e', 1, 101) \g /dev/null
select is(pg_temp.shown(:'e'), 'v1 of 1 data 2: 101 current', 'published');
select is(pg_temp.add(:'e', 'append'), 2::bigint, 'numbers go on');
select is(pg_temp.shown(:'e'), 'v1 of 2 pending 2 created data 2: 101 current', 'readers see the old one meanwhile');
select pg_temp.go(:'e', 2, 102) \g /dev/null
select is(pg_temp.shown(:'e'), 'v2 of 2 data 3: 101 current, 102 current', 'added');
select is((select row(base_version, row_count, reject_count, point_count, bytes, parts, reject_parts)::text
           from datasets.version where dataset_id = :'e' and version = 2),
          '(1,6,2,10,20,"{101,102}","{101,102}")', 'with what was there');
select pg_temp.add(:'e', 'replace') \g /dev/null
select pg_temp.go(:'e', 3, 103) \g /dev/null
select is(pg_temp.shown(:'e'), 'v3 of 3 data 4: 101 former, 102 former, 103 current', 'replaced');
select datasets.go_back(:'e', 1) \g /dev/null
select is(pg_temp.shown(:'e'), 'v1 of 3 data 5: 101 current, 102 former, 103 former', 'gone back');
select datasets.go_back(:'e', 1) \g /dev/null
select is(pg_temp.shown(:'e'), 'v1 of 3 data 5: 101 current, 102 former, 103 former', 'to where it is: nothing');
select datasets.go_back(:'e', 2) \g /dev/null
select throws_ok(format('select datasets.go_back(%L, 9)', :'e'), 'BW000', 'not_found', 'to nowhere');

-- while another is on its way
select pg_temp.add(:'e', 'append') \g /dev/null
select datasets.go_back(:'e', 3) \g /dev/null
select is(pg_temp.shown(:'e'), 'v3 of 4 pending 4 created data 7: 101 former, 102 former, 103 current',
          'what is on its way goes on');
select throws_ok(format('select datasets.go_back(%L, 4)', :'e'), 'BW000', 'bad_state', 'and is nothing to go to');
select pg_temp.go(:'e', 4, 104) \g /dev/null
select is(pg_temp.shown(:'e'), 'v4 of 4 data 8: 101 former, 102 former, 103 current, 104 current',
          'and is added to what is seen by then');
select is(datasets.files_of(:'e', 4), array[3, 4]::bigint[], 'its files');
select is(datasets.files_of(:'e', 2), array[1, 2]::bigint[], 'those of a former one');

-- one that fails, one that is canceled
select pg_temp.add(:'e', 'replace') \g /dev/null
select datasets.must_move(:'e', 5, 'queued'), datasets.must_move(:'e', 5, 'processing') \g /dev/null
insert into analytics.part (tenant_id, dataset_id, id, version) overriding system value values (:'t', :'e', 105, 5);
select datasets.fail(:'e', 5, '{"code":"x"}', 2, 105) \g /dev/null
select is(pg_temp.shown(:'e'),
          'v4 of 5 pending 5 error data 8: 101 former, 102 former, 103 current, 104 current, 105 dead', 'failed');
select pg_temp.add(:'e', 'replace') \g /dev/null
insert into jobs.job (tenant_id, id, kind, lane, payload, state, queue_at, lease_until) values
    (:'t', uuid_v7(), 'dataset.ingest', 1, format('{"datasetId":"%s","version":6}', :'e')::jsonb, 'ready', now(), null),
    (:'t', uuid_v7(), 'dataset.ingest', 1, format('{"datasetId":"%s","version":6}', :'e')::jsonb, 'running', now(), now()),
    (:'t', uuid_v7(), 'dataset.ingest', 1, format('{"datasetId":"%s","version":7}', :'e')::jsonb, 'ready', now(), null);
set local role bw_app;
select datasets.cancel(:'e') as canceled \gset
reset role;
select is(:canceled, 6, 'canceled');
select is((select count(*) from jobs.job), 2::bigint, 'with its entry in the queue, and no other job');
delete from jobs.job;
select throws_ok(format('select datasets.cancel(%L)', :'e'), 'BW000', 'bad_state', 'once');
select is((select pending ->> 'status' from datasets.shown where id = :'e'), 'canceled', 'which is told');

-- read again
select is(datasets.reingest(:'e', uuid_v7(), null, '{"timestamp":null}', null), 7::bigint, 'read again');
select is((select row(mode, status, reads, mapping)::text from datasets.version where dataset_id = :'e' and version = 7),
          '(reingest,queued,"{3,4}","{""timestamp"": null}")', 'all files that make it up');
select pg_temp.go(:'e', 7, 106, 107) \g /dev/null
select is(pg_temp.shown(:'e'),
          'v7 of 7 data 9: 101 former, 102 former, 103 former, 104 former, 105 dead, 106 current, 107 current',
          'into a part each, seen together');
select throws_ok(format('select datasets.reingest(%L, uuid_v7(), 5, null, null)', :'e'), 'BW000', 'file_gone',
                 'a file that never came cannot be read');

-- files that are removed take former points with them, never those that are seen
select datasets.file_removed(:'e', 3), datasets.file_removed(:'e', 1) \g /dev/null
select is((select string_agg(id || ' ' || state, ', ' order by id) from analytics.part where dataset_id = :'e'),
          '101 former, 102 former, 103 former, 104 former, 105 dead, 106 current, 107 current',
          'parts of versions to which one can go back stay');
select throws_ok(format('select datasets.go_back(%L, 3)', :'e'), 'BW000', 'version_gone', 'to the others nobody can');
select datasets.file_removed(:'e', 2), datasets.file_removed(:'e', 4) \g /dev/null
select is((select string_agg(id || ' ' || state, ', ' order by id) from analytics.part where dataset_id = :'e'),
          '101 dead, 102 dead, 103 dead, 104 dead, 105 dead, 106 current, 107 current', 'at last theirs die too');
select throws_ok(format('select datasets.reingest(%L, uuid_v7(), null, null, null)', :'e'), 'BW000', 'file_gone',
                 'and nothing can be read again');

-- parts that are merged
insert into analytics.part (tenant_id, dataset_id, id, version) overriding system value
values (:'t', :'e', 108, 7), (:'t', :'e', 109, 7);
select is(analytics.merge_parts(:'e', array[106, 107], 109, 10, 14), false, 'not before one that is begun');
delete from analytics.part where id = 108;
select is(analytics.merge_parts(:'e', array[106], 109, 5, 7), false, 'not out of order');
select is(analytics.merge_parts(:'e', array[106, 107], 109, 10, 14), true, 'merged');
select is((select parts from datasets.version where dataset_id = :'e' and version = 7), array[109]::bigint[],
          'the version is made of the new one');
select is((select string_agg(id || ' ' || state, ', ' order by id) from analytics.part where id >= 106),
          '106 dead, 107 dead, 109 current', 'and the old ones die');

-- what a view shows is what readers see
insert into analytics.series (tenant_id, id, dataset_id, metric, labels) overriding system value
values (:'t', 7, :'e', 'm', '{"a":"b"}');
insert into analytics.part_series select :'t', p, 7, 0, 1, 2, now(), now() from unnest(array[107, 109]) p;
insert into analytics.segment
select :'t', 7, p, 0, now(), now(), 2, 3, 1, 2, 1, 2, array[now(), now()], array[p, p + 1]
from unnest(array[107, 109]) p;
select results_eq('select v from analytics.points order by v', array[109, 110]::double precision[],
                  'points are those of the current part');
select throws_ok($$ insert into analytics.series (tenant_id, dataset_id, metric, labels)
                    select tenant_id, dataset_id, metric, labels from analytics.series $$, '23505', null,
                 'a series is there once');

-- a first version that failed is followed by another
\set f 00000000-0000-7000-8000-0000000000f1
select pg_temp.make(:'f') \g /dev/null
select datasets.cancel(:'f') \g /dev/null
select is((select row(status, version, pending, error ->> 'code', uploadable)::text from datasets.shown where id = :'f'),
          '(error,1,,canceled,f)', 'a first version that is canceled is an error');
select pg_temp.add(:'f', 'append') \g /dev/null
select is((select row(status, version, pending, uploadable)::text from datasets.shown where id = :'f'),
          '(created,2,,t)', 'the next one takes its place');
select datasets.set_mapping(:'f', '{"labels":[]}') \g /dev/null
select is((select mapping from datasets.shown where id = :'f'), '{"labels":[]}'::jsonb, 'and can be mapped');
select pg_temp.go(:'f', 2, 120) \g /dev/null
select throws_ok(format('select datasets.set_mapping(%L, null)', :'f'), 'BW000', 'bad_state', 'until it is here');
select is(pg_temp.shown(:'f'), 'v2 of 2 data 2: 120 current', 'to be added to nothing is to be it');

-- holding
update datasets.dataset set deleted_at = now() - interval '5 min' where id = :'d';
select throws_ok(format('select datasets.hold(%L)', :'d'), 'BW000', 'not_found', 'a deleted dataset is not there');
select throws_ok(format('select datasets.held(%L)', :'d'), 'BW000', 'not_found', 'for no change');
select lives_ok(format('select datasets.hold(%L, 10)', :'d'), 'but can be restored for a while');
select throws_ok(format('select datasets.hold(%L, 5)', :'d'), 'BW000', 'not_found', 'and then no more');
select is(datasets.move(:'d', 1, 'queued'), false, 'and does not move');
select is(datasets.begin_purge(:'d', 10), null, 'nor is it purged before that');
select is(datasets.begin_purge(:'d', 5), 1::bigint, 'then it is');
select throws_ok(format('select datasets.hold(%L, 10)', :'d'), 'BW000', 'not_found', 'and cannot be restored from then on');
select is(datasets.begin_purge(:'e', 0), null, 'one that is not deleted is not purged');

select * from finish();
rollback;
