-- rows: none
-- role: bw_etl
-- Sessions that ended a month ago are of no more use to anybody.
delete from auth.session
where expires_at < now() - interval '30 days' or revoked_at < now() - interval '30 days';
