-- rows: many read
-- What changed lately is told again, so that a page that missed the last message notices.
select topic, seq from live.topic where changed_at > now() - interval '5 minutes';
