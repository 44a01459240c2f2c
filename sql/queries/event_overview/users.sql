-- rows: many read
-- Sketches of users and to which windows each belongs.
select w.windows, w.users from events.window_users($1::uuid, $2, now()) as w;
