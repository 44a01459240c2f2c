-- What the migrations make, for reading; written by sql/snapshot.

-- Name: analytics; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA analytics;

ALTER SCHEMA analytics OWNER TO bw_owner;

-- Name: auth; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA auth;

ALTER SCHEMA auth OWNER TO bw_owner;

-- Name: dashboards; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA dashboards;

ALTER SCHEMA dashboards OWNER TO bw_owner;

-- Name: datasets; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA datasets;

ALTER SCHEMA datasets OWNER TO bw_owner;

-- Name: jobs; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA jobs;

ALTER SCHEMA jobs OWNER TO bw_owner;

-- Name: live; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA live;

ALTER SCHEMA live OWNER TO bw_owner;

-- Name: lookup; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA lookup;

ALTER SCHEMA lookup OWNER TO bw_owner;

-- Name: tenants; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA tenants;

ALTER SCHEMA tenants OWNER TO bw_owner;

-- Name: bump(text); Type: FUNCTION; Schema: live; Owner: bw_owner

CREATE FUNCTION live.bump(name text) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
    raised bigint;
begin
    if name like 'user:%' then
        return lookup.bump_user(substr(name, 6)::uuid);
    end if;
    insert into live.topic as t (tenant_id, topic, seq) values (app_tenant(), name, 1)
    on conflict (tenant_id, topic) do update set seq = t.seq + 1, changed_at = now()
    returning seq into raised;
    return raised;
end $$;

ALTER FUNCTION live.bump(name text) OWNER TO bw_owner;

-- Name: app_tenant(); Type: FUNCTION; Schema: public; Owner: bw_owner

CREATE FUNCTION public.app_tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid;

ALTER FUNCTION public.app_tenant() OWNER TO bw_owner;

-- Name: app_user(); Type: FUNCTION; Schema: public; Owner: bw_owner

CREATE FUNCTION public.app_user() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('app.user'::text, true), ''::text))::uuid;

ALTER FUNCTION public.app_user() OWNER TO bw_owner;

-- Name: topic; Type: TABLE; Schema: live; Owner: bw_owner

CREATE TABLE live.topic (
    tenant_id uuid NOT NULL,
    topic text NOT NULL,
    seq bigint NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
)
WITH (fillfactor='50');

ALTER TABLE ONLY live.topic FORCE ROW LEVEL SECURITY;

ALTER TABLE live.topic OWNER TO bw_owner;

-- Name: user_topic; Type: TABLE; Schema: live; Owner: bw_owner

CREATE TABLE live.user_topic (
    user_id uuid NOT NULL,
    seq bigint NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
)
WITH (fillfactor='50');

ALTER TABLE ONLY live.user_topic FORCE ROW LEVEL SECURITY;

ALTER TABLE live.user_topic OWNER TO bw_owner;

-- Name: seqs(text[]); Type: FUNCTION; Schema: live; Owner: bw_owner

CREATE FUNCTION live.seqs(names text[]) RETURNS TABLE(topic text, seq bigint)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT n.topic,
     COALESCE(t.seq, u.seq, (0)::bigint) AS "coalesce"
    FROM ((unnest(seqs.names) n(topic)
      LEFT JOIN live.topic t ON (((t.tenant_id = public.app_tenant()) AND (t.topic = n.topic))))
      LEFT JOIN live.user_topic u ON (((u.user_id = public.app_user()) AND (n.topic = ('user:'::text || (u.user_id)::text)))));
END;

ALTER FUNCTION live.seqs(names text[]) OWNER TO bw_owner;

-- Name: bump_user(uuid); Type: FUNCTION; Schema: lookup; Owner: bw_lookup

CREATE FUNCTION lookup.bump_user(id uuid) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 INSERT INTO live.user_topic AS t (user_id, seq)
   VALUES (bump_user.id, 1) ON CONFLICT(user_id) DO UPDATE SET seq = (t.seq + 1), changed_at = now()
   RETURNING t.seq;
END;

ALTER FUNCTION lookup.bump_user(id uuid) OWNER TO bw_lookup;

-- Name: idempotency_claim(text, text, uuid); Type: FUNCTION; Schema: public; Owner: bw_owner

CREATE FUNCTION public.idempotency_claim(key text, body_hash text, object_id uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    me uuid := coalesce(app_tenant(), app_user());
    before idempotency;
begin
    insert into idempotency values (me, key, body_hash, object_id) on conflict do nothing;
    if found then
        return;
    end if;
    select * into strict before from idempotency i
    where i.actor = me and i.key = idempotency_claim.key for update;
    if before.created_at < now() - interval '24 hours' then
        update idempotency i
        set body_hash = idempotency_claim.body_hash, object_id = idempotency_claim.object_id,
            created_at = now()
        where i.actor = me and i.key = idempotency_claim.key;
    elsif before.body_hash <> idempotency_claim.body_hash then
        raise exception using errcode = 'BW000', message = 'idempotency_conflict';
    else
        raise exception using errcode = 'BW000', message = 'repeated',
                              detail = before.object_id::text;
    end if;
end $$;

ALTER FUNCTION public.idempotency_claim(key text, body_hash text, object_id uuid) OWNER TO bw_owner;

-- Name: lookup_function(regprocedure); Type: PROCEDURE; Schema: public; Owner: bw_owner

CREATE PROCEDURE public.lookup_function(IN f regprocedure)
    LANGUAGE plpgsql
    AS $$
begin
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to bw_app', f);
    execute format('alter function %s owner to bw_lookup', f);
end $$;

ALTER PROCEDURE public.lookup_function(IN f regprocedure) OWNER TO bw_owner;

-- Name: tenant_table(regclass); Type: PROCEDURE; Schema: public; Owner: bw_owner

CREATE PROCEDURE public.tenant_table(IN t regclass)
    LANGUAGE plpgsql
    AS $$
begin
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy tenant on %s using (tenant_id = app_tenant())'
                   ' with check (tenant_id = app_tenant())', t);
    execute format('grant select, insert, update, delete on %s to bw_app', t);
end $$;

ALTER PROCEDURE public.tenant_table(IN t regclass) OWNER TO bw_owner;

-- Name: uuid_v7(); Type: FUNCTION; Schema: public; Owner: bw_owner

CREATE FUNCTION public.uuid_v7() RETURNS uuid
    LANGUAGE sql PARALLEL SAFE
    RETURN (encode(set_bit(set_bit(OVERLAY(uuid_send(gen_random_uuid()) PLACING SUBSTRING(int8send(((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric))::bigint) FROM 3) FROM 1 FOR 6), (52)::bigint, 1), (53)::bigint, 1), 'hex'::text))::uuid;

ALTER FUNCTION public.uuid_v7() OWNER TO bw_owner;

-- Name: idempotency; Type: TABLE; Schema: public; Owner: bw_owner

CREATE TABLE public.idempotency (
    actor uuid NOT NULL,
    key text NOT NULL,
    body_hash text NOT NULL,
    object_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.idempotency FORCE ROW LEVEL SECURITY;

ALTER TABLE public.idempotency OWNER TO bw_owner;

-- Name: migration; Type: TABLE; Schema: public; Owner: bw_owner

CREATE TABLE public.migration (
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.migration OWNER TO bw_owner;

-- Name: topic topic_pkey; Type: CONSTRAINT; Schema: live; Owner: bw_owner

ALTER TABLE ONLY live.topic
    ADD CONSTRAINT topic_pkey PRIMARY KEY (tenant_id, topic);

-- Name: user_topic user_topic_pkey; Type: CONSTRAINT; Schema: live; Owner: bw_owner

ALTER TABLE ONLY live.user_topic
    ADD CONSTRAINT user_topic_pkey PRIMARY KEY (user_id);

-- Name: idempotency idempotency_pkey; Type: CONSTRAINT; Schema: public; Owner: bw_owner

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (actor, key);

-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: public; Owner: bw_owner

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);

-- Name: idempotency_created_at_idx; Type: INDEX; Schema: public; Owner: bw_owner

CREATE INDEX idempotency_created_at_idx ON public.idempotency USING btree (created_at);

-- Name: user_topic own; Type: POLICY; Schema: live; Owner: bw_owner

CREATE POLICY own ON live.user_topic USING ((user_id = public.app_user()));

-- Name: topic tenant; Type: POLICY; Schema: live; Owner: bw_owner

CREATE POLICY tenant ON live.topic USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: topic; Type: ROW SECURITY; Schema: live; Owner: bw_owner

ALTER TABLE live.topic ENABLE ROW LEVEL SECURITY;

-- Name: user_topic; Type: ROW SECURITY; Schema: live; Owner: bw_owner

ALTER TABLE live.user_topic ENABLE ROW LEVEL SECURITY;

-- Name: idempotency actor; Type: POLICY; Schema: public; Owner: bw_owner

CREATE POLICY actor ON public.idempotency USING ((actor = ANY (ARRAY[public.app_tenant(), public.app_user()]))) WITH CHECK ((actor = ANY (ARRAY[public.app_tenant(), public.app_user()])));

-- Name: idempotency; Type: ROW SECURITY; Schema: public; Owner: bw_owner

ALTER TABLE public.idempotency ENABLE ROW LEVEL SECURITY;

-- Name: SCHEMA analytics; Type: ACL; Schema: -; Owner: bw_owner

GRANT USAGE ON SCHEMA analytics TO bw_app;
GRANT USAGE ON SCHEMA analytics TO bw_ingest;
GRANT USAGE ON SCHEMA analytics TO bw_etl;
GRANT USAGE ON SCHEMA analytics TO bw_lookup;

-- Name: SCHEMA auth; Type: ACL; Schema: -; Owner: bw_owner

GRANT USAGE ON SCHEMA auth TO bw_app;
GRANT USAGE ON SCHEMA auth TO bw_ingest;
GRANT USAGE ON SCHEMA auth TO bw_etl;
GRANT USAGE ON SCHEMA auth TO bw_lookup;

-- Name: SCHEMA dashboards; Type: ACL; Schema: -; Owner: bw_owner

GRANT USAGE ON SCHEMA dashboards TO bw_app;
GRANT USAGE ON SCHEMA dashboards TO bw_ingest;
GRANT USAGE ON SCHEMA dashboards TO bw_etl;
GRANT USAGE ON SCHEMA dashboards TO bw_lookup;

-- Name: SCHEMA datasets; Type: ACL; Schema: -; Owner: bw_owner

GRANT USAGE ON SCHEMA datasets TO bw_app;
GRANT USAGE ON SCHEMA datasets TO bw_ingest;
GRANT USAGE ON SCHEMA datasets TO bw_etl;
GRANT USAGE ON SCHEMA datasets TO bw_lookup;

-- Name: SCHEMA jobs; Type: ACL; Schema: -; Owner: bw_owner

GRANT USAGE ON SCHEMA jobs TO bw_app;
GRANT USAGE ON SCHEMA jobs TO bw_ingest;
GRANT USAGE ON SCHEMA jobs TO bw_etl;
GRANT USAGE ON SCHEMA jobs TO bw_lookup;

-- Name: SCHEMA live; Type: ACL; Schema: -; Owner: bw_owner

GRANT USAGE ON SCHEMA live TO bw_app;
GRANT USAGE ON SCHEMA live TO bw_ingest;
GRANT USAGE ON SCHEMA live TO bw_etl;
GRANT USAGE ON SCHEMA live TO bw_lookup;

-- Name: SCHEMA lookup; Type: ACL; Schema: -; Owner: bw_owner

GRANT USAGE ON SCHEMA lookup TO bw_app;
GRANT USAGE ON SCHEMA lookup TO bw_ingest;
GRANT USAGE ON SCHEMA lookup TO bw_etl;
GRANT ALL ON SCHEMA lookup TO bw_lookup;

-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner

GRANT USAGE ON SCHEMA public TO bw_app;
GRANT USAGE ON SCHEMA public TO bw_ingest;
GRANT USAGE ON SCHEMA public TO bw_etl;
GRANT USAGE ON SCHEMA public TO bw_lookup;
GRANT ALL ON SCHEMA public TO bw_owner;

-- Name: SCHEMA tenants; Type: ACL; Schema: -; Owner: bw_owner

GRANT USAGE ON SCHEMA tenants TO bw_app;
GRANT USAGE ON SCHEMA tenants TO bw_ingest;
GRANT USAGE ON SCHEMA tenants TO bw_etl;
GRANT USAGE ON SCHEMA tenants TO bw_lookup;

-- Name: TABLE topic; Type: ACL; Schema: live; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE live.topic TO bw_app;
GRANT SELECT,INSERT,UPDATE ON TABLE live.topic TO bw_etl;

-- Name: TABLE user_topic; Type: ACL; Schema: live; Owner: bw_owner

GRANT SELECT ON TABLE live.user_topic TO bw_app;
GRANT SELECT,INSERT,UPDATE ON TABLE live.user_topic TO bw_lookup;

-- Name: FUNCTION bump_user(id uuid); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.bump_user(id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.bump_user(id uuid) TO bw_app;
GRANT ALL ON FUNCTION lookup.bump_user(id uuid) TO bw_etl;

-- Name: PROCEDURE lookup_function(IN f regprocedure); Type: ACL; Schema: public; Owner: bw_owner

REVOKE ALL ON PROCEDURE public.lookup_function(IN f regprocedure) FROM PUBLIC;

-- Name: PROCEDURE tenant_table(IN t regclass); Type: ACL; Schema: public; Owner: bw_owner

REVOKE ALL ON PROCEDURE public.tenant_table(IN t regclass) FROM PUBLIC;

-- Name: TABLE idempotency; Type: ACL; Schema: public; Owner: bw_owner

GRANT SELECT,INSERT,UPDATE ON TABLE public.idempotency TO bw_app;
GRANT SELECT,DELETE ON TABLE public.idempotency TO bw_etl;

