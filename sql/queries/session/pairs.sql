-- rows: many read
select session_id, tenant_id from lookup.session_pairs($1);
