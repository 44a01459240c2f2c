-- rows: none
delete from events.label l where l.tenant_id = $1::uuid and l.key <> all ($2::text[]);
