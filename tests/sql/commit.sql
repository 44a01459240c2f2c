-- Keys of events, partitions, and the quota that committers share.
\set QUIET on
\pset format unaligned
\pset tuples_only on
set client_min_messages = warning;
begin;
set local search_path = tap, public;
select * from no_plan();
\set a '''00000000-0000-7000-8000-00000000000a'''
\set b '''00000000-0000-7000-8000-00000000000b'''
\set month '''2026-11-01'''

-- foreign keys are triggers
set local session_replication_role = replica;
insert into billing.subscription (tenant_id, hard) values (:a, 100);

-- --- ids and partitions
select is(events.time_of(events.id_at('2026-11-21 08:00:00.123Z')), '2026-11-21 08:00:00.123Z'::timestamptz,
          'the time of an id is the moment it was made for');
select ok(upkeep.event_partition('2031-02-28 23:59:59Z'), 'a month that is missing is made');
select ok(not upkeep.event_partition('2031-02-01 00:00:00Z'), 'once');
insert into events.event (tenant_id, id, type, occurred_at)
values (:a, events.id_at('2031-02-01 00:00:00Z'), 't', now()), (:a, events.id_at('2031-02-28 23:59:59.999Z'), 't', now());
select is((select count(*) from only events.event_2031_02)::int, 2, 'from its first to its last millisecond');
select throws_ok($$ insert into events.event (tenant_id, id, type, occurred_at)
    values ('00000000-0000-7000-8000-00000000000a', events.id_at('2031-03-01 00:00:00Z'), 't', now()) $$,
    '23514', null, 'the next month is another one');
select results_eq($$ select indexdef ~ 'UNIQUE' from pg_indexes where tablename = 'event_2031_02' order by 1 desc limit 1 $$,
    $$ values (true) $$, 'with the indexes of the others');

-- --- keys
create function pg_temp.claim(tenant uuid, keys uuid[], ids uuid[], since interval) returns text
language sql as $$
    select coalesce(string_agg(place || ' ' || right(event_id::text, 1), ', ' order by place), '')
    from events.claim(array_fill(tenant, array[cardinality(keys)]), keys, ids,
                      array_fill(null::bytea, array[cardinality(keys)]), now() - since)
$$;
\set k1 '''10000000-0000-0000-0000-000000000001'''
\set k2 '''10000000-0000-0000-0000-000000000002'''
\set k3 '''10000000-0000-0000-0000-000000000003'''
\set e1 '''20000000-0000-0000-0000-000000000001'''
\set e2 '''20000000-0000-0000-0000-000000000002'''
\set e3 '''20000000-0000-0000-0000-000000000003'''
\set e4 '''20000000-0000-0000-0000-000000000004'''
select is(pg_temp.claim(:a, array[:k1, :k2]::uuid[], array[:e1, :e2]::uuid[], '1 day'), '', 'fresh keys are claimed');
select is(pg_temp.claim(:a, array[:k2, :k3]::uuid[], array[:e3, :e4]::uuid[], '1 day'), '1 2',
          'one that is taken says by which event, its neighbour is claimed');
select is(pg_temp.claim(:b, array[:k1]::uuid[], array[:e3]::uuid[], '1 day'), '', 'another tenant''s key is another key');
update events.seen set created_at = now() - interval '25 hours' where key = :k1 and tenant_id = :a;
select is(pg_temp.claim(:a, array[:k1]::uuid[], array[:e3]::uuid[], '1 day'), '', 'an old key counts as none');
select is(pg_temp.claim(:a, array[:k1]::uuid[], array[:e4]::uuid[], '1 day'), '1 3', 'and holds again from then on');

-- --- the quota: what a slot is given, and what all are
create function pg_temp.refill(slot int, need bigint, want bigint) returns text language sql as $$
    select format('%s of %s, all %s of %s', used, granted, total, hard)
    from billing.refill('00000000-0000-7000-8000-00000000000a', '2026-11-01', slot::smallint, need, want)
$$;
create function pg_temp.use(slot int, n bigint) returns text language sql as $$
    select used || ' of ' || coalesce(granted::text, 'any')
    from billing.use('{00000000-0000-7000-8000-00000000000a}', '2026-11-01', slot::smallint, array[n])
$$;
select is(pg_temp.refill(0, 1, 40), '0 of 40, all 0 of 100', 'a slot is given what it wants');
select is(pg_temp.refill(1, 1, 40), '0 of 40, all 0 of 100', 'so is the next');
select is(pg_temp.use(0, 40), '40 of 40', 'and may use it');
select throws_ok('select pg_temp.use(0, 1)', '23514', null, 'no more');
select is(pg_temp.refill(0, 10, 40), '40 of 60, all 40 of 100', 'the end of the limit is given as far as it goes');
select is(pg_temp.refill(0, 30, 40), '40 of 80, all 40 of 100',
          'then what other slots do not use is taken back, and no more is given than is needed');
select is(pg_temp.use(0, 35), '75 of 80', 'which it may use');
select throws_ok('select pg_temp.use(1, 1)', '23514', null, 'while they may not any more');
select is(pg_temp.refill(1, 50, 50), '0 of 25, all 75 of 100', 'what is left of the limit is all there is');
select is(pg_temp.use(1, 25), '25 of 25', 'to its last event');
select is(pg_temp.refill(1, 1, 1), '25 of 25, all 100 of 100', 'and then nothing');
select is((select granted || ' of ' || hard from billing.quota where tenant_id = :a), '100 of 100', 'the books agree');
select throws_ok($$ select * from billing.use('{00000000-0000-7000-8000-00000000000a}', '2026-11-01', 7::smallint, '{1}') $$,
                 'BW000', 'bad_state', 'a slot that was never filled says so');
select throws_ok($$ update billing.quota set granted = 101 $$, '23514', null, 'no more is granted than the limit');

update billing.subscription set hard = 120;
select is(pg_temp.refill(0, 5, 5), '75 of 80, all 100 of 120', 'a higher limit takes effect');
update billing.subscription set hard = 50;
select is(pg_temp.refill(0, 5, 5), '75 of 75, all 100 of 50', 'a lower one too, whatever was used before');
update billing.subscription set hard = null;
select is(pg_temp.refill(0, 5, 5), '75 of , all 100 of ', 'without one there is no end');
select is(pg_temp.use(0, 1000000), '1000075 of any', 'of what is used');
select is((select count(*) from billing.slot where tenant_id = :a and granted is not null)::int, 0, 'by any slot');

-- --- limits
select is((billing.limits_of(:b))::text, '(,,400)', 'a tenant without a subscription has the plan free');
update billing.subscription set soft = 7, retention_days = 30;
select is((billing.limits_of(:a))::text, '(7,,30)', 'what the subscription says stands before the plan');

select * from finish();
rollback;
