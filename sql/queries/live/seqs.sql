-- rows: many read
-- The counters of the topics asked for.
select topic, seq from live.seqs($1);
