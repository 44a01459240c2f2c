-- The demo's third subject, "This server": its collector tracks the labels of what it sends.
grant insert on events.label to bw_etl;
