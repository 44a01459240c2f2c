-- Limits that the operator sets, and the notice that one of them was reached.

-- One a month and kind.
create table billing.notice (
    tenant_id uuid not null references tenants.tenant (id) on delete cascade,
    month date not null, -- its first day, UTC
    kind text not null check (kind in ('soft', 'hard')),
    at timestamptz not null default now(),
    primary key (tenant_id, month, kind)
);
call tenant_table('billing.notice');
revoke insert, update, delete on billing.notice from bw_app;
grant select, insert, delete on billing.notice to bw_etl;

-- Where a tenant stands in the running month: what all its committers have stored, and its limits.
create function billing.standing(p_tenant uuid, out month date, out used bigint, out soft bigint,
                                 out hard bigint)
    language sql stable
    begin atomic
        select m.first,
               coalesce((select sum(s.used)::bigint from billing.slot s
                         where s.tenant_id = p_tenant and s.month = m.first), 0),
               l.soft, l.hard
        from (select date_trunc('month', now() at time zone 'UTC')::date as first) m,
             billing.limits_of(p_tenant) l;
    end;

-- Changes what is not null of a tenant's plan; -1 takes an own limit away, so that the plan's holds. A
-- limit holds from the commit on: what was granted to committers is taken back. A limit that is not
-- reached (any more) may be told of again.
create function billing.change(p_tenant uuid, p_plan text, p_soft bigint, p_hard bigint,
                               p_status text) returns void
    language plpgsql volatile
    as $$
declare
    s record;
begin
    insert into billing.subscription (tenant_id) values (p_tenant) on conflict do nothing;
    update billing.subscription b
    set plan = coalesce(p_plan, b.plan), changed_at = now(),
        soft = case when p_soft is null then b.soft when p_soft >= 0 then p_soft end,
        hard = case when p_hard is null then b.hard when p_hard >= 0 then p_hard end
    where b.tenant_id = p_tenant;
    update tenants.tenant t
    set plan = coalesce(p_plan, t.plan), status = coalesce(p_status, t.status)
    where t.id = p_tenant;
    perform billing.refill(p_tenant, date_trunc('month', now() at time zone 'UTC')::date,
                           0::smallint, 0, 0);
    select * into s from billing.standing(p_tenant);
    delete from billing.notice n
    where n.tenant_id = p_tenant and n.month = s.month
      and coalesce(s.used < case n.kind when 'soft' then s.soft else s.hard end, true);
end $$;
revoke execute on function billing.change from public;
grant execute on function billing.change, billing.refill to bw_etl;

-- A suspension ends what is remembered about the members.
grant execute on function lookup.session_pairs(uuid) to bw_etl;
-- `bellwether feed` ends the key that it made.
grant delete on tenants.api_key to bw_etl;
