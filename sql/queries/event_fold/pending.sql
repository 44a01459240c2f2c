-- rows: one read
-- role: bw_ingest
-- Whether there is something to fold, and some hour to close.
select exists (select from events.delta d) as deltas,
       exists (select from events.tally y where y.close_at <= now()) as closing;
