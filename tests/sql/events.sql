-- Keeping events: what is late, what a payload has, which months go, what goes of a tenant.
\set QUIET on
\pset format unaligned
\pset tuples_only on
set client_min_messages = warning;
begin;
set local search_path = tap, public;
select * from no_plan();

\set a 00000000-0000-7000-8000-00000000000a
\set b 00000000-0000-7000-8000-00000000000b
insert into tenants.tenant (id, slug, name) values (:'a', 'keeps-a', 'A'), (:'b', 'keeps-b', 'B');

-- --- reading
select is(events.time_of(events.id_at('2026-03-04 05:06:07.089+00')), '2026-03-04 05:06:07.089+00'::timestamptz,
          'an id tells its moment');
select is(array(select events.late(events.id_at('2026-03-04 12:00+00'), '2026-03-04 12:00+00'::timestamptz + d::interval)
                from unnest('{24 h, 0, -59 min, -3599 s, -3601 s, -400 days}'::text[]) as d),
          array[false, false, false, false, true, true], 'late is what came more than an hour after it happened');
select is(array(select events.payload_has(p::jsonb, q)
                from (values ('{"a":{"b":1}}', '{a.b,1}'::text[]), ('{"a.b":"x"}', '{a.b,x}'), ('{"a":true}', '{a,true}'),
                             ('{"a":null}', '{a,null}'), ('[1]', '{0,1}'), ('"a"', '{a,a}'), ('{"a":{"b":1}}', '{a,"{\"b\": 1}"}')) v (p, q)),
          array[true, true, true, null, true, null, true], 'a key or a path leads to its text');

-- --- partitions
select ok(bool_and(upkeep.event_partition(at)), 'old months are made')
    from unnest(array['2020-01-15', '2020-02-15', '2020-03-15']::timestamptz[]) as at;
select is(upkeep.detach_events('2020-01-31'), 'none', 'a month that has not ended stays');
select is(upkeep.detach_events('2020-02-29 23:59:59+00'), 'event_2020_01', 'the oldest goes first');
select is(upkeep.detach_events('2020-02-29 23:59:59+00'), 'none', 'and no other');
select is(upkeep.drop_detached_events(), 1, 'what is detached is dropped');
select is(upkeep.drop_detached_events(), 0, 'once');
select ok(to_regclass('events.event_2020_01') is null and to_regclass('events.event_2020_02') is not null, 'nothing else is');
select is(upkeep.detach_events('2020-04-01'), 'event_2020_02', 'then the next');
select is(upkeep.detach_events('2020-04-01'), 'event_2020_03', 'and the next');
select ok(upkeep.event_partition('2020-02-15') is false, 'a month that is detached is not made again beside it');
select is(upkeep.drop_detached_events(), 2, 'both are dropped');

-- --- what it takes on the disk
insert into events.event (tenant_id, id, type, occurred_at, payload)
select case when g <= 300 then :'a' else :'b' end::uuid, events.id_at(now() - g * interval '1 ms'), 't', now(), to_jsonb(repeat('x', 500))
from generate_series(1, 400) g;
insert into billing.usage (tenant_id, day, key_id, slot, events)
values (:'a', (now() at time zone 'UTC')::date, '00000000-0000-0000-0000-000000000000', 0, 300),
       (:'b', (now() at time zone 'UTC')::date, '00000000-0000-0000-0000-000000000000', 0, 100);
analyze events.event;
select is(round(events.bytes_of(:'a') / events.bytes_of(:'b')::numeric), 3::numeric, 'three quarters of the rows are three quarters of the bytes');
select cmp_ok(events.bytes_of(:'a'), '>', 100000::bigint, 'which are told');
select is(events.bytes_of('00000000-0000-7000-8000-0000000000ff'), 0::bigint, 'nobody''s take none');

-- --- keys
\set k '00000000-0000-4000-8000-000000000001'
select set_config('test.first', uuid_v7()::text, true), set_config('test.second', uuid_v7()::text, true) \g /dev/null
create function pg_temp.claim(id text) returns text language sql as $$
    select coalesce(string_agg(c.event_id::text, ' '), 'new')
    from events.claim(array['00000000-0000-7000-8000-00000000000a'::uuid], array['00000000-0000-4000-8000-000000000001'::uuid],
                      array[id::uuid], array[null::bytea], now() - interval '24 hours') c $$;
select is(pg_temp.claim(current_setting('test.first')), 'new', 'a key is new');
select is(pg_temp.claim(current_setting('test.second')), current_setting('test.first'), 'then it is the first event''s');
update events.seen set created_at = now() - interval '24 hours 1 second';
select is(pg_temp.claim(current_setting('test.second')), 'new', 'older than a day it is new, though nothing has swept it');
select is(pg_temp.claim(current_setting('test.first')), current_setting('test.second'), 'and it is the second event''s from then on');

select * from finish();
rollback;
