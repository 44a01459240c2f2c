-- rows: one read
select alive, role, status from lookup.session_state($1, $2, $3);
