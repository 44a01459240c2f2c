-- The life of a dataset and of its parts, as the functions allow it.
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
insert into datasets.dataset (tenant_id, id, name, file_type) values (:'t', :'d', 'x', 'csv');

-- every move that is not named changes nothing
create temp table moves (was text, becomes text);
insert into moves values ('created', 'queued'), ('created', 'error'), ('queued', 'queued'), ('queued', 'processing'),
    ('queued', 'error'), ('processing', 'processing'), ('processing', 'queued'), ('processing', 'ready'),
    ('processing', 'error'), ('error', 'processing');
create function pg_temp.try(was text, becomes text) returns boolean language plpgsql as $$
begin
    update datasets.dataset set status = was;
    return datasets.move(app_tenant(), '00000000-0000-7000-8000-0000000000d1', becomes);
end $$;
select is(pg_temp.try(a, b), exists (select from moves where was = a and becomes = b), a || ' to ' || b)
from unnest(array['created', 'queued', 'processing', 'ready', 'error']) a,
     unnest(array['created', 'queued', 'processing', 'ready', 'error']) b;

update datasets.dataset set status = 'processing', progress = '{}', error = '{}';
select datasets.must_move(:'t', :'d', 'ready') \g /dev/null
select is((select row(progress, error, ready_at = now())::text from datasets.dataset),
          row(null::jsonb, null::jsonb, true)::text, 'ready: no progress, no error, the time');
select throws_ok(format('select datasets.must_move(%L, %L, %L)', :'t', :'d', 'queued'), 'BW000', 'bad_state',
                 'must_move insists');

-- parts
insert into analytics.part (tenant_id, dataset_id, id, version) overriding system value
values (:'t', :'d', 1, 1), (:'t', :'d', 2, 1);
select analytics.publish(:'t', :'d', 1, 10, 100) \g /dev/null
select is((select row(state, points, bytes)::text from analytics.part where id = 1), '(current,10,100)', 'published');
select analytics.publish(:'t', :'d', 2, 20, 200) \g /dev/null
select is((select string_agg(state, ' ' order by id) from analytics.part), 'dead current', 'one takes over from the other');
select throws_ok(format('select analytics.publish(%L, %L, 1, 1, 1)', :'t', :'d'), 'BW000', 'bad_state',
                 'a dead part does not come back');

-- what a view shows is what readers see
insert into analytics.series (tenant_id, id, dataset_id, metric, labels) overriding system value
values (:'t', 7, :'d', 'm', '{"a":"b"}');
insert into analytics.part_series select :'t', p, 7, 0, 1, 2, now(), now() from unnest(array[1, 2]) p;
insert into analytics.segment
select :'t', 7, p, 0, now(), now(), 2, 3, 1, 2, 1, 2, array[now(), now()], array[p, p + 1]
from unnest(array[1, 2]) p;
select results_eq('select v from analytics.points order by v', array[2, 3]::double precision[],
                  'points are those of the current part');
select throws_ok($$ insert into analytics.series (tenant_id, dataset_id, metric, labels)
                    select tenant_id, dataset_id, metric, labels from analytics.series $$, '23505', null,
                 'a series is there once');

-- holding
update datasets.dataset set deleted_at = now() - interval '5 min';
select throws_ok(format('select datasets.hold(%L)', :'d'), 'BW000', 'not_found', 'a deleted dataset is not there');
select lives_ok(format('select datasets.hold(%L, 10)', :'d'), 'but can be restored for a while');
select throws_ok(format('select datasets.hold(%L, 5)', :'d'), 'BW000', 'not_found', 'and then no more');
select is(datasets.move(:'t', :'d', 'queued'), false, 'and does not move');

select * from finish();
rollback;
