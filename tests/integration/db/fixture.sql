-- Tables that the tests of base/db*.c work on, made like those of a migration.
set role bw_owner;
create schema test;
grant usage on schema test to bw_app, bw_etl;

create table test.item (
    tenant_id uuid not null,
    id bigint not null,
    name text not null,
    size bigint constraint item_size check (size < 1000000),
    parent bigint,
    tags text[],
    at timestamptz,
    weight double precision,
    flag boolean,
    extra jsonb,
    primary key (tenant_id, id),
    constraint item_name unique (tenant_id, name),
    constraint item_parent foreign key (tenant_id, parent) references test.item (tenant_id, id)
        deferrable initially deferred,
    constraint item_plain unique (tenant_id, size)
);
create index item_children on test.item (tenant_id, parent);
create unique index item_at on test.item (tenant_id, at);
comment on constraint item_name on test.item is 'slug_taken';
comment on constraint item_plain on test.item is 'For people, not a code.';
comment on index test.item_at is 'email_taken';
call tenant_table('test.item');
grant select, insert, delete on test.item to bw_etl;

create table test.child (
    tenant_id uuid not null,
    item bigint not null,
    primary key (tenant_id, item),
    foreign key (tenant_id, item) references test.item (tenant_id, id)
);
call tenant_table('test.child');

create function test.raise(code text, about text) returns void language plpgsql as $$
begin
    if about is null then
        raise exception using errcode = 'BW000', message = code;
    end if;
    raise exception using errcode = 'BW000', message = code, detail = about;
end $$;
