-- rows: one
select analytics.publish(app_tenant(), $1::uuid, $2::bigint, $3::bigint, $4::bigint);
