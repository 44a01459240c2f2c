-- What a group commit calls: keys claimed all or none, room asked for by need, use counted last.

-- Claims keys of which most likely none is taken: all of them, or none and `repeated`.
create function events.claim_all(p_tenants uuid[], p_keys uuid[], p_ids uuid[], p_bodies bytea[],
                                 p_since timestamptz)
    returns void
    language plpgsql volatile
    as $$
begin
    perform from events.claim(p_tenants, p_keys, p_ids, p_bodies, p_since);
    if found then
        raise exception using errcode = 'BW000', message = 'repeated';
    end if;
end $$;
revoke execute on function events.claim_all from public;
grant execute on function events.claim_all to bw_ingest;

drop function billing.refill;

-- Gives a slot room for `p_want` more events, or for as many as the limit leaves. Where less than
-- `p_need` is left, what other slots were granted and did not use is taken back first. Also the way in
-- which a changed limit takes effect. used and granted are the slot's (granted null: no limit), total
-- is what all slots have used. Locks the quota, then the slots in order; commits lock slots, tenant by
-- tenant, and no quota.
create function billing.refill(p_tenant uuid, p_month date, p_slot smallint, p_need bigint,
                               p_want bigint,
                               out used bigint, out granted bigint, out total bigint,
                               out soft bigint, out hard bigint)
    language plpgsql volatile
    as $$
declare
    quota billing.quota;
    given bigint;
begin
    insert into billing.quota (tenant_id, month) values (p_tenant, p_month) on conflict do nothing;
    select * into strict quota from billing.quota q
    where q.tenant_id = p_tenant and q.month = p_month for update;
    insert into billing.slot (tenant_id, month, slot, granted) values (p_tenant, p_month, p_slot, 0)
    on conflict do nothing;
    select l.soft, l.hard into soft, hard from billing.limits_of(p_tenant) l;
    if hard is null or quota.hard is distinct from hard or hard - quota.granted < p_need then
        perform from billing.slot s where s.tenant_id = p_tenant and s.month = p_month
        order by s.slot for update;
        update billing.slot s set granted = case when hard is not null then s.used end
        where s.tenant_id = p_tenant and s.month = p_month
          and s.granted is distinct from case when hard is not null then s.used end;
        select coalesce(sum(s.used), 0) into quota.granted
        from billing.slot s where s.tenant_id = p_tenant and s.month = p_month;
    end if;
    given := case when hard is null then null
                  when p_need > hard - quota.granted then greatest(hard - quota.granted, 0)
                  else least(p_want, hard - quota.granted) end;
    update billing.slot s set granted = s.granted + given
    where s.tenant_id = p_tenant and s.month = p_month and s.slot = p_slot
    returning s.used, s.granted into strict used, granted;
    update billing.quota q
    set hard = case when refill.hard is not null then greatest(refill.hard, quota.granted) end,
        granted = coalesce(quota.granted + given, 0)
    where q.tenant_id = p_tenant and q.month = p_month;
    select sum(s.used) into total
    from billing.slot s where s.tenant_id = p_tenant and s.month = p_month;
end $$;
revoke execute on function billing.refill from public;
grant execute on function billing.refill to bw_ingest;

-- Counts events of a commit, last in its transaction; the tenants come sorted. A slot that was never
-- filled is bad_state, one without room hard_limit_reached.
create function billing.use(p_tenants uuid[], p_month date, p_slot smallint, p_events bigint[])
    returns table (tenant_id uuid, used bigint, granted bigint)
    language plpgsql volatile
    as $$
#variable_conflict use_column
declare
    counted bigint;
begin
    return query
        update billing.slot s set used = s.used + u.n
        from unnest(p_tenants, p_events) as u (t, n)
        where s.tenant_id = u.t and s.month = p_month and s.slot = p_slot
        returning s.tenant_id, s.used, s.granted;
    get diagnostics counted = row_count;
    if counted <> cardinality(p_tenants) then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end $$;
revoke execute on function billing.use from public;
grant execute on function billing.use to bw_ingest;
