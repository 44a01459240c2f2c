-- A trend compares equal lengths of time: the last bucket of the windows is running, so the one in its
-- place a period earlier ends at the same point. Open hours know minutes, closed ones quarters; so days
-- and weeks are cut at the nearest quarter of an hour.
create or replace function events.windows(a_zone text, a_now timestamptz)
    returns table (win text, i integer, lo timestamptz, hi timestamptz)
    language sql stable parallel safe
    begin atomic
        select 'hour', i, m + (i - 59) * interval '1 minute',
               m + (case when i = -1 then -60 else i - 58 end) * interval '1 minute'
        from generate_series(-60, 59) as i, date_trunc('minute', a_now) as m
        union all
        select 'day', i, h + (i - 23) * interval '1 hour',
               case when i = -1 then greatest(h - interval '24 hours', date_bin('15 minutes',
                       m - interval '24 hours' + interval '450 seconds', 'epoch'))
                    else h + (i - 22) * interval '1 hour' end
        from generate_series(-24, 23) as i, date_trunc('hour', a_now, a_zone) as h,
             date_trunc('minute', a_now) as m
        union all
        select 'week', i, (d + (i - 6) * interval '1 day') at time zone a_zone,
               case when i = -1 then greatest((d - interval '7 days') at time zone a_zone, date_bin('15 minutes',
                       (m - interval '7 days') at time zone a_zone + interval '450 seconds', 'epoch'))
                    else (d + (i - 5) * interval '1 day') at time zone a_zone end
        from generate_series(-7, 6) as i, date_trunc('day', a_now at time zone a_zone) as d,
             date_trunc('minute', a_now at time zone a_zone) as m;
    end;
