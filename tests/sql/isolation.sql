-- Puts a row of each of two tenants into every tenant table and tries to reach the other one's.
--
-- The rows are made up from the columns' types, with foreign keys and checks out of the way, so a
-- new table is tested without a word here.
\set QUIET on
\pset format unaligned
\pset tuples_only on
set client_min_messages = warning;
begin;
set local search_path = tap, public;
select * from no_plan();

create function pg_temp.sample(t regtype, seed int) returns text language plpgsql as $$
declare
    base text := format_type(t, null);
begin
    if base like '%[]' then
        return quote_literal('{}');
    elsif (select typtype from pg_type where oid = t) = 'e' then
        return quote_literal((select enumlabel from pg_enum where enumtypid = t
                              order by enumsortorder limit 1));
    end if;
    return quote_literal(case
        -- of this month, for which there is a partition
        when base = 'uuid' then overlay(events.id_at(now())::text
                                        placing lpad(to_hex(seed), 2, '0') from 35)
        when base in ('smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision')
            then seed::text
        when base like 'timestamp%' or base = 'date' then '2024-01-15'
        when base = 'interval' then '1 day'
        when base = 'boolean' then 'true'
        when base in ('json', 'jsonb') then '{}'
        when base = 'inet' then '192.0.2.1'
        else 'x' || seed
    end) || '::' || base;
end $$;

-- Every column that must be given, tenant_id aside.
create function pg_temp.sample_insert(t regclass, tenant text, seed int) returns text
language sql as $$
    select format('insert into %s (tenant_id%s) values (%L%s)', t,
                  string_agg(', ' || quote_ident(a.attname), '' order by a.attnum), tenant,
                  string_agg(', ' || pg_temp.sample(a.atttypid, seed), '' order by a.attnum))
    from pg_attribute a
    where a.attrelid = t and a.attnum > 0 and not a.attisdropped and a.attname <> 'tenant_id'
      and a.attnotnull and a.attgenerated = '' and a.attidentity = '' and not a.atthasdef
$$;

create function pg_temp.drop_checks(t regclass) returns void language plpgsql as $$
declare
    name name;
begin
    for name in select conname from pg_constraint where conrelid = t and contype = 'c' loop
        execute format('alter table %s drop constraint %I', t, name);
    end loop;
end $$;

-- What a statement does as that role for that tenant: a number of rows, or the error's message.
-- Whatever it changed is taken back.
create function pg_temp.try(as_role text, tenant text, statement text) returns text
language plpgsql as $$
declare
    n bigint;
    said text;
begin
    begin
        perform set_config('app.tenant', tenant, true);
        execute format('set local role %I', as_role);
        execute statement;
        get diagnostics n = row_count;
        raise exception using errcode = 'TT000', message = n::text;
    exception when others then
        said := case when sqlstate = 'TT000' then sqlerrm
                     when sqlstate = '42501' and sqlerrm like '%row-level security%' then 'refused'
                     when sqlstate = '42501' then 'denied'
                     else 'failed: ' || sqlerrm end;
    end;
    return said;
end $$;

create function pg_temp.isolation(t regclass) returns setof text language plpgsql as $$
declare
    a constant text := '00000000-0000-7000-8000-00000000000a';
    b constant text := '00000000-0000-7000-8000-00000000000b';
    all_rows text := format('select from %s', t);
    said text;
begin
    perform pg_temp.drop_checks(t);
    execute pg_temp.sample_insert(t, a, 1);
    execute pg_temp.sample_insert(t, b, 2);
    if has_any_column_privilege('bw_app', t, 'select') then
        return next is(pg_temp.try('bw_app', a, all_rows), '1', t || ': a tenant sees its row only');
        return next is(pg_temp.try('bw_app', b, all_rows), '1', t || ': so does another one');
        return next is(pg_temp.try('bw_app', '', all_rows), '0', t || ': nobody sees nothing');
    else
        return next is(pg_temp.try('bw_app', a, all_rows), 'denied', t || ': cannot be read');
    end if;
    said := pg_temp.try('bw_app', a, pg_temp.sample_insert(t, b, 3));
    return next ok(said in ('refused', 'denied'),
                   t || ': a row for another tenant is refused: ' || said);
    said := pg_temp.try('bw_app', '', pg_temp.sample_insert(t, b, 3));
    return next ok(said in ('refused', 'denied'),
                   t || ': and without a tenant: ' || said);
    if has_table_privilege('bw_app', t, 'insert') then
        return next is(pg_temp.try('bw_app', a, pg_temp.sample_insert(t, a, 3)), '1',
                       t || ': one for the own tenant is not');
    end if;
    said := pg_temp.try('bw_app', a, format('update %s set tenant_id = %L', t, b));
    return next ok(said in ('refused', 'denied'), t || ': no row changes its tenant: ' || said);
    said := pg_temp.try('bw_app', a, format('delete from %s where tenant_id = %L', t, b));
    return next ok(said in ('0', 'denied'), t || ': no other row is deleted: ' || said);
    said := pg_temp.try('bw_owner', '', all_rows);
    return next is(said, '0', t || ': its owner sees nothing either');
end $$;

-- foreign keys are triggers
set local session_replication_role = replica;
select pg_temp.isolation(c.oid)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'tap')
  and exists (select from pg_attribute a
              where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
order by n.nspname, c.relname;

select * from finish();
rollback;
