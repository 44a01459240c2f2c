-- The folder's functions: series and their cap, totals, points, closing; the overview's windows in every
-- kind of zone.
\set QUIET on
\pset format unaligned
\pset tuples_only on
set client_min_messages = warning;
begin;
set local search_path = tap, public;
select * from no_plan();

\set a 00000000-0000-7000-8000-00000000000a
\set b 00000000-0000-7000-8000-00000000000b
insert into tenants.tenant (id, name, slug) values (:'a', 'A', 'fold-a'), (:'b', 'B', 'fold-b');

-- --- series

-- (made first: a statement does not see what its functions insert)
select events.fold_series(array_fill(:'a'::uuid, array[4]), '{x,x,y,NULL}', '{"{}","{}","{\"k\":\"1\"}","{}"}') \g /dev/null
select results_eq(
    format($$ select place, s.metric, s.labels, f.total_id = -f.series_id
              from events.fold_series(array[%1$L,%1$L,%1$L,%1$L]::uuid[], '{x,x,y,NULL}',
                                      '{"{}","{}","{\"k\":\"1\"}","{}"}') f
              join analytics.series s on s.id = f.series_id order by place $$, :'a'),
    $$ values (1, 'x', '{}'::jsonb, null::boolean), (2, 'x', '{}', null), (3, 'y', '{"k":"1"}', null) $$,
    'a series for each type and labels, once, and none for rejected events');
select is_empty($$ select events.fold_series(array['00000000-0000-7000-8000-0000000000ff']::uuid[], '{x}', '{"{}"}') $$,
    'a tenant that is gone has none');
select is((select row(d.kind, d.name, p.live, p.state)::text from datasets.dataset d
           join analytics.part p on p.tenant_id = d.tenant_id and p.dataset_id = d.id where d.tenant_id = :'a'),
          '(events,Events,t,current)', 'the dataset came with them');

-- one point of 9:00 in the tail of x, then a second series: the total begins as the first one's copy
create function pg_temp.point(tenant uuid, series bigint, at timestamptz, v float8) returns void
    language sql
    as $$ select events.fold_points(array[tenant], array[series], array[date_trunc('minute', at)], '{1}',
                                    array[v], array[v], array[v], array[v], array[v], array[at], array[at],
                                    array[null::bytea]) $$;
select id as x1 from analytics.series where tenant_id = :'a' and metric = 'x' \gset
select pg_temp.point(:'a', :x1, '2026-03-01 09:00:10+00', 5) \g /dev/null
select events.fold_series(array[:'a']::uuid[], '{x}', '{"{\"k\":\"2\"}"}') \g /dev/null
select is((select row(series, series_ids, total_id, n)::text from analytics.part_metric
           where tenant_id = :'a' and metric = 'x'), format('(2,,-%s,1)', :x1), 'a second series makes a total');
select is((select row(n, sum)::text from events.tail where tenant_id = :'a' and series_id = -:x1), '(1,5)',
          'which begins as the first one''s copy');
select pg_temp.point(:'a', :x1, '2026-03-01 09:00:50+00', 1) \g /dev/null
select pg_temp.point(:'a', :x1, '2026-03-01 09:00:05+00', 9) \g /dev/null
select is((select row(n, sum, min, max, first, last)::text from events.tail where tenant_id = :'a' and series_id = :x1),
          '(3,15,1,9,9,1)', 'points of a minute are merged, by their times');

-- --- the cap

update events.tally set series = 9999 where tenant_id = :'a';
select events.fold_series(array_fill(:'a'::uuid, array[5]), '{x,x,x,z,y}',
    '{"{\"k\":\"3\"}","{\"k\":\"4\"}","{\"k\":\"5\"}","{}","{\"k\":\"9\"}"}') \g /dev/null
select results_eq(
    format($$ select place, s.metric, s.labels
              from events.fold_series(array_fill(%L::uuid, array[5]), '{x,x,x,z,y}',
                                      '{"{\"k\":\"3\"}","{\"k\":\"4\"}","{\"k\":\"5\"}","{}","{\"k\":\"9\"}"}') f
              join analytics.series s on s.id = f.series_id order by place $$, :'a'),
    $$ values (1, 'x', '{"k":"3"}'::jsonb), (2, 'x', '{"k":"__other__"}'), (3, 'x', '{"k":"__other__"}'),
              (4, '__other__', '{}'), (5, 'y', '{"k":"__other__"}') $$,
    'beyond the cap labels are others, and types that are not known');
select is((select plan -> 'notes' -> 0 ->> 'code' from datasets.version where tenant_id = :'a'), 'series_capped',
          'and the dataset says so');

-- --- closing

select pg_temp.point(:'a', :x1, '2026-03-01 10:01:00+00', 2) \g /dev/null
select part_id as part from events.tally where tenant_id = :'a' \gset
select is((select row(series_id, t, n)::text from events.closing_end(:'a', '2026-03-01 10:00+00', 100)),
          format('(%s,"2026-03-01 09:00:00+00",2)', :x1), 'rows of hours that are over, the total first');
select events.close_points(:'a', :part, '2026-03-01 10:00+00', :x1, '2026-03-01 09:00:00+00') \g /dev/null
select results_eq(
    format($$ select level::int, t0, n, sum, first, last from analytics.rollup
              where tenant_id = %L and series_id = %s order by level $$, :'a', :x1),
    $$ values (1, '2026-03-01 09:00+00'::timestamptz, '{3}'::bigint[], '{15}'::float8[], '{9}'::float8[], '{1}'::float8[]),
              (2, '2026-03-01 09:00+00', '{3}', '{15}', '{9}', '{1}'), (3, '2026-03-01 09:00+00', '{3}', '{15}', '{9}', '{1}'),
              (4, '2026-03-01 00:00+00', '{3}', '{15}', '{9}', '{1}') $$,
    'they become chunks of all levels');
select results_eq(format($$ select t from events.tail where tenant_id = %L and series_id = %s $$, :'a', :x1),
    $$ values ('2026-03-01 10:01:00+00'::timestamptz) $$, 'and what is open stays');

-- --- the overview

insert into events.minute values
    (:'b', '2026-10-25 00:30+00', 'a', 1), (:'b', '2026-10-25 01:30+00', 'a', 10),
    (:'b', '2026-10-24 22:30+00', 'b', 100), (:'b', '2026-10-24 21:30+00', 'b', 1000),
    (:'b', '2026-03-29 00:59+00', 'c', 7), (:'b', '2026-03-29 01:00+00', 'c', 70),
    (:'b', '2026-06-15 18:29+00', 'd', 3), (:'b', '2026-06-15 18:30+00', 'd', 30);
create function pg_temp.view(zone text, at timestamptz, name text) returns text
    language sql
    as $$ select (select string_agg(x, ',' order by i) from jsonb_array_elements_text(o.segments -> name) with ordinality as e (x, i)
                  where i > jsonb_array_length(o.segments -> name) - 4)
          from events.overview('00000000-0000-7000-8000-00000000000b', zone, at) as o $$;

select is(pg_temp.view('Europe/Berlin', '2026-10-25 12:00+00', 'week'), '0,0,1000,111', 'the day with 25 hours is one day');
select is(pg_temp.view('Europe/Berlin', '2026-10-25 02:15+00', 'day'), '0,1,10,0', 'the hour that comes twice is two');
select is(pg_temp.view('Europe/Berlin', '2026-03-29 02:10+00', 'day'), '0,7,70,0', 'and the hour that is left out is none');
select is(pg_temp.view('Europe/Berlin', '2026-03-29 23:00+00', 'week'), '0,0,77,0', 'of a day of 23 hours');
select is(pg_temp.view('Asia/Kolkata', '2026-06-15 19:00+00', 'week'), '0,0,3,30', 'days of a half-hour zone begin between hours');
select is(pg_temp.view('Asia/Kolkata', '2026-06-15 18:40+00', 'day'), '0,0,3,30', 'and so do its hours');
select is(pg_temp.view('Asia/Kathmandu', '2026-06-15 18:40+00', 'day'), '0,0,0,33', 'those of a quarter-hour zone elsewhere');
select is(pg_temp.view('UTC', '2026-06-15 18:31:59+00', 'hour'), '0,3,30,0', 'minutes end with the running one');

create temp table before on commit drop as
select z.zone, o.* from unnest('{UTC,Europe/Berlin,Asia/Kolkata,Asia/Kathmandu}'::text[]) as z (zone),
     lateral events.overview(:'b', z.zone, '2026-10-25 12:00+00') as o;
select is(events.close_minutes(:'b', '2026-10-25 09:00+00', 1000), 8::bigint, 'minutes of closed hours are taken');
select results_eq(
    format($$ select z.zone, o.* from unnest('{UTC,Europe/Berlin,Asia/Kolkata,Asia/Kathmandu}'::text[]) as z (zone),
              lateral events.overview(%L, z.zone, '2026-10-25 12:00+00') as o $$, :'b'),
    $$ select * from before $$, 'and the overview is the same in every zone');
select is((select o.top_types -> 'week' from events.overview(:'b', 'UTC', '2026-10-25 12:00+00') as o),
          '[{"type":"b","count":1100,"previous":0},{"type":"a","count":11,"previous":0}]'::jsonb, 'types, the most frequent first');
select is((select o.previous ->> 'week' from events.overview(:'b', 'UTC', '2026-11-01 12:00+00') as o), '1111',
          'the week before');

select * from finish();
rollback;
