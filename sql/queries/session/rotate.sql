-- rows: optional
-- Exchanges generation $3 for the next one; no row when somebody else was quicker.
update auth.session
set generation = generation + 1, rotated_at = now(), last_seen_at = now(), expires_at = $4
where id = $1 and user_id = $2 and generation = $3 and revoked_at is null and expires_at > now()
returning generation;
