-- rows: none
-- All of a person's sessions but $2, which may be null.
update auth.session set revoked_at = now()
where user_id = $1 and id is distinct from $2 and revoked_at is null;
