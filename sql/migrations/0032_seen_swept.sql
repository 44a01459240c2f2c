-- The sweep of old keys steps aside for commits that claim them in this moment, which FOR UPDATE SKIP
-- LOCKED needs a right for: both would wait for each other's rows, in different orders.
grant update on events.seen to bw_etl;
