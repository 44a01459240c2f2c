-- What the migrations make, for reading; written by sql/snapshot.

-- Name: analytics; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA analytics;

ALTER SCHEMA analytics OWNER TO bw_owner;

-- Name: auth; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA auth;

ALTER SCHEMA auth OWNER TO bw_owner;

-- Name: billing; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA billing;

ALTER SCHEMA billing OWNER TO bw_owner;

-- Name: dashboards; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA dashboards;

ALTER SCHEMA dashboards OWNER TO bw_owner;

-- Name: datasets; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA datasets;

ALTER SCHEMA datasets OWNER TO bw_owner;

-- Name: events; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA events;

ALTER SCHEMA events OWNER TO bw_owner;

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

-- Name: upkeep; Type: SCHEMA; Schema: -; Owner: bw_owner

CREATE SCHEMA upkeep;

ALTER SCHEMA upkeep OWNER TO bw_owner;

-- Name: earliest(timestamp with time zone, bigint); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.earliest(a_from timestamp with time zone, a_span bigint) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (a_span < '30000000000000000'::bigint) THEN (a_from - ((a_span)::double precision * '00:00:00.000001'::interval)) ELSE '-infinity'::timestamp with time zone END;

ALTER FUNCTION analytics.earliest(a_from timestamp with time zone, a_span bigint) OWNER TO bw_owner;

-- Name: edges(timestamp with time zone, timestamp with time zone, text, text, integer); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.edges(a_from timestamp with time zone, a_to timestamp with time zone, unit text, zone text, most integer) RETURNS timestamp with time zone[]
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT array_agg(e.e ORDER BY e.e) AS array_agg
    FROM ( SELECT e_1.e
            FROM generate_series(date_trunc(edges.unit, edges.a_from, edges.zone), edges.a_to, (('1 '::text || edges.unit))::interval) e_1(e)
           WHERE ((edges.unit = ANY (ARRAY['minute'::text, 'hour'::text])) AND (e_1.e < edges.a_to))
         UNION ALL
          SELECT (local.local AT TIME ZONE edges.zone) AS timezone
            FROM generate_series(date_trunc(edges.unit, (edges.a_from AT TIME ZONE edges.zone)), (edges.a_to AT TIME ZONE edges.zone),
                 CASE edges.unit
                     WHEN 'decade'::text THEN '10 years'::interval
                     WHEN 'century'::text THEN '100 years'::interval
                     ELSE (('1 '::text || edges.unit))::interval
                 END) local(local)
           WHERE ((edges.unit <> ALL (ARRAY['minute'::text, 'hour'::text, 'all'::text])) AND ((local.local AT TIME ZONE edges.zone) < edges.a_to))
  LIMIT edges.most) e(e);
END;

ALTER FUNCTION analytics.edges(a_from timestamp with time zone, a_to timestamp with time zone, unit text, zone text, most integer) OWNER TO bw_owner;

-- Name: level_of(timestamp with time zone[]); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.level_of(edges timestamp with time zone[]) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT (
         CASE
             WHEN (count(*) FILTER (WHERE ((x.s % (86400)::numeric) <> (0)::numeric)) = 0) THEN 4
             WHEN (count(*) FILTER (WHERE ((x.s % (3600)::numeric) <> (0)::numeric)) = 0) THEN 3
             WHEN (count(*) FILTER (WHERE ((x.s % (900)::numeric) <> (0)::numeric)) = 0) THEN 2
             WHEN (count(*) FILTER (WHERE ((x.s % (60)::numeric) <> (0)::numeric)) = 0) THEN 1
             ELSE 0
         END)::smallint AS int2
    FROM ( SELECT EXTRACT(epoch FROM e.e) AS s
            FROM unnest((level_of.edges)[2:]) e(e)) x;
END;

ALTER FUNCTION analytics.level_of(edges timestamp with time zone[]) OWNER TO bw_owner;

-- Name: lines(bytea); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.lines(packed bytea) RETURNS bigint[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
declare
    made bigint[] := '{}';
    line bigint := 0;
    at integer := 0;
    token bigint;
    times bigint;
    step bigint;
    shift integer;
    byte integer;
begin
    while at < length(packed) loop
        token := 0;
        shift := 0;
        loop
            byte := get_byte(packed, at);
            at := at + 1;
            token := token | ((byte & 127)::bigint << shift);
            shift := shift + 7;
            exit when byte < 128;
        end loop;
        times := 1;
        if token & 1 = 1 then
            times := 0;
            shift := 0;
            loop
                byte := get_byte(packed, at);
                at := at + 1;
                times := times | ((byte & 127)::bigint << shift);
                shift := shift + 7;
                exit when byte < 128;
            end loop;
        end if;
        token := token >> 1;
        step := (token >> 1) # -(token & 1);
        if step = 0 then
            made := made || array_fill(line, array[times::integer]);
        else
            made := made || array(select generate_series(line + step, line + step * times, step));
        end if;
        line := line + step * times;
    end loop;
    return made;
end $$;

ALTER FUNCTION analytics.lines(packed bytea) OWNER TO bw_owner;

-- Name: merge_parts(uuid, bigint[], bigint, bigint, bigint); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.merge_parts(p_id uuid, p_old bigint[], p_new bigint, p_points bigint, p_bytes bigint) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
declare
    d datasets.dataset := datasets.held(p_id);
begin
    if exists (select from unnest(p_old) as o (id)
               where not exists (select from analytics.part p
                                 where p.tenant_id = d.tenant_id and p.dataset_id = d.id
                                   and p.id = o.id and p.state = 'current'))
       or exists (select from analytics.part p
                  where p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.id < p_new
                    and p.id <> all (p_old)
                    and (p.state = 'loading'
                         or p.state = 'current' and p.id > (select min(o) from unnest(p_old) o))) then
        return false;
    end if;
    update analytics.part p set state = 'former', points = p_points, bytes = p_bytes
    where p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.id = p_new and p.state = 'loading';
    if not found then
        return false;
    end if;
    update datasets.version v
    set parts = array(select p from unnest(v.parts) p where p <> all (p_old) and p < p_new
                      union all select p_new
                      union all select p from unnest(v.parts) p where p > p_new)
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = d.version;
    perform analytics.show_parts(p_id, v.parts) from datasets.version v
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = d.version;
    perform datasets.drop_unreachable(d);
    return true;
end $$;

ALTER FUNCTION analytics.merge_parts(p_id uuid, p_old bigint[], p_new bigint, p_points bigint, p_bytes bigint) OWNER TO bw_owner;

-- Name: need_dataset(uuid, uuid); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.need_dataset(a_tenant uuid, a_dataset uuid) RETURNS void
    LANGUAGE plpgsql STABLE
    AS $$
begin
    perform from datasets.dataset d
    where d.tenant_id = a_tenant and d.id = a_dataset and d.deleted_at is null;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
end $$;

ALTER FUNCTION analytics.need_dataset(a_tenant uuid, a_dataset uuid) OWNER TO bw_owner;

-- Name: pieces(timestamp with time zone, timestamp with time zone, integer); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.pieces(a_from timestamp with time zone, a_to timestamp with time zone, mask integer) RETURNS TABLE(level smallint, piece_from timestamp with time zone, piece_to timestamp with time zone)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
declare
    -- before all points, so that date_bin always rounds down
    origin constant timestamptz := '0001-01-01 00:00:00+00';
    steps constant interval[] := array['1 minute', '15 minutes', '1 hour', '24 hours'];
    inner_from timestamptz;
    inner_to timestamptz;
begin
    for l in reverse 4..0 loop
        continue when l > 0 and mask & (1 << l) = 0;
        level := l;
        declare
            outer_from timestamptz := a_from;
            outer_to timestamptz := a_to;
        begin
            if l > 0 then
                outer_from := date_bin(steps[l], a_from, origin);
                if outer_from < a_from then
                    outer_from := outer_from + steps[l];
                end if;
                outer_to := date_bin(steps[l], a_to, origin);
            end if;
            continue when outer_from >= outer_to;
            piece_from := outer_from;
            piece_to := coalesce(inner_from, outer_to);
            if piece_from < piece_to then
                return next;
            end if;
            if inner_to < outer_to then
                piece_from := inner_to;
                piece_to := outer_to;
                return next;
            end if;
            inner_from := outer_from;
            inner_to := outer_to;
        end;
    end loop;
end $$;

ALTER FUNCTION analytics.pieces(a_from timestamp with time zone, a_to timestamp with time zone, mask integer) OWNER TO bw_owner;

-- Name: previous(uuid, uuid, text[], text[], text[], timestamp with time zone, timestamp with time zone, text, text, text); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.previous(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[], a_values text[], a_from timestamp with time zone, a_to timestamp with time zone, a_unit text, a_zone text, a_compare text, OUT range_from timestamp with time zone, OUT range_to timestamp with time zone, OUT unit text) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
declare
    first_time constant timestamptz := '0001-01-01 00:00:00+00';
    lo timestamptz := a_from;
    hi timestamptz := a_to;
    local_lo timestamp;
    local_hi timestamp;
    shift interval;
begin
    if lo is null or hi is null then
        select r.clip_from, r.clip_to into lo, hi
        from analytics.read(a_tenant, a_dataset, a_metrics, a_names, a_values, null, a_from, a_to,
                            'all', a_zone, 0) as r
        where r.level = -2
        limit 1;
    end if;
    unit := analytics.unit(a_unit, lo, hi);
    if lo is null or hi is null then
        return;
    end if;
    -- nothing is older than the year 1
    range_from := first_time;
    range_to := first_time;
    if hi - lo > lo - first_time + interval '2 years' then
        return;
    end if;
    local_lo := lo at time zone a_zone;
    local_hi := hi at time zone a_zone;
    if a_compare = 'year' then
        shift := case when unit = 'week' then interval '364 days' else interval '1 year' end;
    elsif local_lo = date_trunc('month', local_lo) and local_hi = date_trunc('month', local_hi) then
        shift := age(local_hi, local_lo);
    elsif local_lo = date_trunc('day', local_lo) and local_hi = date_trunc('day', local_hi) then
        shift := make_interval(days => local_hi::date - local_lo::date);
    end if;
    if shift is null then
        range_from := greatest(lo - (hi - lo), first_time);
        range_to := lo;
    else
        range_from := greatest((local_lo - shift) at time zone a_zone, first_time);
        range_to := greatest((local_hi - shift) at time zone a_zone, first_time);
        -- the 29th of February goes back to the 28th, as the day before it does
        if range_to <= range_from then
            range_to := range_from + (hi - lo);
        end if;
    end if;
end $$;

ALTER FUNCTION analytics.previous(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[], a_values text[], a_from timestamp with time zone, a_to timestamp with time zone, a_unit text, a_zone text, a_compare text, OUT range_from timestamp with time zone, OUT range_to timestamp with time zone, OUT unit text) OWNER TO bw_owner;

-- Name: unit(text, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.unit(asked text, a_from timestamp with time zone, a_to timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (asked <> 'auto'::text) THEN asked WHEN ((a_to - a_from) <= '08:19:00'::interval) THEN 'minute'::text WHEN ((a_to - a_from) <= '499:00:00'::interval) THEN 'hour'::text WHEN ((a_to - a_from) <= '499 days'::interval) THEN 'day'::text WHEN ((a_to - a_from) <= '3493 days'::interval) THEN 'week'::text WHEN ((a_to - a_from) <= '15000 days'::interval) THEN 'month'::text WHEN ((a_to - a_from) <= '182000 days'::interval) THEN 'year'::text WHEN ((a_to - a_from) <= '1820000 days'::interval) THEN 'decade'::text ELSE 'century'::text END;

ALTER FUNCTION analytics.unit(asked text, a_from timestamp with time zone, a_to timestamp with time zone) OWNER TO bw_owner;

-- Name: unit_length(text); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.unit_length(unit text) RETURNS interval
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE unit WHEN 'minute'::text THEN '00:01:00'::interval WHEN 'hour'::text THEN '01:00:00'::interval WHEN 'day'::text THEN '23:00:00'::interval WHEN 'week'::text THEN '167:00:00'::interval WHEN 'month'::text THEN '671:00:00'::interval WHEN 'year'::text THEN '364 days'::interval WHEN 'decade'::text THEN '3651 days'::interval ELSE '36523 days'::interval END;

ALTER FUNCTION analytics.unit_length(unit text) OWNER TO bw_owner;

-- Name: digest; Type: TABLE; Schema: analytics; Owner: bw_owner

CREATE TABLE analytics.digest (
    tenant_id uuid NOT NULL,
    series_id bigint NOT NULL,
    part_id bigint NOT NULL,
    level smallint NOT NULL,
    seq integer NOT NULL,
    t0 timestamp with time zone NOT NULL,
    t1 timestamp with time zone NOT NULL,
    t timestamp with time zone[] NOT NULL,
    digests bytea NOT NULL
);
ALTER TABLE ONLY analytics.digest ALTER COLUMN tenant_id SET STATISTICS 0;
ALTER TABLE ONLY analytics.digest ALTER COLUMN digests SET COMPRESSION lz4;

ALTER TABLE ONLY analytics.digest FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.digest OWNER TO bw_owner;

-- Name: part; Type: TABLE; Schema: analytics; Owner: bw_owner

CREATE TABLE analytics.part (
    tenant_id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    id bigint NOT NULL,
    version bigint NOT NULL,
    state text DEFAULT 'loading'::text NOT NULL,
    job_id uuid,
    points bigint DEFAULT 0 NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    dead_at timestamp with time zone,
    place bigint,
    listed boolean DEFAULT false NOT NULL,
    last_line bigint,
    live boolean DEFAULT false NOT NULL,
    CONSTRAINT part_state_check CHECK ((state = ANY (ARRAY['loading'::text, 'current'::text, 'former'::text, 'dead'::text])))
);

ALTER TABLE ONLY analytics.part FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.part OWNER TO bw_owner;

-- Name: part_metric; Type: TABLE; Schema: analytics; Owner: bw_owner

CREATE TABLE analytics.part_metric (
    tenant_id uuid NOT NULL,
    part_id bigint NOT NULL,
    metric text NOT NULL,
    series integer NOT NULL,
    series_ids bigint[],
    total_id bigint,
    levels integer NOT NULL,
    digests integer NOT NULL,
    n bigint NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL
)
WITH (fillfactor='70');
ALTER TABLE ONLY analytics.part_metric ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE ONLY analytics.part_metric FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.part_metric OWNER TO bw_owner;

-- Name: part_series; Type: TABLE; Schema: analytics; Owner: bw_owner

CREATE TABLE analytics.part_series (
    tenant_id uuid NOT NULL,
    part_id bigint NOT NULL,
    series_id bigint NOT NULL,
    levels integer NOT NULL,
    segments integer NOT NULL,
    n bigint NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    digests integer DEFAULT 0 NOT NULL,
    segment_span bigint
)
WITH (fillfactor='70');
ALTER TABLE ONLY analytics.part_series ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE ONLY analytics.part_series FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.part_series OWNER TO bw_owner;

-- Name: rollup; Type: TABLE; Schema: analytics; Owner: bw_owner

CREATE TABLE analytics.rollup (
    tenant_id uuid NOT NULL,
    series_id bigint NOT NULL,
    part_id bigint NOT NULL,
    level smallint NOT NULL,
    seq integer NOT NULL,
    t0 timestamp with time zone NOT NULL,
    t1 timestamp with time zone NOT NULL,
    t timestamp with time zone[] NOT NULL,
    n bigint[] NOT NULL,
    sum double precision[] NOT NULL,
    min double precision[] NOT NULL,
    max double precision[] NOT NULL,
    first double precision[] NOT NULL,
    last double precision[] NOT NULL,
    first_t timestamp with time zone[] NOT NULL,
    last_t timestamp with time zone[] NOT NULL,
    first_lines bytea,
    last_lines bytea
);
ALTER TABLE ONLY analytics.rollup ALTER COLUMN tenant_id SET STATISTICS 0;
ALTER TABLE ONLY analytics.rollup ALTER COLUMN t SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.rollup ALTER COLUMN n SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.rollup ALTER COLUMN sum SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.rollup ALTER COLUMN min SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.rollup ALTER COLUMN max SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.rollup ALTER COLUMN first SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.rollup ALTER COLUMN last SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.rollup ALTER COLUMN first_t SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.rollup ALTER COLUMN last_t SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.rollup ALTER COLUMN first_lines SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.rollup ALTER COLUMN last_lines SET COMPRESSION lz4;

ALTER TABLE ONLY analytics.rollup FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.rollup OWNER TO bw_owner;

-- Name: segment; Type: TABLE; Schema: analytics; Owner: bw_owner

CREATE TABLE analytics.segment (
    tenant_id uuid NOT NULL,
    series_id bigint NOT NULL,
    part_id bigint NOT NULL,
    seq integer NOT NULL,
    t0 timestamp with time zone NOT NULL,
    t1 timestamp with time zone NOT NULL,
    n integer NOT NULL,
    sum double precision NOT NULL,
    min double precision NOT NULL,
    max double precision NOT NULL,
    first double precision NOT NULL,
    last double precision NOT NULL,
    t timestamp with time zone[] NOT NULL,
    v double precision[] NOT NULL,
    lines bytea,
    first_line bigint,
    last_line bigint
);
ALTER TABLE ONLY analytics.segment ALTER COLUMN tenant_id SET STATISTICS 0;
ALTER TABLE ONLY analytics.segment ALTER COLUMN t SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.segment ALTER COLUMN v SET COMPRESSION lz4;
ALTER TABLE ONLY analytics.segment ALTER COLUMN lines SET COMPRESSION lz4;

ALTER TABLE ONLY analytics.segment FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.segment OWNER TO bw_owner;

-- Name: series; Type: TABLE; Schema: analytics; Owner: bw_owner

CREATE TABLE analytics.series (
    tenant_id uuid NOT NULL,
    id bigint NOT NULL,
    dataset_id uuid NOT NULL,
    metric text NOT NULL,
    labels jsonb DEFAULT '{}'::jsonb NOT NULL
);
ALTER TABLE ONLY analytics.series ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE ONLY analytics.series FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.series OWNER TO bw_owner;

-- Name: tail; Type: TABLE; Schema: events; Owner: bw_owner

CREATE TABLE events.tail (
    tenant_id uuid NOT NULL,
    series_id bigint NOT NULL,
    t timestamp with time zone NOT NULL,
    n bigint NOT NULL,
    sum double precision NOT NULL,
    min double precision NOT NULL,
    max double precision NOT NULL,
    first double precision NOT NULL,
    last double precision NOT NULL,
    first_t timestamp with time zone NOT NULL,
    last_t timestamp with time zone NOT NULL,
    digest bytea
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='20000');
ALTER TABLE ONLY events.tail ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE ONLY events.tail FORCE ROW LEVEL SECURITY;

ALTER TABLE events.tail OWNER TO bw_owner;

-- Name: read(uuid, uuid, text[], text[], text[], text, timestamp with time zone, timestamp with time zone, text, text, integer); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.read(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[], a_values text[], a_group text, a_from timestamp with time zone, a_to timestamp with time zone, a_unit text, a_zone text, a_want integer) RETURNS TABLE(level smallint, series_id bigint, part_id bigint, seq integer, clip_from timestamp with time zone, clip_to timestamp with time zone, t timestamp with time zone[], n bigint[], sum double precision[], min double precision[], max double precision[], first double precision[], last double precision[], first_t timestamp with time zone[], last_t timestamp with time zone[], name text, label text, first_line bigint, last_line bigint, first_lines bytea, last_lines bytea)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH condition AS MATERIALIZED (
          SELECT w.name,
             array_agg(w.value) AS "values"
            FROM UNNEST(read.a_names, read.a_values) w(name, value)
           GROUP BY w.name
         ), current_part AS MATERIALIZED (
          SELECT p.id,
             COALESCE(p.place, p.id) AS place,
             p.listed,
             p.live
            FROM analytics.part p
           WHERE ((p.tenant_id = read.a_tenant) AND (p.dataset_id = read.a_dataset) AND (p.state = 'current'::text))
         ), known AS MATERIALIZED (
          SELECT p.place,
             p.id AS part_id,
             p.live,
             m.metric,
             m.total_id,
             m.series_ids,
             m.levels,
             m.digests,
             m.n,
             m.first_at,
             m.last_at
            FROM (current_part p
              JOIN analytics.part_metric m ON (((m.tenant_id = read.a_tenant) AND (m.part_id = p.id))))
           WHERE ((read.a_group IS NULL) AND (cardinality(read.a_names) = 0) AND ((cardinality(read.a_metrics) = 0) OR (m.metric = ANY (read.a_metrics))))
         ), source AS MATERIALIZED (
          SELECT k.total_id AS id,
             k.metric,
             NULL::text AS label,
             k.part_id,
             k.place,
             k.levels,
             k.digests,
             k.n,
             k.first_at,
             k.last_at,
             NULL::bigint AS span,
             k.live
            FROM known k
           WHERE (k.total_id IS NOT NULL)
         UNION ALL
          SELECT ps.series_id,
             k.metric,
             NULL::text,
             k.part_id,
             k.place,
             ps.levels,
             ps.digests,
             ps.n,
             ps.first_at,
             ps.last_at,
             ps.segment_span,
             k.live
            FROM ((known k
              CROSS JOIN LATERAL unnest(k.series_ids) i(id))
              JOIN analytics.part_series ps ON (((ps.tenant_id = read.a_tenant) AND (ps.part_id = k.part_id) AND (ps.series_id = i.id))))
           WHERE (k.total_id IS NULL)
         UNION ALL
          SELECT s.id,
             s.metric,
             (s.labels ->> read.a_group),
             p.id,
             p.place,
             ps.levels,
             ps.digests,
             ps.n,
             ps.first_at,
             ps.last_at,
             ps.segment_span,
             p.live
            FROM ((analytics.series s
              JOIN analytics.part_series ps ON (((ps.tenant_id = s.tenant_id) AND (ps.series_id = s.id))))
              JOIN current_part p ON ((p.id = ps.part_id)))
           WHERE ((s.tenant_id = read.a_tenant) AND (s.dataset_id = read.a_dataset) AND ((cardinality(read.a_metrics) = 0) OR (s.metric = ANY (read.a_metrics))) AND (NOT (EXISTS ( SELECT
                    FROM condition c
                   WHERE (((s.labels ->> c.name) = ANY (c."values")) IS NOT TRUE)))) AND ( SELECT ((read.a_group IS NOT NULL) OR (cardinality(read.a_names) > 0) OR (NOT COALESCE(bool_and(p_1.listed), true)))
                    FROM current_part p_1) AND (NOT (EXISTS ( SELECT
                    FROM known k
                   WHERE ((k.part_id = ps.part_id) AND (k.metric = s.metric) AND ((k.total_id IS NOT NULL) OR (k.series_ids IS NOT NULL)))))))
         ), member AS NOT MATERIALIZED (
          SELECT s.id,
             s.metric,
             k.part_id,
             k.place,
             ps.levels,
             ps.digests,
             ps.n,
             ps.first_at,
             ps.last_at,
             ps.segment_span AS span
            FROM ((known k
              JOIN analytics.series s ON (((s.tenant_id = read.a_tenant) AND (s.dataset_id = read.a_dataset) AND (s.metric = k.metric))))
              JOIN analytics.part_series ps ON (((ps.tenant_id = read.a_tenant) AND (ps.part_id = k.part_id) AND (ps.series_id = s.id))))
           WHERE (k.total_id IS NOT NULL)
         ), span AS MATERIALIZED (
          SELECT
                 CASE
                     WHEN s.live THEN date_trunc('minute'::text, s.lo)
                     ELSE s.lo
                 END AS lo,
                 CASE
                     WHEN (s.live AND (s.hi <> date_trunc('minute'::text, s.hi))) THEN (date_trunc('minute'::text, s.hi) + '00:01:00'::interval)
                     ELSE s.hi
                 END AS hi,
             s.data_from,
             s.data_to
            FROM ( SELECT COALESCE(read.a_from, date_trunc('second'::text, min(source.first_at))) AS lo,
                     COALESCE(read.a_to, (date_trunc('second'::text, max(source.last_at)) + '00:00:01'::interval)) AS hi,
                     min(source.first_at) AS data_from,
                     max(source.last_at) AS data_to,
                     (EXISTS ( SELECT
                            FROM current_part p
                           WHERE p.live)) AS live
                    FROM source) s
         ), ruled AS MATERIALIZED (
          SELECT span.lo,
             span.hi,
             span.data_from,
             span.data_to,
             u.unit,
                 CASE
                     WHEN ((u.unit = 'all'::text) OR (span.hi <= span.lo)) THEN (1)::bigint
                     ELSE ((ceil((EXTRACT(epoch FROM (span.hi - span.lo)) / EXTRACT(epoch FROM analytics.unit_length(u.unit)))))::bigint + 1)
                 END AS buckets
            FROM span,
             LATERAL ( SELECT analytics.unit(read.a_unit, span.lo, span.hi) AS unit) u
         ), grid AS MATERIALIZED (
          SELECT ruled.lo,
             ruled.hi,
             ruled.unit,
             ruled.buckets,
             e.edges,
                 CASE
                     WHEN (ruled.lo <= ruled.data_from) THEN date_bin('24:00:00'::interval, ruled.lo, '0001-01-01 00:00:00+00'::timestamp with time zone)
                     ELSE ruled.lo
                 END AS read_from,
                 CASE
                     WHEN (ruled.hi > ruled.data_to) THEN (date_bin('24:00:00'::interval, ruled.hi, '0001-01-01 00:00:00+00'::timestamp with time zone) + '24:00:00'::interval)
                     ELSE ruled.hi
                 END AS read_to,
             ((1 << (
                 CASE
                     WHEN (e.edges IS NOT NULL) THEN (analytics.level_of(e.edges))::integer
                     WHEN (ruled.unit = 'minute'::text) THEN 1
                     WHEN (ruled.unit = 'hour'::text) THEN 3
                     ELSE 4
                 END + 1)) - 1) AS allowed
            FROM ruled,
             LATERAL ( SELECT
                         CASE
                             WHEN ((read.a_zone <> 'UTC'::text) AND (ruled.unit <> 'all'::text) AND (ruled.buckets <= 10001)) THEN analytics.edges(ruled.lo, ruled.hi, ruled.unit, read.a_zone, 10001)
                             ELSE NULL::timestamp with time zone[]
                         END AS edges) e
         ), way AS MATERIALIZED (
          SELECT
                 CASE
                     WHEN ((read.a_want & 64) = 0) THEN 0
                     WHEN (EXISTS ( SELECT
                        FROM current_part p
                       WHERE p.live)) THEN 2
                     WHEN (( SELECT sum(s.n) AS sum
                        FROM source s) <= (1000000)::numeric) THEN 1
                     WHEN (( SELECT sum((((s.n)::numeric / GREATEST(EXTRACT(epoch FROM (s.last_at - s.first_at)), (1)::numeric)) * GREATEST(EXTRACT(epoch FROM (LEAST(s.last_at, g.hi) - GREATEST(s.first_at, g.lo))), (0)::numeric))) AS sum
                        FROM source s,
                         grid g) > (2000000)::numeric) THEN 2
                     WHEN (( SELECT (COALESCE(sum(x.n), (0)::bigint) +
                             CASE
                                 WHEN (count(*) > 50000) THEN 1000000
                                 ELSE 0
                             END)
                        FROM ( SELECT c.n
                                FROM grid g,
                                 LATERAL ( SELECT s_1.id,
                                         s_1.part_id,
                                         s_1.span
                                        FROM source s_1
                                       WHERE (s_1.id > 0)
                                     UNION ALL
                                      SELECT m.id,
                                         m.part_id,
                                         m.span
                                        FROM member m) s,
                                 LATERAL ( SELECT c_1.n
                                        FROM analytics.segment c_1
                                       WHERE ((c_1.tenant_id = read.a_tenant) AND (c_1.series_id = s.id) AND (c_1.part_id = s.part_id) AND (c_1.t0 < g.hi) AND (c_1.t1 >= g.lo) AND (c_1.t0 >= analytics.earliest(g.lo, s.span)))
                                      OFFSET 0) c
                              LIMIT 50001) x) <= 1000000) THEN 1
                     ELSE 2
                 END AS percentiles
         ), aim AS MATERIALIZED (
          SELECT s.id,
             s.metric,
             s.part_id,
             s.place,
             s.n,
             s.first_at,
             s.last_at,
             s.span,
             s.live,
             f.for_percentiles,
             f.mask
            FROM source s,
             grid g,
             way,
             LATERAL ( VALUES (false,
                         CASE
                             WHEN (way.percentiles = 1) THEN 0
                             ELSE (s.levels & g.allowed)
                         END), (true,(s.digests & g.allowed))) f(for_percentiles, mask)
           WHERE ((g.buckets <= 10001) AND ((NOT f.for_percentiles) OR (way.percentiles = 2)))
         ), total_piece AS MATERIALIZED (
          SELECT m.mask,
             p.level,
             p.piece_from,
             p.piece_to
            FROM grid g,
             LATERAL ( SELECT DISTINCT a.mask
                    FROM aim a
                   WHERE (a.id < 0)) m,
             LATERAL analytics.pieces(g.read_from, g.read_to, m.mask) p(level, piece_from, piece_to)
         ), gap AS MATERIALIZED (
          SELECT a.metric,
             a.part_id,
             a.for_percentiles,
             p.piece_from,
             p.piece_to
            FROM (aim a
              JOIN total_piece p ON ((p.mask = a.mask)))
           WHERE ((a.id < 0) AND (p.level = 0) AND (a.first_at < p.piece_to) AND (a.last_at >= p.piece_from))
         ), filling AS MATERIALIZED (
          SELECT m.id,
             m.metric,
             m.part_id,
             m.place,
             m.n,
             m.first_at,
             m.last_at,
             m.span,
             gap.for_percentiles,
                 CASE
                     WHEN gap.for_percentiles THEN (m.digests & g.allowed)
                     WHEN (way.percentiles = 1) THEN 0
                     ELSE (m.levels & g.allowed)
                 END AS mask,
             gap.piece_from,
             gap.piece_to
            FROM grid g,
             way,
             (gap
              JOIN member m ON (((m.part_id = gap.part_id) AND (m.metric = gap.metric))))
           WHERE (( SELECT (EXISTS ( SELECT
                            FROM gap gap_1)) AS "exists") AND (m.first_at < gap.piece_to) AND (m.last_at >= gap.piece_from))
         ), reach AS MATERIALIZED (
          SELECT a.id,
             a.part_id,
             a.place,
             a.n,
             a.first_at,
             a.last_at,
             a.span,
             a.for_percentiles,
             a.mask,
             g.read_from,
             g.read_to
            FROM aim a,
             grid g
           WHERE (a.id > 0)
         UNION ALL
          SELECT f.id,
             f.part_id,
             f.place,
             f.n,
             f.first_at,
             f.last_at,
             f.span,
             f.for_percentiles,
             f.mask,
             f.piece_from,
             f.piece_to
            FROM filling f
         ), piece AS MATERIALIZED (
          SELECT r.mask,
             r.read_from,
             r.read_to,
             p.level,
             p.piece_from,
             p.piece_to
            FROM ( SELECT DISTINCT reach.mask,
                     reach.read_from,
                     reach.read_to
                    FROM reach) r,
             LATERAL analytics.pieces(r.read_from, r.read_to, r.mask) p(level, piece_from, piece_to)
         ), wanted AS MATERIALIZED (
          SELECT r.id,
             r.part_id,
             r.place,
             r.n,
             r.first_at,
             r.last_at,
             r.for_percentiles,
             p.level,
             p.piece_from,
             p.piece_to,
             analytics.earliest(p.piece_from, r.span) AS t0_from
            FROM (reach r
              JOIN piece p ON (((p.mask = r.mask) AND (p.read_from = r.read_from) AND (p.read_to = r.read_to))))
           WHERE ((r.first_at < p.piece_to) AND (r.last_at >= p.piece_from))
         UNION ALL
          SELECT a.id,
             a.part_id,
             a.place,
             a.n,
             a.first_at,
             a.last_at,
             a.for_percentiles,
             p.level,
             p.piece_from,
             p.piece_to,
             NULL::timestamp with time zone
            FROM (aim a
              JOIN total_piece p ON ((p.mask = a.mask)))
           WHERE ((a.id < 0) AND (p.level > 0) AND (a.first_at < p.piece_to) AND (a.last_at >= p.piece_from))
         ), single AS MATERIALIZED (
          SELECT ((
                 CASE
                     WHEN (( SELECT sum(w.n) AS sum
                        FROM wanted w
                       WHERE (w.level = 0)) > (2000000)::numeric) THEN ( SELECT ((sum(x.n) > 2000000) OR (count(*) > 50000))
                        FROM ( SELECT c.n
                                FROM grid,
                                 way,
                                 wanted w,
                                 LATERAL ( SELECT c_1.n,
                                         c_1.t0,
                                         c_1.t1
                                        FROM analytics.segment c_1
                                       WHERE ((c_1.tenant_id = read.a_tenant) AND (c_1.series_id = w.id) AND (c_1.part_id = w.part_id) AND (c_1.t0 < w.piece_to) AND (c_1.t1 >= w.piece_from) AND (c_1.t0 >= w.t0_from))
                                      OFFSET 0) c
                               WHERE ((w.level = 0) AND ((way.percentiles = 1) OR w.for_percentiles OR (c.t0 < w.piece_from) OR (c.t1 >= w.piece_to) OR ((grid.unit <> 'all'::text) AND (date_trunc(grid.unit, c.t0, read.a_zone) <> date_trunc(grid.unit, c.t1, read.a_zone)))))
                              LIMIT 50001) x)
                     ELSE NULL::boolean
                 END IS TRUE) OR ((( SELECT sum(((EXTRACT(epoch FROM (LEAST(w.piece_to, w.last_at) - GREATEST(w.piece_from, w.first_at))) / (
                         CASE w.level
                             WHEN 1 THEN 60
                             WHEN 2 THEN 900
                             WHEN 3 THEN 3600
                             ELSE 86400
                         END)::numeric) + (1)::numeric)) AS sum
                    FROM wanted w
                   WHERE (w.for_percentiles AND (w.level > 0))) > (30000)::numeric) IS TRUE)) AS too_many
         )
  SELECT ('-2'::integer)::smallint AS int2,
     g.buckets,
     NULL::bigint AS int8,
     way.percentiles,
     g.lo,
     g.hi,
     g.edges,
     NULL::bigint[] AS int8,
     NULL::double precision[] AS float8,
     NULL::double precision[] AS float8,
     NULL::double precision[] AS float8,
     NULL::double precision[] AS float8,
     NULL::double precision[] AS float8,
     NULL::timestamp with time zone[] AS timestamptz,
     NULL::timestamp with time zone[] AS timestamptz,
     g.unit,
     NULL::text AS text,
     ((single.too_many)::integer)::bigint AS too_many,
     NULL::bigint AS int8,
     NULL::bytea AS bytea,
     NULL::bytea AS bytea
    FROM grid g,
     way,
     single
 UNION ALL
  SELECT DISTINCT ('-1'::integer)::smallint AS int2,
     m.id,
     NULL::bigint AS int8,
     NULL::integer AS int4,
     NULL::timestamp with time zone AS timestamptz,
     NULL::timestamp with time zone AS timestamptz,
     NULL::timestamp with time zone[] AS timestamptz,
     NULL::bigint[] AS int8,
     NULL::double precision[] AS float8,
     NULL::double precision[] AS float8,
     NULL::double precision[] AS float8,
     NULL::double precision[] AS float8,
     NULL::double precision[] AS float8,
     NULL::timestamp with time zone[] AS timestamptz,
     NULL::timestamp with time zone[] AS timestamptz,
     m.metric,
     m.label,
     NULL::bigint AS int8,
     NULL::bigint AS int8,
     NULL::bytea AS bytea,
     NULL::bytea AS bytea
    FROM ( SELECT s.id,
             s.metric,
             s.label
            FROM source s
         UNION ALL
          SELECT f.id,
             f.metric,
             NULL::text
            FROM filling f) m
 UNION ALL
  SELECT r.level,
     r.series_id,
     w.place,
     r.seq,
     w.piece_from,
     w.piece_to,
     r.t,
         CASE
             WHEN ((read.a_want & 1) <> 0) THEN r.n
             ELSE NULL::bigint[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 2) <> 0) THEN r.sum
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 4) <> 0) THEN r.min
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 8) <> 0) THEN r.max
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 16) <> 0) THEN r.first
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 32) <> 0) THEN r.last
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 16) <> 0) THEN r.first_t
             ELSE NULL::timestamp with time zone[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 32) <> 0) THEN r.last_t
             ELSE NULL::timestamp with time zone[]
         END AS "case",
     NULL::text,
     NULL::text,
     NULL::bigint,
     NULL::bigint,
         CASE
             WHEN ((read.a_want & 16) <> 0) THEN r.first_lines
             ELSE NULL::bytea
         END AS "case",
         CASE
             WHEN ((read.a_want & 32) <> 0) THEN r.last_lines
             ELSE NULL::bytea
         END AS "case"
    FROM wanted w,
     LATERAL ( SELECT r_1.tenant_id,
             r_1.series_id,
             r_1.part_id,
             r_1.level,
             r_1.seq,
             r_1.t0,
             r_1.t1,
             r_1.t,
             r_1.n,
             r_1.sum,
             r_1.min,
             r_1.max,
             r_1.first,
             r_1.last,
             r_1.first_t,
             r_1.last_t,
             r_1.first_lines,
             r_1.last_lines
            FROM analytics.rollup r_1
           WHERE ((r_1.tenant_id = read.a_tenant) AND (r_1.series_id = w.id) AND (r_1.part_id = w.part_id) AND (r_1.level = w.level) AND (r_1.t0 < w.piece_to) AND (r_1.t1 >= w.piece_from))
          OFFSET 0) r
   WHERE ((w.level > 0) AND (NOT w.for_percentiles) AND (NOT ( SELECT single.too_many
            FROM single)))
 UNION ALL
  SELECT (6)::smallint AS int2,
     d.series_id,
     w.place,
     d.seq,
     w.piece_from,
     w.piece_to,
     d.t,
     NULL::bigint[],
     NULL::double precision[],
     NULL::double precision[],
     NULL::double precision[],
     NULL::double precision[],
     NULL::double precision[],
     NULL::timestamp with time zone[],
     NULL::timestamp with time zone[],
     NULL::text,
     NULL::text,
     NULL::bigint,
     NULL::bigint,
     d.digests,
     NULL::bytea
    FROM wanted w,
     LATERAL ( SELECT d_1.tenant_id,
             d_1.series_id,
             d_1.part_id,
             d_1.level,
             d_1.seq,
             d_1.t0,
             d_1.t1,
             d_1.t,
             d_1.digests
            FROM analytics.digest d_1
           WHERE ((d_1.tenant_id = read.a_tenant) AND (d_1.series_id = w.id) AND (d_1.part_id = w.part_id) AND (d_1.level = w.level) AND (d_1.t0 < w.piece_to) AND (d_1.t1 >= w.piece_from))
          OFFSET 0) d
   WHERE ((w.level > 0) AND w.for_percentiles AND (NOT ( SELECT single.too_many
            FROM single)))
 UNION ALL
  SELECT (
         CASE
             WHEN w.for_percentiles THEN 7
             WHEN x.whole THEN 5
             ELSE 0
         END)::smallint AS int2,
     c.series_id,
     w.place,
     c.seq,
     w.piece_from,
     w.piece_to,
         CASE
             WHEN x.whole THEN ARRAY[c.t0]
             ELSE c.t
         END AS t,
         CASE
             WHEN x.whole THEN ARRAY[(c.n)::bigint]
             ELSE NULL::bigint[]
         END AS "case",
         CASE
             WHEN x.whole THEN ARRAY[c.sum]
             ELSE c.v
         END AS v,
         CASE
             WHEN x.whole THEN ARRAY[c.min]
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN x.whole THEN ARRAY[c.max]
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN x.whole THEN ARRAY[c.first]
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN x.whole THEN ARRAY[c.last]
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN x.whole THEN ARRAY[c.t0]
             ELSE NULL::timestamp with time zone[]
         END AS "case",
         CASE
             WHEN x.whole THEN ARRAY[c.t1]
             ELSE NULL::timestamp with time zone[]
         END AS "case",
     NULL::text,
     NULL::text,
     c.first_line,
     c.last_line,
         CASE
             WHEN (((read.a_want & 48) <> 0) AND (NOT x.whole)) THEN c.lines
             ELSE NULL::bytea
         END AS "case",
     NULL::bytea
    FROM grid,
     way,
     wanted w,
     LATERAL ( SELECT c_1.tenant_id,
             c_1.series_id,
             c_1.part_id,
             c_1.seq,
             c_1.t0,
             c_1.t1,
             c_1.n,
             c_1.sum,
             c_1.min,
             c_1.max,
             c_1.first,
             c_1.last,
             c_1.t,
             c_1.v,
             c_1.lines,
             c_1.first_line,
             c_1.last_line
            FROM analytics.segment c_1
           WHERE ((c_1.tenant_id = read.a_tenant) AND (c_1.series_id = w.id) AND (c_1.part_id = w.part_id) AND (c_1.t0 < w.piece_to) AND (c_1.t1 >= w.piece_from) AND (c_1.t0 >= w.t0_from))
          OFFSET 0) c,
     LATERAL ( SELECT ((way.percentiles <> 1) AND (NOT w.for_percentiles) AND (c.t0 >= w.piece_from) AND (c.t1 < w.piece_to) AND
                 CASE
                     WHEN (grid.unit = 'all'::text) THEN true
                     ELSE (date_trunc(grid.unit, c.t0, read.a_zone) = date_trunc(grid.unit, c.t1, read.a_zone))
                 END) AS whole) x
   WHERE ((w.level = 0) AND (NOT ( SELECT single.too_many
            FROM single)))
 UNION ALL
  SELECT (1)::smallint AS int2,
     a.id,
     a.place,
     2147483647,
     g.lo,
     g.hi,
     x.t,
         CASE
             WHEN ((read.a_want & 1) <> 0) THEN x.n
             ELSE NULL::bigint[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 2) <> 0) THEN x.sum
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 4) <> 0) THEN x.min
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 8) <> 0) THEN x.max
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 16) <> 0) THEN x.first
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 32) <> 0) THEN x.last
             ELSE NULL::double precision[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 16) <> 0) THEN x.first_t
             ELSE NULL::timestamp with time zone[]
         END AS "case",
         CASE
             WHEN ((read.a_want & 32) <> 0) THEN x.last_t
             ELSE NULL::timestamp with time zone[]
         END AS "case",
     NULL::text,
     NULL::text,
     NULL::bigint,
     NULL::bigint,
     NULL::bytea,
     NULL::bytea
    FROM grid g,
     aim a,
     LATERAL ( SELECT array_agg(x_1.t ORDER BY x_1.t) AS t,
             array_agg(x_1.n ORDER BY x_1.t) AS n,
             array_agg(x_1.sum ORDER BY x_1.t) AS sum,
             array_agg(x_1.min ORDER BY x_1.t) AS min,
             array_agg(x_1.max ORDER BY x_1.t) AS max,
             array_agg(x_1.first ORDER BY x_1.t) AS first,
             array_agg(x_1.last ORDER BY x_1.t) AS last,
             array_agg(x_1.first_t ORDER BY x_1.t) AS first_t,
             array_agg(x_1.last_t ORDER BY x_1.t) AS last_t
            FROM events.tail x_1
           WHERE ((x_1.tenant_id = read.a_tenant) AND (x_1.series_id = a.id) AND (x_1.t >= g.lo) AND (x_1.t < g.hi))
          HAVING (count(*) > 0)) x
   WHERE (a.live AND (NOT a.for_percentiles) AND (NOT ( SELECT single.too_many
            FROM single)))
 UNION ALL
  SELECT (6)::smallint AS int2,
     a.id,
     a.place,
     2147483647,
     g.lo,
     g.hi,
     x.t,
     NULL::bigint[],
     NULL::double precision[],
     NULL::double precision[],
     NULL::double precision[],
     NULL::double precision[],
     NULL::double precision[],
     NULL::timestamp with time zone[],
     NULL::timestamp with time zone[],
     NULL::text,
     NULL::text,
     NULL::bigint,
     NULL::bigint,
     x.digests,
     NULL::bytea
    FROM grid g,
     aim a,
     LATERAL ( SELECT array_agg(x_1.t ORDER BY x_1.t) AS t,
             string_agg(x_1.digest, '\x'::bytea ORDER BY x_1.t) AS digests
            FROM events.tail x_1
           WHERE ((x_1.tenant_id = read.a_tenant) AND (x_1.series_id = a.id) AND (x_1.t >= g.lo) AND (x_1.t < g.hi) AND (x_1.digest IS NOT NULL))
          HAVING (count(*) > 0)) x
   WHERE (a.live AND a.for_percentiles AND (NOT ( SELECT single.too_many
            FROM single)));
END;

ALTER FUNCTION analytics.read(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[], a_values text[], a_group text, a_from timestamp with time zone, a_to timestamp with time zone, a_unit text, a_zone text, a_want integer) OWNER TO bw_owner;

-- Name: series_ids(uuid, text[], text[]); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.series_ids(p_dataset uuid, p_metrics text[], p_labels text[]) RETURNS TABLE(id bigint)
    LANGUAGE sql STABLE
    SET enable_nestloop TO 'off'
    AS $$
    select s.id
    from (select w.metric, md5(w.labels::jsonb::text) as labels, w.place
          from unnest(p_metrics, p_labels) with ordinality as w (metric, labels, place)) w
    join (select s.id, s.metric, md5(s.labels::text) as labels
          from analytics.series s
          where s.tenant_id = app_tenant() and s.dataset_id = p_dataset) s
        on s.metric = w.metric and s.labels = w.labels
    order by w.place
$$;

ALTER FUNCTION analytics.series_ids(p_dataset uuid, p_metrics text[], p_labels text[]) OWNER TO bw_owner;

-- Name: show_parts(uuid, bigint[]); Type: FUNCTION; Schema: analytics; Owner: bw_owner

CREATE FUNCTION analytics.show_parts(p_id uuid, p_parts bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    update analytics.part p set state = 'former'
    where p.tenant_id = app_tenant() and p.dataset_id = p_id and p.state = 'current'
      and p.id <> all (p_parts);
    update analytics.part p set state = 'current'
    where p.tenant_id = app_tenant() and p.dataset_id = p_id and p.state in ('former', 'current')
      and p.id = any (p_parts);
    if (select count(*) <> cardinality(p_parts) from analytics.part p
        where p.tenant_id = app_tenant() and p.dataset_id = p_id and p.state = 'current') then
        raise exception using errcode = 'BW000', message = 'version_gone';
    end if;
end $$;

ALTER FUNCTION analytics.show_parts(p_id uuid, p_parts bigint[]) OWNER TO bw_owner;

-- Name: change(uuid, text, bigint, bigint, text); Type: FUNCTION; Schema: billing; Owner: bw_owner

CREATE FUNCTION billing.change(p_tenant uuid, p_plan text, p_soft bigint, p_hard bigint, p_status text) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    s record;
begin
    insert into billing.subscription (tenant_id) values (p_tenant) on conflict do nothing;
    update billing.subscription b
    set plan = coalesce(p_plan, b.plan), changed_at = now(),
        soft = case when p_soft is null then b.soft when p_soft >= 0 then p_soft end,
        hard = case when p_hard is null then b.hard when p_hard >= 0 then p_hard end
    where b.tenant_id = p_tenant;
    update tenants.tenant t
    set plan = coalesce(p_plan, t.plan), status = coalesce(p_status, t.status)
    where t.id = p_tenant;
    perform billing.refill(p_tenant, date_trunc('month', now() at time zone 'UTC')::date,
                           0::smallint, 0, 0);
    select * into s from billing.standing(p_tenant);
    delete from billing.notice n
    where n.tenant_id = p_tenant and n.month = s.month
      and coalesce(s.used < case n.kind when 'soft' then s.soft else s.hard end, true);
end $$;

ALTER FUNCTION billing.change(p_tenant uuid, p_plan text, p_soft bigint, p_hard bigint, p_status text) OWNER TO bw_owner;

-- Name: plan; Type: TABLE; Schema: billing; Owner: bw_owner

CREATE TABLE billing.plan (
    name text NOT NULL,
    soft bigint,
    hard bigint,
    retention_days integer NOT NULL,
    CONSTRAINT plan_hard_check CHECK ((hard >= 0)),
    CONSTRAINT plan_name_check CHECK ((name ~ '^[a-z][a-z0-9-]{0,39}$'::text)),
    CONSTRAINT plan_retention_days_check CHECK (((retention_days >= 1) AND (retention_days <= 36500))),
    CONSTRAINT plan_soft_check CHECK ((soft >= 0))
);

ALTER TABLE billing.plan OWNER TO bw_owner;

-- Name: subscription; Type: TABLE; Schema: billing; Owner: bw_owner

CREATE TABLE billing.subscription (
    tenant_id uuid NOT NULL,
    plan text DEFAULT 'free'::text NOT NULL,
    soft bigint,
    hard bigint,
    retention_days integer,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT subscription_hard_check CHECK ((hard >= 0)),
    CONSTRAINT subscription_retention_days_check CHECK (((retention_days >= 1) AND (retention_days <= 36500))),
    CONSTRAINT subscription_soft_check CHECK ((soft >= 0))
);

ALTER TABLE ONLY billing.subscription FORCE ROW LEVEL SECURITY;

ALTER TABLE billing.subscription OWNER TO bw_owner;

-- Name: limits_of(uuid); Type: FUNCTION; Schema: billing; Owner: bw_owner

CREATE FUNCTION billing.limits_of(tenant uuid, OUT soft bigint, OUT hard bigint, OUT retention_days integer) RETURNS record
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT COALESCE(s.soft, p.soft) AS "coalesce",
     COALESCE(s.hard, p.hard) AS "coalesce",
     COALESCE(s.retention_days, p.retention_days) AS "coalesce"
    FROM ((( SELECT limits_of.tenant AS tenant) t(id)
      LEFT JOIN billing.subscription s ON ((s.tenant_id = t.id)))
      JOIN billing.plan p ON ((p.name = COALESCE(s.plan, 'free'::text))));
END;

ALTER FUNCTION billing.limits_of(tenant uuid, OUT soft bigint, OUT hard bigint, OUT retention_days integer) OWNER TO bw_owner;

-- Name: refill(uuid, date, smallint, bigint, bigint); Type: FUNCTION; Schema: billing; Owner: bw_owner

CREATE FUNCTION billing.refill(p_tenant uuid, p_month date, p_slot smallint, p_need bigint, p_want bigint, OUT used bigint, OUT granted bigint, OUT total bigint, OUT soft bigint, OUT hard bigint) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
    quota billing.quota;
    given bigint;
begin
    insert into billing.quota (tenant_id, month) values (p_tenant, p_month) on conflict do nothing;
    select * into strict quota from billing.quota q
    where q.tenant_id = p_tenant and q.month = p_month for update;
    insert into billing.slot (tenant_id, month, slot, granted) values (p_tenant, p_month, p_slot, 0)
    on conflict do nothing;
    select l.soft, l.hard into soft, hard from billing.limits_of(p_tenant) l;
    if hard is null or quota.hard is distinct from hard or hard - quota.granted < p_need then
        perform from billing.slot s where s.tenant_id = p_tenant and s.month = p_month
        order by s.slot for update;
        update billing.slot s set granted = case when hard is not null then s.used end
        where s.tenant_id = p_tenant and s.month = p_month
          and s.granted is distinct from case when hard is not null then s.used end;
        select coalesce(sum(s.used), 0) into quota.granted
        from billing.slot s where s.tenant_id = p_tenant and s.month = p_month;
    end if;
    given := case when hard is null then null
                  when p_need > hard - quota.granted then greatest(hard - quota.granted, 0)
                  else least(p_want, hard - quota.granted) end;
    update billing.slot s set granted = s.granted + given
    where s.tenant_id = p_tenant and s.month = p_month and s.slot = p_slot
    returning s.used, s.granted into strict used, granted;
    update billing.quota q
    set hard = case when refill.hard is not null then greatest(refill.hard, quota.granted) end,
        granted = coalesce(quota.granted + given, 0)
    where q.tenant_id = p_tenant and q.month = p_month;
    select sum(s.used) into total
    from billing.slot s where s.tenant_id = p_tenant and s.month = p_month;
end $$;

ALTER FUNCTION billing.refill(p_tenant uuid, p_month date, p_slot smallint, p_need bigint, p_want bigint, OUT used bigint, OUT granted bigint, OUT total bigint, OUT soft bigint, OUT hard bigint) OWNER TO bw_owner;

-- Name: slot; Type: TABLE; Schema: billing; Owner: bw_owner

CREATE TABLE billing.slot (
    tenant_id uuid NOT NULL,
    month date NOT NULL,
    slot smallint NOT NULL,
    used bigint DEFAULT 0 NOT NULL,
    granted bigint,
    CONSTRAINT slot_used CHECK ((used <= granted)),
    CONSTRAINT slot_used_check CHECK ((used >= 0))
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000');

ALTER TABLE ONLY billing.slot FORCE ROW LEVEL SECURITY;

ALTER TABLE billing.slot OWNER TO bw_owner;

-- Name: CONSTRAINT slot_used ON slot; Type: COMMENT; Schema: billing; Owner: bw_owner

COMMENT ON CONSTRAINT slot_used ON billing.slot IS 'hard_limit_reached';

-- Name: standing(uuid); Type: FUNCTION; Schema: billing; Owner: bw_owner

CREATE FUNCTION billing.standing(p_tenant uuid, OUT month date, OUT used bigint, OUT soft bigint, OUT hard bigint) RETURNS record
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT m.first,
     COALESCE(( SELECT (sum(s.used))::bigint AS sum
            FROM billing.slot s
           WHERE ((s.tenant_id = standing.p_tenant) AND (s.month = m.first))), (0)::bigint) AS "coalesce",
     l.soft,
     l.hard
    FROM ( SELECT (date_trunc('month'::text, (now() AT TIME ZONE 'UTC'::text)))::date AS first) m,
     billing.limits_of(standing.p_tenant) l(soft, hard, retention_days);
END;

ALTER FUNCTION billing.standing(p_tenant uuid, OUT month date, OUT used bigint, OUT soft bigint, OUT hard bigint) OWNER TO bw_owner;

-- Name: use(uuid[], date, smallint, bigint[]); Type: FUNCTION; Schema: billing; Owner: bw_owner

CREATE FUNCTION billing.use(p_tenants uuid[], p_month date, p_slot smallint, p_events bigint[]) RETURNS TABLE(tenant_id uuid, used bigint, granted bigint)
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
declare
    counted bigint;
begin
    return query
        update billing.slot s set used = s.used + u.n
        from unnest(p_tenants, p_events) as u (t, n)
        where s.tenant_id = u.t and s.month = p_month and s.slot = p_slot
        returning s.tenant_id, s.used, s.granted;
    get diagnostics counted = row_count;
    if counted <> cardinality(p_tenants) then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end $$;

ALTER FUNCTION billing.use(p_tenants uuid[], p_month date, p_slot smallint, p_events bigint[]) OWNER TO bw_owner;

-- Name: dashboard; Type: TABLE; Schema: dashboards; Owner: bw_owner

CREATE TABLE dashboards.dashboard (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    description text,
    revision bigint DEFAULT 1 NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT dashboard_description_check CHECK ((length(description) <= 2000)),
    CONSTRAINT dashboard_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

ALTER TABLE ONLY dashboards.dashboard FORCE ROW LEVEL SECURITY;

ALTER TABLE dashboards.dashboard OWNER TO bw_owner;

-- Name: dashboard_change(uuid, uuid, bigint, text, boolean, text); Type: FUNCTION; Schema: dashboards; Owner: bw_owner

CREATE FUNCTION dashboards.dashboard_change(a_tenant uuid, a_id uuid, a_revision bigint, a_name text, description_sent boolean, a_description text) RETURNS SETOF dashboards.dashboard
    LANGUAGE plpgsql
    AS $$
begin
    return query
    update dashboards.dashboard d
    set name = coalesce(a_name, d.name),
        description = case when description_sent then a_description else d.description end,
        revision = d.revision + 1, updated_at = now()
    where d.tenant_id = a_tenant and d.id = a_id and d.deleted_at is null
      and d.revision = coalesce(a_revision, d.revision)
    returning d.*;
    if not found then
        perform from dashboards.dashboard d
        where d.tenant_id = a_tenant and d.id = a_id and d.deleted_at is null;
        raise exception using errcode = 'BW000',
                              message = case when found then 'stale' else 'not_found' end;
    end if;
end $$;

ALTER FUNCTION dashboards.dashboard_change(a_tenant uuid, a_id uuid, a_revision bigint, a_name text, description_sent boolean, a_description text) OWNER TO bw_owner;

-- Name: last_interval(text); Type: FUNCTION; Schema: dashboards; Owner: bw_owner

CREATE FUNCTION dashboards.last_interval(text) RETURNS interval
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (("left"($1, '-1'::integer) || CASE "right"($1, 1) WHEN 'm'::text THEN ' minutes'::text WHEN 'h'::text THEN ' hours'::text WHEN 'd'::text THEN ' days'::text WHEN 'w'::text THEN ' weeks'::text WHEN 'M'::text THEN ' months'::text ELSE ' years'::text END))::interval;

ALTER FUNCTION dashboards.last_interval(text) OWNER TO bw_owner;

-- Name: widget; Type: TABLE; Schema: dashboards; Owner: bw_owner

CREATE TABLE dashboards.widget (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    dashboard_id uuid NOT NULL,
    type text NOT NULL,
    title text NOT NULL,
    config jsonb NOT NULL,
    x integer NOT NULL,
    y integer NOT NULL,
    w integer NOT NULL,
    h integer NOT NULL,
    revision bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    dataset_id text GENERATED ALWAYS AS ((config ->> 'datasetId'::text)) STORED,
    CONSTRAINT widget_check CHECK (((x + w) <= 12)),
    CONSTRAINT widget_h_check CHECK (((h >= 1) AND (h <= 100))),
    CONSTRAINT widget_title_check CHECK ((length(title) <= 200)),
    CONSTRAINT widget_type_check CHECK ((type = ANY (ARRAY['line'::text, 'area'::text, 'bar'::text, 'stat'::text, 'table'::text, 'text'::text]))),
    CONSTRAINT widget_w_check CHECK (((w >= 1) AND (w <= 12))),
    CONSTRAINT widget_x_check CHECK ((x >= 0)),
    CONSTRAINT widget_y_check CHECK (((y >= 0) AND (y <= 9999)))
);

ALTER TABLE ONLY dashboards.widget FORCE ROW LEVEL SECURITY;

ALTER TABLE dashboards.widget OWNER TO bw_owner;

-- Name: layout_change(uuid, uuid, jsonb); Type: FUNCTION; Schema: dashboards; Owner: bw_owner

CREATE FUNCTION dashboards.layout_change(a_tenant uuid, a_dashboard uuid, items jsonb) RETURNS SETOF dashboards.widget
    LANGUAGE plpgsql
    AS $$
declare
    moved integer;
begin
    perform from dashboards.dashboard d
    where d.tenant_id = a_tenant and d.id = a_dashboard and d.deleted_at is null for update;
    return query
    update dashboards.widget g
    set x = i.x, y = i.y, w = i.w, h = i.h, revision = g.revision + 1, updated_at = now()
    from jsonb_to_recordset(items) as i (id uuid, x integer, y integer, w integer, h integer)
    where g.tenant_id = a_tenant and g.dashboard_id = a_dashboard and g.id = i.id
      and g.deleted_at is null
    returning g.*;
    get diagnostics moved = row_count;
    if moved <> jsonb_array_length(items) then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
end $$;

ALTER FUNCTION dashboards.layout_change(a_tenant uuid, a_dashboard uuid, items jsonb) OWNER TO bw_owner;

-- Name: names_in(text); Type: FUNCTION; Schema: dashboards; Owner: bw_owner

CREATE FUNCTION dashboards.names_in(expression text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT COALESCE(replace(m.m[1], '""'::text, '"'::text), m.m[2]) AS "coalesce"
    FROM regexp_matches(names_in.expression, '"((?:[^"]|"")+)"|([^][\x01-\x21\x23-\x2f:-@^`{-\x7f"\\0-9][^][\x01-\x2d/:-@^`{-\x7f\\]*)'::text, 'g'::text) m(m);
END;

ALTER FUNCTION dashboards.names_in(expression text) OWNER TO bw_owner;

-- Name: questions(text, jsonb, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: dashboards; Owner: bw_owner

CREATE FUNCTION dashboards.questions(type text, config jsonb, a_from timestamp with time zone, a_to timestamp with time zone) RETURNS TABLE(kind text, dataset_id uuid, metrics text[], names text[], labels text[], group_by text, range_from timestamp with time zone, range_to timestamp with time zone, unit text, want integer)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT k.kind,
     ((questions.config ->> 'datasetId'::text))::uuid AS uuid,
     ARRAY( SELECT jsonb_array_elements_text(COALESCE((questions.config -> 'metrics'::text), '[]'::jsonb)) AS jsonb_array_elements_text) AS "array",
     ARRAY( SELECT jsonb_each_text.key
            FROM jsonb_each_text(COALESCE((questions.config -> 'where'::text), '{}'::jsonb)) jsonb_each_text(key, value)
           ORDER BY jsonb_each_text.key) AS "array",
     ARRAY( SELECT jsonb_each_text.value
            FROM jsonb_each_text(COALESCE((questions.config -> 'where'::text), '{}'::jsonb)) jsonb_each_text(key, value)
           ORDER BY jsonb_each_text.key) AS "array",
     (questions.config ->> 'groupBy'::text),
         CASE
             WHEN (((questions.config -> 'range'::text) ->> 'last'::text) IS NOT NULL) THEN (now() - dashboards.last_interval(((questions.config -> 'range'::text) ->> 'last'::text)))
             ELSE COALESCE((((questions.config -> 'range'::text) ->> 'from'::text))::timestamp with time zone, questions.a_from)
         END AS "coalesce",
         CASE
             WHEN (((questions.config -> 'range'::text) ->> 'last'::text) IS NOT NULL) THEN now()
             ELSE COALESCE((((questions.config -> 'range'::text) ->> 'to'::text))::timestamp with time zone, questions.a_to)
         END AS "coalesce",
         CASE
             WHEN (k.kind = 'summary'::text) THEN 'all'::text
             ELSE COALESCE((questions.config ->> 'interval'::text), 'auto'::text)
         END AS "coalesce",
         CASE
             WHEN (k.kind = 'summary'::text) THEN 63
             ELSE
             CASE COALESCE((questions.config ->> 'agg'::text), 'avg'::text)
                 WHEN 'count'::text THEN 1
                 WHEN 'min'::text THEN 5
                 WHEN 'max'::text THEN 9
                 WHEN 'first'::text THEN 17
                 WHEN 'last'::text THEN 33
                 ELSE 3
             END
         END AS "case"
    FROM ( VALUES ('series'::text,ARRAY['line'::text, 'area'::text, 'bar'::text, 'stat'::text]), ('summary'::text,ARRAY['stat'::text, 'table'::text])) k(kind, types)
   WHERE (questions.type = ANY (k.types));
END;

ALTER FUNCTION dashboards.questions(type text, config jsonb, a_from timestamp with time zone, a_to timestamp with time zone) OWNER TO bw_owner;

-- Name: want_of(text); Type: FUNCTION; Schema: dashboards; Owner: bw_owner

CREATE FUNCTION dashboards.want_of(agg text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (agg = 'count'::text) THEN 1 WHEN (agg = 'min'::text) THEN 5 WHEN (agg = 'max'::text) THEN 9 WHEN (agg = 'first'::text) THEN 17 WHEN (agg = 'last'::text) THEN 33 WHEN (agg = ANY (ARRAY['p50'::text, 'p95'::text, 'p99'::text])) THEN 65 ELSE 3 END;

ALTER FUNCTION dashboards.want_of(agg text) OWNER TO bw_owner;

-- Name: questions(uuid, text, jsonb, timestamp with time zone, timestamp with time zone, text); Type: FUNCTION; Schema: dashboards; Owner: bw_owner

CREATE FUNCTION dashboards.questions(tenant uuid, type text, config jsonb, a_from timestamp with time zone, a_to timestamp with time zone, a_zone text) RETURNS TABLE(kind text, dataset_id uuid, metrics text[], names text[], labels text[], group_by text, range_from timestamp with time zone, range_to timestamp with time zone, unit text, want integer)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH conditions AS (
          SELECT array_agg(w.key ORDER BY w.key, v.value) AS names,
             array_agg(v.value ORDER BY w.key, v.value) AS labels
            FROM jsonb_each(COALESCE((questions.config -> 'where'::text), '{}'::jsonb)) w(key, value),
             LATERAL jsonb_array_elements_text(
                 CASE
                     WHEN (jsonb_typeof(w.value) = 'array'::text) THEN w.value
                     ELSE jsonb_build_array(w.value)
                 END) v(value)
         ), asked AS (
          SELECT ((questions.config ->> 'datasetId'::text))::uuid AS dataset_id,
             ARRAY( SELECT jsonb_array_elements_text(COALESCE((questions.config -> 'metrics'::text), '[]'::jsonb)) AS jsonb_array_elements_text
                 UNION
                  SELECT n.n
                    FROM jsonb_array_elements_text(COALESCE((questions.config -> 'expressions'::text), '[]'::jsonb)) e(value),
                     LATERAL dashboards.names_in(e.value) n(n)) AS metrics,
             COALESCE(c.names, '{}'::text[]) AS names,
             COALESCE(c.labels, '{}'::text[]) AS labels,
                 CASE
                     WHEN (((questions.config -> 'range'::text) ->> 'last'::text) IS NOT NULL) THEN (now() - dashboards.last_interval(((questions.config -> 'range'::text) ->> 'last'::text)))
                     ELSE COALESCE((((questions.config -> 'range'::text) ->> 'from'::text))::timestamp with time zone, questions.a_from)
                 END AS lo,
                 CASE
                     WHEN (((questions.config -> 'range'::text) ->> 'last'::text) IS NOT NULL) THEN now()
                     ELSE COALESCE((((questions.config -> 'range'::text) ->> 'to'::text))::timestamp with time zone, questions.a_to)
                 END AS hi
            FROM conditions c
         ), kinds AS (
          SELECT k.kind,
                 CASE
                     WHEN (k.kind = 'summary'::text) THEN 'all'::text
                     ELSE COALESCE((questions.config ->> 'interval'::text), 'auto'::text)
                 END AS unit,
             (dashboards.want_of(COALESCE((questions.config ->> 'agg'::text), 'avg'::text)) |
                 CASE
                     WHEN (k.kind = 'summary'::text) THEN 63
                     ELSE 0
                 END) AS want
            FROM ( VALUES ('series'::text,ARRAY['line'::text, 'area'::text, 'bar'::text, 'stat'::text]), ('summary'::text,ARRAY['stat'::text, 'table'::text])) k(kind, types)
           WHERE (questions.type = ANY (k.types))
         )
  SELECT k.kind,
     a.dataset_id,
     a.metrics,
     a.names,
     a.labels,
     (questions.config ->> 'groupBy'::text),
     a.lo,
     a.hi,
     k.unit,
     k.want
    FROM asked a,
     kinds k
 UNION ALL
  SELECT (k.kind || '_before'::text),
     a.dataset_id,
     a.metrics,
     a.names,
     a.labels,
     (questions.config ->> 'groupBy'::text),
     p.range_from,
     p.range_to,
     p.unit,
     k.want
    FROM asked a,
     kinds k,
     LATERAL analytics.previous(questions.tenant, a.dataset_id, a.metrics, a.names, a.labels, a.lo, a.hi, k.unit, questions.a_zone, (questions.config ->> 'compare'::text)) p(range_from, range_to, unit)
   WHERE ((questions.config ->> 'compare'::text) IS NOT NULL);
END;

ALTER FUNCTION dashboards.questions(tenant uuid, type text, config jsonb, a_from timestamp with time zone, a_to timestamp with time zone, a_zone text) OWNER TO bw_owner;

-- Name: widget_add(uuid, uuid, uuid, text, text, jsonb, integer[]); Type: FUNCTION; Schema: dashboards; Owner: bw_owner

CREATE FUNCTION dashboards.widget_add(a_tenant uuid, a_dashboard uuid, a_id uuid, a_type text, a_title text, a_config jsonb, a_layout integer[]) RETURNS SETOF dashboards.widget
    LANGUAGE plpgsql
    AS $$
begin
    perform from dashboards.dashboard d
    where d.tenant_id = a_tenant and d.id = a_dashboard and d.deleted_at is null for update;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
    if (select count(*) >= 100 from dashboards.widget w
        where w.tenant_id = a_tenant and w.dashboard_id = a_dashboard and w.deleted_at is null) then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
    return query
    insert into dashboards.widget (tenant_id, id, dashboard_id, type, title, config, x, y, w, h)
    values (a_tenant, a_id, a_dashboard, a_type, a_title, a_config, a_layout[1], a_layout[2],
            a_layout[3], a_layout[4])
    returning *;
end $$;

ALTER FUNCTION dashboards.widget_add(a_tenant uuid, a_dashboard uuid, a_id uuid, a_type text, a_title text, a_config jsonb, a_layout integer[]) OWNER TO bw_owner;

-- Name: widget_change(uuid, uuid, uuid, bigint, text, text, jsonb, integer[]); Type: FUNCTION; Schema: dashboards; Owner: bw_owner

CREATE FUNCTION dashboards.widget_change(a_tenant uuid, a_dashboard uuid, a_id uuid, a_revision bigint, a_type text, a_title text, a_config jsonb, a_layout integer[]) RETURNS SETOF dashboards.widget
    LANGUAGE plpgsql
    AS $$
begin
    return query
    update dashboards.widget g
    set type = coalesce(a_type, g.type), title = coalesce(a_title, g.title),
        config = coalesce(a_config, g.config), x = coalesce(a_layout[1], g.x),
        y = coalesce(a_layout[2], g.y), w = coalesce(a_layout[3], g.w),
        h = coalesce(a_layout[4], g.h), revision = g.revision + 1, updated_at = now()
    from dashboards.dashboard d
    where g.tenant_id = a_tenant and g.id = a_id and g.dashboard_id = a_dashboard
      and g.deleted_at is null and g.revision = a_revision
      and d.tenant_id = a_tenant and d.id = a_dashboard and d.deleted_at is null
    returning g.*;
    if not found then
        perform from dashboards.widget g
        join dashboards.dashboard d on d.tenant_id = g.tenant_id and d.id = g.dashboard_id
        where g.tenant_id = a_tenant and g.id = a_id and g.dashboard_id = a_dashboard
          and g.deleted_at is null and d.deleted_at is null;
        raise exception using errcode = 'BW000',
                              message = case when found then 'stale' else 'not_found' end;
    end if;
end $$;

ALTER FUNCTION dashboards.widget_change(a_tenant uuid, a_dashboard uuid, a_id uuid, a_revision bigint, a_type text, a_title text, a_config jsonb, a_layout integer[]) OWNER TO bw_owner;

-- Name: add_version(uuid, uuid, text, text, boolean, jsonb, uuid, bigint[], timestamp with time zone); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.add_version(p_id uuid, p_version_id uuid, p_mode text, p_file_type text, p_mapping_sent boolean, p_mapping jsonb, p_user uuid, p_reads bigint[], p_expires_at timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
    d datasets.dataset := datasets.held(p_id);
    made bigint := d.last_version + 1;
begin
    if datasets.on_its_way(d) is not null then
        raise exception using errcode = 'BW000', message = 'version_pending';
    end if;
    insert into datasets.version (tenant_id, dataset_id, version, id, mode, status, file_type, mapping,
                                  reads, bytes, created_by)
    select d.tenant_id, d.id, made, p_version_id, p_mode,
           case when p_reads is null then 'created' else 'queued' end,
           coalesce(p_file_type, v.file_type), case when p_mapping_sent then p_mapping else v.mapping end,
           coalesce(p_reads, array[made]),
           (select coalesce(sum(u.bytes), 0) from datasets.upload u
            where u.tenant_id = d.tenant_id and u.dataset_id = d.id and u.version = any (p_reads)),
           p_user
    from datasets.version v
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = d.version;
    if p_reads is null then
        insert into datasets.upload (tenant_id, dataset_id, version, expires_at)
        values (d.tenant_id, d.id, made, p_expires_at);
    end if;
    update datasets.dataset h
    set last_version = made, updated_at = now(),
        version = case when datasets.is_published(d) then h.version else made end,
        pending = case when datasets.is_published(d) then made end
    where h.tenant_id = d.tenant_id and h.id = d.id;
    return made;
end $$;

ALTER FUNCTION datasets.add_version(p_id uuid, p_version_id uuid, p_mode text, p_file_type text, p_mapping_sent boolean, p_mapping jsonb, p_user uuid, p_reads bigint[], p_expires_at timestamp with time zone) OWNER TO bw_owner;

-- Name: app_tenant(); Type: FUNCTION; Schema: public; Owner: bw_owner

CREATE FUNCTION public.app_tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid;

ALTER FUNCTION public.app_tenant() OWNER TO bw_owner;

-- Name: dataset; Type: TABLE; Schema: datasets; Owner: bw_owner

CREATE TABLE datasets.dataset (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    description text,
    version bigint DEFAULT 1 NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    pending bigint,
    last_version bigint DEFAULT 1 NOT NULL,
    data_version bigint DEFAULT 1 NOT NULL,
    purged_at timestamp with time zone,
    kind text DEFAULT 'file'::text NOT NULL,
    CONSTRAINT dataset_description_check CHECK ((length(description) <= 2000)),
    CONSTRAINT dataset_kind_check CHECK ((kind = ANY (ARRAY['file'::text, 'events'::text]))),
    CONSTRAINT dataset_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
)
WITH (fillfactor='70');

ALTER TABLE ONLY datasets.dataset FORCE ROW LEVEL SECURITY;

ALTER TABLE datasets.dataset OWNER TO bw_owner;

-- Name: begin_purge(uuid, bigint); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.begin_purge(p_id uuid, p_minutes bigint) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 UPDATE datasets.dataset AS d SET purged_at = COALESCE(d.purged_at, now())
   WHERE ((d.tenant_id = public.app_tenant()) AND (d.id = begin_purge.p_id) AND (d.deleted_at <= (now() - ((begin_purge.p_minutes)::double precision * '00:01:00'::interval))))
   RETURNING d.last_version;
END;

ALTER FUNCTION datasets.begin_purge(p_id uuid, p_minutes bigint) OWNER TO bw_owner;

-- Name: cancel(uuid); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.cancel(p_id uuid) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
    d datasets.dataset := datasets.held(p_id);
    ended bigint := datasets.on_its_way(d);
begin
    if ended is null then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
    perform datasets.must_move(p_id, ended, 'canceled');
    update datasets.version v
    set error = '{"code":"canceled","detail":"Somebody canceled it."}'
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = ended;
    update analytics.part p set state = 'dead', dead_at = now()
    where p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.version = ended
      and p.state = 'loading';
    delete from jobs.job j
    where j.tenant_id = d.tenant_id and j.kind = 'dataset.ingest' and j.state in ('ready', 'delayed')
      and j.payload ->> 'datasetId' = p_id::text and (j.payload ->> 'version')::bigint = ended;
    update datasets.dataset h set updated_at = now() where h.tenant_id = d.tenant_id and h.id = d.id;
    return ended;
end $$;

ALTER FUNCTION datasets.cancel(p_id uuid) OWNER TO bw_owner;

-- Name: uuid_v7(); Type: FUNCTION; Schema: public; Owner: bw_owner

CREATE FUNCTION public.uuid_v7() RETURNS uuid
    LANGUAGE sql PARALLEL SAFE
    RETURN (encode(set_bit(set_bit(OVERLAY(uuid_send(gen_random_uuid()) PLACING SUBSTRING(int8send(((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric))::bigint) FROM 3) FROM 1 FOR 6), (52)::bigint, 1), (53)::bigint, 1), 'hex'::text))::uuid;

ALTER FUNCTION public.uuid_v7() OWNER TO bw_owner;

-- Name: reject; Type: TABLE; Schema: analytics; Owner: bw_owner

CREATE TABLE analytics.reject (
    tenant_id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    part_id bigint NOT NULL,
    n integer NOT NULL,
    line bigint NOT NULL,
    column_name text NOT NULL,
    value text NOT NULL,
    reason text NOT NULL,
    raw text DEFAULT ''::text NOT NULL
);

ALTER TABLE ONLY analytics.reject FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.reject OWNER TO bw_owner;

-- Name: upload; Type: TABLE; Schema: datasets; Owner: bw_owner

CREATE TABLE datasets.upload (
    tenant_id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    version bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    bytes bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone
);

ALTER TABLE ONLY datasets.upload FORCE ROW LEVEL SECURITY;

ALTER TABLE datasets.upload OWNER TO bw_owner;

-- Name: version; Type: TABLE; Schema: datasets; Owner: bw_owner

CREATE TABLE datasets.version (
    tenant_id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    version bigint NOT NULL,
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    mode text NOT NULL,
    status text DEFAULT 'created'::text NOT NULL,
    file_type text NOT NULL,
    mapping jsonb,
    reads bigint[] NOT NULL,
    base_version bigint,
    parts bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    points_gone boolean DEFAULT false NOT NULL,
    reject_parts bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    plan jsonb,
    row_count bigint DEFAULT 0 NOT NULL,
    reject_count bigint DEFAULT 0 NOT NULL,
    point_count bigint DEFAULT 0 NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    progress jsonb,
    error jsonb,
    first_at timestamp with time zone,
    last_at timestamp with time zone,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    ready_at timestamp with time zone,
    CONSTRAINT version_file_type_check CHECK ((file_type = ANY (ARRAY['csv'::text, 'json'::text, 'ndjson'::text]))),
    CONSTRAINT version_mode_check CHECK ((mode = ANY (ARRAY['replace'::text, 'append'::text, 'reingest'::text]))),
    CONSTRAINT version_status_check CHECK ((status = ANY (ARRAY['created'::text, 'queued'::text, 'processing'::text, 'ready'::text, 'error'::text, 'canceled'::text])))
)
WITH (fillfactor='70');

ALTER TABLE ONLY datasets.version FORCE ROW LEVEL SECURITY;

ALTER TABLE datasets.version OWNER TO bw_owner;

-- Name: drop_unreachable(datasets.dataset); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.drop_unreachable(d datasets.dataset) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 UPDATE datasets.version AS v SET points_gone = true
   WHERE ((v.tenant_id = (drop_unreachable.d).tenant_id) AND (v.dataset_id = (drop_unreachable.d).id) AND (v.version <> (drop_unreachable.d).version) AND (v.status = 'ready'::text) AND (NOT v.points_gone) AND (EXISTS ( SELECT
            FROM datasets.upload u
           WHERE ((u.tenant_id = v.tenant_id) AND (u.dataset_id = v.dataset_id) AND (u.version = ANY (v.reads)) AND (u.removed_at IS NOT NULL)))));
 UPDATE analytics.part AS p SET state = 'dead'::text, dead_at = now()
   WHERE ((p.tenant_id = (drop_unreachable.d).tenant_id) AND (p.dataset_id = (drop_unreachable.d).id) AND (p.state = 'former'::text) AND (NOT (EXISTS ( SELECT
            FROM datasets.version v
           WHERE ((v.tenant_id = (drop_unreachable.d).tenant_id) AND (v.dataset_id = (drop_unreachable.d).id) AND (v.status = 'ready'::text) AND (NOT v.points_gone) AND (p.id = ANY (v.parts)))))));
 DELETE FROM analytics.reject AS r
   WHERE ((r.tenant_id = (drop_unreachable.d).tenant_id) AND (r.dataset_id = (drop_unreachable.d).id) AND (NOT (EXISTS ( SELECT
            FROM datasets.version v
           WHERE ((v.tenant_id = (drop_unreachable.d).tenant_id) AND (v.dataset_id = (drop_unreachable.d).id) AND ((v.version = ANY (ARRAY[(drop_unreachable.d).version, (drop_unreachable.d).pending])) OR ((v.status = 'ready'::text) AND (NOT v.points_gone))) AND (r.part_id = ANY (v.reject_parts)))))) AND (NOT (EXISTS ( SELECT
            FROM analytics.part p
           WHERE ((p.tenant_id = (drop_unreachable.d).tenant_id) AND (p.dataset_id = (drop_unreachable.d).id) AND (p.id = r.part_id) AND (p.state = 'loading'::text))))));
END;

ALTER FUNCTION datasets.drop_unreachable(d datasets.dataset) OWNER TO bw_owner;

-- Name: fail(uuid, bigint, jsonb, bigint, bigint); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.fail(p_id uuid, p_version bigint, p_error jsonb, p_rejects bigint, p_part bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    perform datasets.must_move(p_id, p_version, 'error');
    update datasets.version v
    set error = p_error, reject_count = p_rejects,
        reject_parts = case when p_part > 0 then array[p_part] else '{}' end
    where v.tenant_id = app_tenant() and v.dataset_id = p_id and v.version = p_version;
    update analytics.part p set state = 'dead', dead_at = now()
    where p.tenant_id = app_tenant() and p.dataset_id = p_id and p.version = p_version
      and p.state = 'loading';
end $$;

ALTER FUNCTION datasets.fail(p_id uuid, p_version bigint, p_error jsonb, p_rejects bigint, p_part bigint) OWNER TO bw_owner;

-- Name: file_removed(uuid, bigint); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.file_removed(p_id uuid, p_version bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    d datasets.dataset;
begin
    select * into d from datasets.dataset h
    where h.tenant_id = app_tenant() and h.id = p_id for update;
    update datasets.upload u set removed_at = coalesce(u.removed_at, now())
    where u.tenant_id = app_tenant() and u.dataset_id = p_id and u.version = p_version;
    perform datasets.drop_unreachable(d);
end $$;

ALTER FUNCTION datasets.file_removed(p_id uuid, p_version bigint) OWNER TO bw_owner;

-- Name: files_of(uuid, bigint); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.files_of(p_id uuid, p_version bigint) RETURNS bigint[]
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH RECURSIVE chain AS (
          SELECT v.base_version,
             v.reads,
             0 AS depth
            FROM datasets.version v
           WHERE ((v.tenant_id = public.app_tenant()) AND (v.dataset_id = files_of.p_id) AND (v.version = files_of.p_version))
         UNION ALL
          SELECT b.base_version,
             b.reads,
             (c_1.depth + 1)
            FROM (chain c_1
              JOIN datasets.version b ON (((b.tenant_id = public.app_tenant()) AND (b.dataset_id = files_of.p_id) AND (b.version = c_1.base_version))))
         )
  SELECT array_agg(f.version ORDER BY c.depth DESC, f.place) AS array_agg
    FROM chain c,
     LATERAL unnest(c.reads) WITH ORDINALITY f(version, place);
END;

ALTER FUNCTION datasets.files_of(p_id uuid, p_version bigint) OWNER TO bw_owner;

-- Name: go_back(uuid, bigint); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.go_back(p_id uuid, p_version bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    d datasets.dataset := datasets.held(p_id);
    v datasets.version;
begin
    select * into v from datasets.version o
    where o.tenant_id = d.tenant_id and o.dataset_id = d.id and o.version = p_version;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    elsif v.status <> 'ready' then
        raise exception using errcode = 'BW000', message = 'bad_state';
    elsif v.points_gone then
        raise exception using errcode = 'BW000', message = 'version_gone';
    elsif v.version = d.version then
        return;
    end if;
    perform analytics.show_parts(p_id, v.parts);
    update datasets.dataset h
    set version = v.version, data_version = h.data_version + 1, updated_at = now()
    where h.tenant_id = d.tenant_id and h.id = d.id
    returning * into d;
    perform datasets.drop_unreachable(d);
end $$;

ALTER FUNCTION datasets.go_back(p_id uuid, p_version bigint) OWNER TO bw_owner;

-- Name: held(uuid); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.held(p_id uuid) RETURNS datasets.dataset
    LANGUAGE plpgsql
    AS $$
declare
    d datasets.dataset;
begin
    select * into d from datasets.dataset h
    where h.tenant_id = app_tenant() and h.id = p_id and h.deleted_at is null for update;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    elsif d.kind <> 'file' then
        raise exception using errcode = 'BW000', message = 'built_in';
    end if;
    return d;
end $$;

ALTER FUNCTION datasets.held(p_id uuid) OWNER TO bw_owner;

-- Name: hold(uuid, bigint); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.hold(p_id uuid, p_minutes bigint DEFAULT NULL::bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    perform from datasets.dataset d
    where d.tenant_id = app_tenant() and d.id = p_id
      and case when p_minutes is null then d.deleted_at is null
               else d.deleted_at > now() - p_minutes * interval '1 minute' and d.purged_at is null end
    for update;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
end $$;

ALTER FUNCTION datasets.hold(p_id uuid, p_minutes bigint) OWNER TO bw_owner;

-- Name: is_published(datasets.dataset); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.is_published(d datasets.dataset) RETURNS boolean
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM datasets.version v
           WHERE ((v.tenant_id = (is_published.d).tenant_id) AND (v.dataset_id = (is_published.d).id) AND (v.version = (is_published.d).version) AND (v.status = 'ready'::text)))) AS "exists";
END;

ALTER FUNCTION datasets.is_published(d datasets.dataset) OWNER TO bw_owner;

-- Name: move(uuid, bigint, text); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.move(p_id uuid, p_version bigint, p_to text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
    perform from datasets.dataset d
    where d.tenant_id = app_tenant() and d.id = p_id and d.deleted_at is null
      and p_version in (d.version, d.pending)
    for update;
    if not found then
        return false;
    end if;
    update datasets.version v
    set status = p_to,
        ready_at = case when p_to = 'ready' then now() else v.ready_at end,
        progress = case when p_to in ('ready', 'error', 'canceled') then null else v.progress end,
        error = case when p_to in ('error', 'canceled') then v.error end
    where v.tenant_id = app_tenant() and v.dataset_id = p_id and v.version = p_version
      and (v.status, p_to) in (('created', 'queued'), ('created', 'error'), ('created', 'canceled'),
                               ('queued', 'queued'), ('queued', 'processing'), ('queued', 'error'),
                               ('queued', 'canceled'), ('processing', 'queued'),
                               ('processing', 'processing'), ('processing', 'ready'),
                               ('processing', 'error'), ('processing', 'canceled'),
                               -- a person gave its dead job more attempts
                               ('error', 'processing'));
    return found;
end $$;

ALTER FUNCTION datasets.move(p_id uuid, p_version bigint, p_to text) OWNER TO bw_owner;

-- Name: must_move(uuid, bigint, text); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.must_move(p_id uuid, p_version bigint, p_to text) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    if not datasets.move(p_id, p_version, p_to) then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end $$;

ALTER FUNCTION datasets.must_move(p_id uuid, p_version bigint, p_to text) OWNER TO bw_owner;

-- Name: on_its_way(datasets.dataset); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.on_its_way(d datasets.dataset) RETURNS bigint
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT v.version
    FROM datasets.version v
   WHERE ((v.tenant_id = (on_its_way.d).tenant_id) AND (v.dataset_id = (on_its_way.d).id) AND (v.version = COALESCE((on_its_way.d).pending, (on_its_way.d).version)) AND (v.status = ANY (ARRAY['created'::text, 'queued'::text, 'processing'::text])));
END;

ALTER FUNCTION datasets.on_its_way(d datasets.dataset) OWNER TO bw_owner;

-- Name: publish(uuid, bigint, bigint[], bigint[], bigint[], jsonb, bigint, bigint, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.publish(p_id uuid, p_version bigint, p_parts bigint[], p_points bigint[], p_bytes bigint[], p_plan jsonb, p_rows bigint, p_rejects bigint, p_first_at timestamp with time zone, p_last_at timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
declare
    d datasets.dataset := datasets.held(p_id);
    base datasets.version;
    made datasets.version;
    loaded bigint;
begin
    perform datasets.must_move(p_id, p_version, 'ready');
    update analytics.part p set state = 'former', points = w.points, bytes = w.bytes
    from unnest(p_parts, p_points, p_bytes) as w (id, points, bytes)
    where p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.id = w.id and p.state = 'loading';
    get diagnostics loaded = row_count;
    if loaded <> cardinality(p_parts) then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
    select b.* into base from datasets.version b, datasets.version v
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = p_version
      and v.mode = 'append' and b.tenant_id = d.tenant_id and b.dataset_id = d.id
      and b.version = d.version and b.version <> p_version and b.status = 'ready';
    update datasets.version v
    set base_version = base.version, parts = coalesce(base.parts, '{}') || p_parts,
        reject_parts = coalesce(base.reject_parts, '{}')
                       || case when p_rejects > 0 then p_parts else '{}' end,
        plan = p_plan, row_count = coalesce(base.row_count, 0) + p_rows,
        reject_count = coalesce(base.reject_count, 0) + p_rejects,
        point_count = coalesce(base.point_count, 0) + (select sum(n) from unnest(p_points) n),
        bytes = coalesce(base.bytes, 0) + v.bytes,
        first_at = least(base.first_at, p_first_at), last_at = greatest(base.last_at, p_last_at)
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = p_version
    returning * into made;
    perform analytics.show_parts(p_id, coalesce(base.parts, '{}') || p_parts);
    update datasets.dataset h
    set version = p_version, pending = nullif(h.pending, p_version), data_version = h.data_version + 1,
        updated_at = now()
    where h.tenant_id = d.tenant_id and h.id = d.id
    returning * into d;
    perform datasets.drop_unreachable(d);
    return jsonb_build_object('datasetId', p_id, 'version', p_version, 'rowCount', made.row_count,
                              'rejectCount', made.reject_count);
end $$;

ALTER FUNCTION datasets.publish(p_id uuid, p_version bigint, p_parts bigint[], p_points bigint[], p_bytes bigint[], p_plan jsonb, p_rows bigint, p_rejects bigint, p_first_at timestamp with time zone, p_last_at timestamp with time zone) OWNER TO bw_owner;

-- Name: refuse_built_in(); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.refuse_built_in() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception using errcode = 'BW000', message = 'built_in';
end $$;

ALTER FUNCTION datasets.refuse_built_in() OWNER TO bw_owner;

-- Name: reingest(uuid, uuid, bigint, jsonb, uuid); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.reingest(p_id uuid, p_version_id uuid, p_version bigint, p_mapping jsonb, p_user uuid) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
    d datasets.dataset := datasets.held(p_id);
    v datasets.version;
    files bigint[];
begin
    if datasets.on_its_way(d) is not null then
        raise exception using errcode = 'BW000', message = 'version_pending';
    end if;
    select * into v from datasets.version o
    where o.tenant_id = d.tenant_id and o.dataset_id = d.id
      and o.version = coalesce(p_version, d.version);
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
    files := datasets.files_of(p_id, v.version);
    if (select count(*) <> cardinality(files) from datasets.upload u
        where u.tenant_id = d.tenant_id and u.dataset_id = d.id and u.version = any (files)
          and u.completed_at is not null and u.removed_at is null) then
        raise exception using errcode = 'BW000', message = 'file_gone';
    end if;
    return datasets.add_version(p_id, p_version_id,
                                case when v.mode = 'append' and v.status <> 'ready' then 'append'
                                     else 'reingest' end,
                                v.file_type, true, p_mapping, p_user, files, null);
end $$;

ALTER FUNCTION datasets.reingest(p_id uuid, p_version_id uuid, p_version bigint, p_mapping jsonb, p_user uuid) OWNER TO bw_owner;

-- Name: set_mapping(uuid, jsonb); Type: FUNCTION; Schema: datasets; Owner: bw_owner

CREATE FUNCTION datasets.set_mapping(p_id uuid, p_mapping jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    update datasets.version v set mapping = p_mapping
    where v.tenant_id = app_tenant() and v.dataset_id = p_id
      and v.version = datasets.on_its_way(datasets.held(p_id)) and v.status = 'created';
    if not found then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end $$;

ALTER FUNCTION datasets.set_mapping(p_id uuid, p_mapping jsonb) OWNER TO bw_owner;

-- Name: usage; Type: TABLE; Schema: billing; Owner: bw_owner

CREATE TABLE billing.usage (
    tenant_id uuid NOT NULL,
    day date NOT NULL,
    key_id uuid NOT NULL,
    slot smallint NOT NULL,
    events bigint DEFAULT 0 NOT NULL,
    rejected bigint DEFAULT 0 NOT NULL,
    CONSTRAINT usage_events_check CHECK ((events >= 0)),
    CONSTRAINT usage_rejected_check CHECK ((rejected >= 0))
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000');

ALTER TABLE ONLY billing.usage FORCE ROW LEVEL SECURITY;

ALTER TABLE billing.usage OWNER TO bw_owner;

-- Name: event; Type: TABLE; Schema: events; Owner: bw_owner

CREATE TABLE events.event (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    source text,
    user_id text,
    value double precision,
    occurred_at timestamp with time zone NOT NULL,
    payload jsonb,
    key_id uuid
)
PARTITION BY RANGE (id);

ALTER TABLE ONLY events.event FORCE ROW LEVEL SECURITY;

ALTER TABLE events.event OWNER TO bw_owner;

-- Name: bytes_of(uuid); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.bytes_of(tenant uuid) RETURNS bigint
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT (COALESCE(sum(
         CASE
             WHEN (u.events > (0)::numeric) THEN ((pg_total_relation_size((c.oid)::regclass))::double precision * ((u.events)::double precision / GREATEST(c.reltuples, (u.events)::real)))
             ELSE NULL::double precision
         END), (0)::double precision))::bigint AS "coalesce"
    FROM ((pg_inherits i
      JOIN pg_class c ON ((c.oid = i.inhrelid)))
      CROSS JOIN LATERAL ( SELECT sum(b.events) AS events
            FROM billing.usage b
           WHERE ((b.tenant_id = bytes_of.tenant) AND (to_char((b.day)::timestamp with time zone, '"event_"YYYY_MM'::text) = c.relname) AND (b.day >= (((now() AT TIME ZONE 'UTC'::text))::date - ( SELECT l.retention_days
                    FROM billing.limits_of(bytes_of.tenant) l(soft, hard, retention_days)))))) u)
   WHERE (i.inhparent = ('events.event'::regclass)::oid);
END;

ALTER FUNCTION events.bytes_of(tenant uuid) OWNER TO bw_owner;

-- Name: claim(uuid[], uuid[], uuid[], bytea[], timestamp with time zone); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.claim(p_tenants uuid[], p_keys uuid[], p_ids uuid[], p_bodies bytea[], p_since timestamp with time zone) RETURNS TABLE(place integer, event_id uuid, body_hash bytea)
    LANGUAGE plpgsql
    AS $$
declare
    claimed bigint;
begin
    insert into events.seen as s (tenant_id, key, event_id, body_hash)
    select u.t, u.k, u.i, u.b from unnest(p_tenants, p_keys, p_ids, p_bodies) as u (t, k, i, b)
    on conflict (tenant_id, key) do update
        set event_id = excluded.event_id, body_hash = excluded.body_hash, created_at = now()
        where s.created_at < p_since;
    get diagnostics claimed = row_count;
    if claimed = cardinality(p_keys) then
        return;
    end if;
    -- a new snapshot: what a concurrent commit has just claimed is seen
    return query
        select u.n::integer, s.event_id, s.body_hash
        from unnest(p_tenants, p_keys, p_ids) with ordinality as u (t, k, i, n)
        join events.seen s on s.tenant_id = u.t and s.key = u.k
        where s.event_id <> u.i;
end $$;

ALTER FUNCTION events.claim(p_tenants uuid[], p_keys uuid[], p_ids uuid[], p_bodies bytea[], p_since timestamp with time zone) OWNER TO bw_owner;

-- Name: levels(); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.levels(OUT level smallint, OUT step interval, OUT page interval) RETURNS SETOF record
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 VALUES ((1)::smallint,'00:01:00'::interval,'24:00:00'::interval), ((2)::smallint,'00:15:00'::interval,'240:00:00'::interval), ((3)::smallint,'01:00:00'::interval,'960:00:00'::interval), ((4)::smallint,'24:00:00'::interval,'9600:00:00'::interval);
END;

ALTER FUNCTION events.levels(OUT level smallint, OUT step interval, OUT page interval) OWNER TO bw_owner;

-- Name: close_digests(uuid, bigint, bigint[], smallint[], timestamp with time zone[], bytea[]); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.close_digests(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[], p_t timestamp with time zone[], p_digests bytea[]) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 WITH bucket AS MATERIALIZED (
          SELECT u.series_id,
             u.level,
             date_bin(l.page, u.t, '0001-01-01 00:00:00+00'::timestamp with time zone) AS page,
             l.page AS length,
             u.t,
             u.digest
            FROM (UNNEST(close_digests.p_series, close_digests.p_levels, close_digests.p_t, close_digests.p_digests) u(series_id, level, t, digest)
              JOIN events.levels() l(level, step, page) ON ((l.level = u.level)))
         ), crowd AS MATERIALIZED (
          SELECT w.series_id,
             w.level,
             w.page,
             (w.page + w.length) AS page_end
            FROM ( SELECT DISTINCT bucket.series_id,
                     bucket.level,
                     bucket.page,
                     bucket.length
                    FROM bucket) w
           WHERE ( SELECT (count(*) > 8)
                    FROM analytics.digest g
                   WHERE ((g.tenant_id = close_digests.p_tenant) AND (g.series_id = w.series_id) AND (g.part_id = close_digests.p_part) AND (g.level = w.level) AND (g.t0 >= w.page) AND (g.t0 < (w.page + w.length))))
         ), old AS (
          DELETE FROM analytics.digest AS g
            USING crowd c
           WHERE ((g.tenant_id = close_digests.p_tenant) AND (g.series_id = c.series_id) AND (g.part_id = close_digests.p_part) AND (g.level = c.level) AND (g.t0 >= c.page) AND (g.t0 < c.page_end))
           RETURNING c.page,
             g.tenant_id,
             g.series_id,
             g.part_id,
             g.level,
             g.seq,
             g.t0,
             g.t1,
             g.t,
             g.digests
         ), chunk AS (
          SELECT b.series_id,
             b.level,
             b.page,
             2147483647 AS seq,
             array_agg(b.t ORDER BY b.t) AS t,
             string_agg(b.digest, '\x'::bytea ORDER BY b.t) AS digests
            FROM bucket b
           GROUP BY b.series_id, b.level, b.page
         UNION ALL
          SELECT o.series_id,
             o.level,
             o.page,
             o.seq,
             o.t,
             o.digests
            FROM old o
         ), times AS (
          SELECT c.series_id,
             c.level,
             c.page,
             array_agg(u.t ORDER BY c.seq, u.place) AS t,
             min(u.t) AS t0,
             max(u.t) AS t1
            FROM chunk c,
             LATERAL unnest(c.t) WITH ORDINALITY u(t, place)
           GROUP BY c.series_id, c.level, c.page
         )
  INSERT INTO analytics.digest (tenant_id, series_id, part_id, level, seq, t0, t1, t, digests)  SELECT close_digests.p_tenant AS p_tenant,
             s.series_id,
             close_digests.p_part AS p_part,
             s.level,
             (( SELECT COALESCE(max(g.seq), 0) AS "coalesce"
                    FROM analytics.digest g
                   WHERE ((g.tenant_id = close_digests.p_tenant) AND (g.series_id = s.series_id) AND (g.part_id = close_digests.p_part) AND (g.level = s.level))) + row_number() OVER (PARTITION BY s.series_id, s.level ORDER BY s.page)),
             s.t0,
             s.t1,
             s.t,
             ( SELECT string_agg(c.digests, '\x'::bytea ORDER BY c.seq) AS string_agg
                    FROM chunk c
                   WHERE ((c.series_id = s.series_id) AND (c.level = s.level) AND (c.page = s.page))) AS string_agg
            FROM times s;
END;

ALTER FUNCTION events.close_digests(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[], p_t timestamp with time zone[], p_digests bytea[]) OWNER TO bw_owner;

-- Name: close_minutes(uuid, timestamp with time zone, integer); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.close_minutes(p_tenant uuid, p_before timestamp with time zone, p_most integer) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
    taken_rows bigint;
begin
    with taken as (
        delete from events.minute x
        where x.tenant_id = p_tenant and x.t < p_before
          and x.t <= coalesce((select o.t from events.minute o where o.tenant_id = p_tenant
                               order by o.t offset p_most limit 1), p_before)
        returning x.t, x.type, x.n
    ), bucket as (
        select l.level, date_bin(l.step, x.t, '0001-01-01 00:00:00+00') as t, x.type,
               sum(x.n)::bigint as n
        from taken x
        join events.levels() as l on l.level > 1
        group by 1, 2, 3
    ), made as (
        insert into events.moment as m (tenant_id, level, t, n, types)
        select p_tenant, b.level, b.t, sum(b.n), jsonb_object_agg(b.type, b.n)
        from bucket b
        group by b.level, b.t
        on conflict (tenant_id, level, t) do update
        set n = m.n + excluded.n,
            types = (select jsonb_object_agg(a.type, a.n)
                     from (select e.key as type, sum(e.value::bigint) as n
                           from (select * from jsonb_each_text(m.types)
                                 union all
                                 select * from jsonb_each_text(excluded.types)) as e
                           group by e.key) as a)
    )
    select count(*) into taken_rows from taken;
    return taken_rows;
end $$;

ALTER FUNCTION events.close_minutes(p_tenant uuid, p_before timestamp with time zone, p_most integer) OWNER TO bw_owner;

-- Name: close_points(uuid, bigint, timestamp with time zone, bigint, timestamp with time zone); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.close_points(p_tenant uuid, p_part bigint, p_before timestamp with time zone, p_last_series bigint, p_last_t timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    origin constant timestamptz := '0001-01-01 00:00:00+00';
    made_series bigint[];
    made_levels smallint[];
    made_pages timestamptz[];
begin
    with taken as (
        delete from events.tail x
        where x.tenant_id = p_tenant and x.t < p_before
          and (x.series_id, x.t) <= (p_last_series, p_last_t)
        returning x.*
    ), bucket as (
        select x.series_id, l.level, date_bin(l.page, x.t, origin) as page,
               date_bin(l.step, x.t, origin) as t, sum(x.n)::bigint as n, sum(x.sum) as sum,
               min(x.min) as min, max(x.max) as max,
               (array_agg(x.first order by x.first_t, x.t))[1] as first,
               (array_agg(x.last order by x.last_t desc, x.t desc))[1] as last,
               min(x.first_t) as first_t, max(x.last_t) as last_t
        from taken x, events.levels() as l
        group by 1, 2, 3, 4
    ), made as (
        insert into analytics.rollup (tenant_id, series_id, part_id, level, seq, t0, t1, t, n, sum, min,
                                      max, first, last, first_t, last_t)
        select p_tenant, b.series_id, p_part, b.level,
               (select coalesce(max(r.seq), 0) from analytics.rollup r
                where r.tenant_id = p_tenant and r.series_id = b.series_id and r.part_id = p_part
                  and r.level = b.level) + row_number() over (partition by b.series_id, b.level order by b.page),
               min(b.t), max(b.t), array_agg(b.t), array_agg(b.n), array_agg(b.sum), array_agg(b.min), array_agg(b.max),
               array_agg(b.first), array_agg(b.last), array_agg(b.first_t), array_agg(b.last_t)
        from (select * from bucket order by series_id, level, page, t) as b
        group by b.series_id, b.level, b.page
        returning series_id, level, t0
    )
    select array_agg(m.series_id), array_agg(m.level), array_agg(date_bin(l.page, m.t0, origin))
    into made_series, made_levels, made_pages
    from made m
    join events.levels() as l on l.level = m.level;
    perform events.merge_chunks(p_tenant, p_part, made_series, made_levels, made_pages);
end $$;

ALTER FUNCTION events.close_points(p_tenant uuid, p_part bigint, p_before timestamp with time zone, p_last_series bigint, p_last_t timestamp with time zone) OWNER TO bw_owner;

-- Name: closing_end(uuid, timestamp with time zone, integer); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.closing_end(p_tenant uuid, p_before timestamp with time zone, p_most integer, OUT series_id bigint, OUT t timestamp with time zone, OUT n bigint) RETURNS record
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT x.series_id,
     x.t,
     count(*) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
    FROM ( SELECT x_1.series_id,
             x_1.t
            FROM events.tail x_1
           WHERE ((x_1.tenant_id = closing_end.p_tenant) AND (x_1.t < closing_end.p_before))
           ORDER BY x_1.series_id, x_1.t
          LIMIT closing_end.p_most) x
   ORDER BY x.series_id DESC, x.t DESC
  LIMIT 1;
END;

ALTER FUNCTION events.closing_end(p_tenant uuid, p_before timestamp with time zone, p_most integer, OUT series_id bigint, OUT t timestamp with time zone, OUT n bigint) OWNER TO bw_owner;

-- Name: minute; Type: TABLE; Schema: events; Owner: bw_owner

CREATE TABLE events.minute (
    tenant_id uuid NOT NULL,
    t timestamp with time zone NOT NULL,
    type text NOT NULL,
    n bigint NOT NULL
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='20000');
ALTER TABLE ONLY events.minute ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE ONLY events.minute FORCE ROW LEVEL SECURITY;

ALTER TABLE events.minute OWNER TO bw_owner;

-- Name: tally; Type: TABLE; Schema: events; Owner: bw_owner

CREATE TABLE events.tally (
    tenant_id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    part_id bigint NOT NULL,
    series integer DEFAULT 0 NOT NULL,
    events bigint DEFAULT 0 NOT NULL,
    invalid bigint DEFAULT 0 NOT NULL,
    folded_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    close_at timestamp with time zone
)
WITH (fillfactor='50');

ALTER TABLE ONLY events.tally FORCE ROW LEVEL SECURITY;

ALTER TABLE events.tally OWNER TO bw_owner;

-- Name: fold_points(uuid[], bigint[], timestamp with time zone[], bigint[], double precision[], double precision[], double precision[], double precision[], double precision[], timestamp with time zone[], timestamp with time zone[], bytea[]); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.fold_points(p_tenants uuid[], p_series bigint[], p_t timestamp with time zone[], p_n bigint[], p_sum double precision[], p_min double precision[], p_max double precision[], p_first double precision[], p_last double precision[], p_first_t timestamp with time zone[], p_last_t timestamp with time zone[], p_digests bytea[]) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 WITH point AS MATERIALIZED (
          SELECT u.tenant_id,
             u.series_id,
             u.t,
             u.n,
             u.sum,
             u.min,
             u.max,
             u.first,
             u.last,
             u.first_t,
             u.last_t,
             u.digest
            FROM UNNEST(fold_points.p_tenants, fold_points.p_series, fold_points.p_t, fold_points.p_n, fold_points.p_sum, fold_points.p_min, fold_points.p_max, fold_points.p_first, fold_points.p_last, fold_points.p_first_t, fold_points.p_last_t, fold_points.p_digests) u(tenant_id, series_id, t, n, sum, min, max, first, last, first_t, last_t, digest)
         ), named AS MATERIALIZED (
          SELECT p_1.tenant_id,
             p_1.series_id,
             p_1.t,
             p_1.n,
             p_1.first_t,
             p_1.last_t,
             s.metric,
             y.part_id
            FROM ((point p_1
              JOIN events.tally y ON ((y.tenant_id = p_1.tenant_id)))
              JOIN analytics.series s ON (((s.tenant_id = p_1.tenant_id) AND (s.id = p_1.series_id))))
           WHERE (p_1.series_id > 0)
         ), tail AS (
          INSERT INTO events.tail AS x (tenant_id, series_id, t, n, sum, min, max, first, last, first_t, last_t, digest)  SELECT p_1.tenant_id,
                     p_1.series_id,
                     p_1.t,
                     p_1.n,
                     p_1.sum,
                     p_1.min,
                     p_1.max,
                     p_1.first,
                     p_1.last,
                     p_1.first_t,
                     p_1.last_t,
                     NULLIF(p_1.digest, '\x'::bytea) AS "nullif"
                    FROM point p_1 ON CONFLICT(tenant_id, series_id, t) DO UPDATE SET n = (x.n + excluded.n), sum = (x.sum + excluded.sum), min = LEAST(x.min, excluded.min), max = GREATEST(x.max, excluded.max), first =
                 CASE
                     WHEN (excluded.first_t < x.first_t) THEN excluded.first
                     ELSE x.first
                 END, last =
                 CASE
                     WHEN (excluded.last_t >= x.last_t) THEN excluded.last
                     ELSE x.last
                 END, first_t = LEAST(x.first_t, excluded.first_t), last_t = GREATEST(x.last_t, excluded.last_t), digest = COALESCE(excluded.digest, x.digest)
         ), minute AS (
          INSERT INTO events.minute AS x (tenant_id, t, type, n)  SELECT g_1.tenant_id,
                     g_1.t,
                     g_1.metric,
                     sum(g_1.n) AS sum
                    FROM named g_1
                   GROUP BY g_1.tenant_id, g_1.t, g_1.metric
                   ORDER BY g_1.tenant_id, g_1.t, g_1.metric ON CONFLICT(tenant_id, t, type) DO UPDATE SET n = (x.n + excluded.n)
         ), of_series AS (
          UPDATE analytics.part_series AS p_1 SET n = ((p_1.n)::numeric + g_1.n), first_at = LEAST(p_1.first_at, g_1.first_at), last_at = GREATEST(p_1.last_at, g_1.last_at)
            FROM ( SELECT named.tenant_id,
                     named.part_id,
                     named.series_id,
                     sum(named.n) AS n,
                     min(named.first_t) AS first_at,
                     max(named.last_t) AS last_at
                    FROM named
                   GROUP BY named.tenant_id, named.part_id, named.series_id) g_1
           WHERE ((p_1.tenant_id = g_1.tenant_id) AND (p_1.part_id = g_1.part_id) AND (p_1.series_id = g_1.series_id))
         )
  UPDATE analytics.part_metric AS p SET n = ((p.n)::numeric + g.n), first_at = LEAST(p.first_at, g.first_at), last_at = GREATEST(p.last_at, g.last_at)
    FROM ( SELECT named.tenant_id,
             named.part_id,
             named.metric,
             sum(named.n) AS n,
             min(named.first_t) AS first_at,
             max(named.last_t) AS last_at
            FROM named
           GROUP BY named.tenant_id, named.part_id, named.metric) g
   WHERE ((p.tenant_id = g.tenant_id) AND (p.part_id = g.part_id) AND (p.metric = g.metric));
END;

ALTER FUNCTION events.fold_points(p_tenants uuid[], p_series bigint[], p_t timestamp with time zone[], p_n bigint[], p_sum double precision[], p_min double precision[], p_max double precision[], p_first double precision[], p_last double precision[], p_first_t timestamp with time zone[], p_last_t timestamp with time zone[], p_digests bytea[]) OWNER TO bw_owner;

-- Name: fold_series(uuid[], text[], jsonb[]); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.fold_series(p_tenants uuid[], p_types text[], p_labels jsonb[]) RETURNS TABLE(place integer, series_id bigint, total_id bigint)
    LANGUAGE plpgsql
    SET enable_mergejoin TO 'off'
    AS $$
begin
    perform events.make_dataset(n.id)
    from tenants.tenant n
    where n.id in (select u.t from unnest(p_tenants) as u (t))
      and not exists (select from events.tally y where y.tenant_id = n.id);
    perform events.make_missing(w.tenant_id, array_agg(w.type order by w.place), array_agg(w.labels order by w.place))
    from (select u.t as tenant_id, u.y as type, u.l as labels, min(u.place) as place
          from unnest(p_tenants, p_types, p_labels) with ordinality as u (t, y, l, place)
          where u.y is not null
          group by 1, 2, 3) as w
    join events.tally y on y.tenant_id = w.tenant_id
    left join lateral (select s.id from analytics.series s
                       where s.tenant_id = w.tenant_id and s.dataset_id = y.dataset_id
                         and s.metric = w.type and md5(s.labels::text) = md5(w.labels::text)
                       offset 0) as s on true
    where s.id is null
    group by w.tenant_id;
    return query
        with given as materialized (
            select u.t as tenant_id, u.y as type, u.l as labels, u.place
            from unnest(p_tenants, p_types, p_labels) with ordinality as u (t, y, l, place)
            where u.y is not null
        ), named as materialized (
            select g.tenant_id, g.type, g.labels, y.dataset_id, y.part_id
            from (select distinct o.tenant_id, o.type, o.labels from given o) as g
            join events.tally y on y.tenant_id = g.tenant_id
        ), found as materialized (
            select n.tenant_id, n.type, n.labels, n.part_id, coalesce(a.id, b.id, c.id) as id,
                   case when a.id is null and b.id is null then '__other__' else n.type end as metric
            from named n
            left join lateral (select s.id from analytics.series s
                               where s.tenant_id = n.tenant_id and s.dataset_id = n.dataset_id
                                 and s.metric = n.type and md5(s.labels::text) = md5(n.labels::text)
                               offset 0) as a on true
            left join lateral (select s.id from analytics.series s
                               where a.id is null
                                 and s.tenant_id = n.tenant_id and s.dataset_id = n.dataset_id
                                 and s.metric = n.type
                                 and md5(s.labels::text) = md5(events.other_labels(n.labels)::text)
                               offset 0) as b on true
            left join lateral (select s.id from analytics.series s
                               where a.id is null and b.id is null
                                 and s.tenant_id = n.tenant_id and s.dataset_id = n.dataset_id
                                 and s.metric = '__other__' and md5(s.labels::text) = md5('{}')
                               offset 0) as c on true
        ), known as materialized (
            select f.tenant_id, f.type, f.labels, f.id, m.total_id
            from found f
            cross join lateral (select m.total_id from analytics.part_metric m
                                where m.tenant_id = f.tenant_id and m.part_id = f.part_id
                                  and m.metric = f.metric
                                offset 0) as m
            where f.id is not null
        )
        select g.place::integer, k.id, k.total_id
        from given g
        join known k on k.tenant_id = g.tenant_id and k.type = g.type and k.labels = g.labels;
end $$;

ALTER FUNCTION events.fold_series(p_tenants uuid[], p_types text[], p_labels jsonb[]) OWNER TO bw_owner;

-- Name: fold_tenants(uuid[], bigint[], bigint[], timestamp with time zone[], timestamp with time zone[]); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.fold_tenants(p_tenants uuid[], p_n bigint[], p_invalid bigint[], p_first timestamp with time zone[], p_last timestamp with time zone[]) RETURNS TABLE(place integer, dataset_id uuid, events bigint, invalid bigint, seq bigint)
    LANGUAGE plpgsql
    AS $$
declare
    open_hour timestamptz := date_trunc('hour', now() - interval '10 minutes');
begin
    return query
        with told as materialized (
            select u.place::integer, u.tenant_id, u.n, u.invalid, u.first_at, u.last_at
            from unnest(p_tenants, p_n, p_invalid, p_first, p_last) with ordinality
                as u (tenant_id, n, invalid, first_at, last_at, place)
        ), tally as (
            update events.tally y
            set events = y.events + t.n, invalid = y.invalid + t.invalid, folded_at = clock_timestamp(),
                close_at = least(coalesce(y.close_at, open_hour + interval '70 minutes'),
                                 case when t.first_at < open_hour then now() + interval '2 minutes' end)
            from told t
            where y.tenant_id = t.tenant_id
            returning t.place, y.tenant_id, y.dataset_id, y.events, y.invalid
        ), version as (
            update datasets.version v
            set row_count = v.row_count + t.n, point_count = v.point_count + t.n,
                first_at = least(v.first_at, t.first_at), last_at = greatest(v.last_at, t.last_at)
            from told t, tally y
            where y.tenant_id = t.tenant_id and v.tenant_id = t.tenant_id
              and v.dataset_id = y.dataset_id and v.version = 1 and t.n > 0
        ), dataset as (
            update datasets.dataset d set data_version = d.data_version + 1
            from tally y
            where d.tenant_id = y.tenant_id and d.id = y.dataset_id
        ), topic as (
            insert into live.topic as l (tenant_id, topic, seq)
            select y.tenant_id, 'tenant:' || y.tenant_id, 1 from tally y order by y.tenant_id
            on conflict (tenant_id, topic) do update set seq = l.seq + 1, changed_at = now()
            returning l.tenant_id, l.seq
        )
        select y.place, y.dataset_id, y.events, y.invalid, l.seq
        from tally y
        join topic l on l.tenant_id = y.tenant_id
        order by y.place;
end $$;

ALTER FUNCTION events.fold_tenants(p_tenants uuid[], p_n bigint[], p_invalid bigint[], p_first timestamp with time zone[], p_last timestamp with time zone[]) OWNER TO bw_owner;

-- Name: moment; Type: TABLE; Schema: events; Owner: bw_owner

CREATE TABLE events.moment (
    tenant_id uuid NOT NULL,
    level smallint NOT NULL,
    t timestamp with time zone NOT NULL,
    n bigint DEFAULT 0 NOT NULL,
    types jsonb DEFAULT '{}'::jsonb NOT NULL,
    users bytea,
    CONSTRAINT moment_level_check CHECK (((level >= 1) AND (level <= 4)))
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000');
ALTER TABLE ONLY events.moment ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE ONLY events.moment FORCE ROW LEVEL SECURITY;

ALTER TABLE events.moment OWNER TO bw_owner;

-- Name: fold_users(uuid[], timestamp with time zone[], bytea[]); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.fold_users(p_tenants uuid[], p_t timestamp with time zone[], p_users bytea[]) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO events.moment (tenant_id, level, t, users)  SELECT u.tenant_id,
             1,
             u.t,
             u.users
            FROM UNNEST(fold_users.p_tenants, fold_users.p_t, fold_users.p_users) u(tenant_id, t, users)
           ORDER BY u.tenant_id, u.t ON CONFLICT(tenant_id, level, t) DO UPDATE SET users = excluded.users;
END;

ALTER FUNCTION events.fold_users(p_tenants uuid[], p_t timestamp with time zone[], p_users bytea[]) OWNER TO bw_owner;

-- Name: forget_rollups(uuid, timestamp with time zone); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.forget_rollups(p_tenant uuid, p_edge timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
    y events.tally;
    gone bigint := 0;
    n bigint;
begin
    select * into y from events.tally t where t.tenant_id = p_tenant;
    if not found then
        return 0;
    end if;
    delete from analytics.rollup r
    using analytics.part_series s, unnest(array[s.series_id, -s.series_id]) as id
    where s.tenant_id = p_tenant and s.part_id = y.part_id and s.first_at < p_edge
      and r.tenant_id = p_tenant and r.series_id = id and r.part_id = y.part_id and r.t1 < p_edge;
    get diagnostics n = row_count;
    gone := gone + n;
    delete from analytics.digest g
    using analytics.part_series s, unnest(array[s.series_id, -s.series_id]) as id
    where s.tenant_id = p_tenant and s.part_id = y.part_id and s.first_at < p_edge
      and g.tenant_id = p_tenant and g.series_id = id and g.part_id = y.part_id and g.t1 < p_edge;
    get diagnostics n = row_count;
    gone := gone + n;
    delete from events.moment m where m.tenant_id = p_tenant and m.t < p_edge;
    get diagnostics n = row_count;
    gone := gone + n;
    if gone > 0 then
        update datasets.dataset d set data_version = d.data_version + 1
        where d.tenant_id = p_tenant and d.id = y.dataset_id;
    end if;
    return gone;
end $$;

ALTER FUNCTION events.forget_rollups(p_tenant uuid, p_edge timestamp with time zone) OWNER TO bw_owner;

-- Name: id_at(timestamp with time zone); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.id_at(at timestamp with time zone) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (OVERLAY(OVERLAY('00000000-0000-7000-8000-000000000000'::text PLACING substr(lpad(to_hex((floor((EXTRACT(epoch FROM at) * (1000)::numeric)))::bigint), 12, '0'::text), 1, 8) FROM 1) PLACING substr(lpad(to_hex((floor((EXTRACT(epoch FROM at) * (1000)::numeric)))::bigint), 12, '0'::text), 9, 4) FROM 10))::uuid;

ALTER FUNCTION events.id_at(at timestamp with time zone) OWNER TO bw_owner;

-- Name: late(uuid, timestamp with time zone); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.late(id uuid, occurred_at timestamp with time zone) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (int8send(((((date_part('epoch'::text, (occurred_at - to_timestamp((0)::double precision))) * (1000)::double precision))::bigint + 3600000) << 16)) < uuid_send(id));

ALTER FUNCTION events.late(id uuid, occurred_at timestamp with time zone) OWNER TO bw_owner;

-- Name: make_dataset(uuid); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.make_dataset(p_tenant uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    made uuid := uuid_v7();
    made_part bigint;
begin
    insert into datasets.dataset (tenant_id, id, name, kind) values (p_tenant, made, 'Events', 'events');
    insert into analytics.part (tenant_id, dataset_id, version, state, listed, live)
    values (p_tenant, made, 1, 'current', true, true)
    returning id into made_part;
    insert into datasets.version (tenant_id, dataset_id, version, mode, status, file_type, reads, parts,
                                  ready_at)
    values (p_tenant, made, 1, 'replace', 'ready', 'ndjson', '{}', array[made_part], now());
    insert into events.tally (tenant_id, dataset_id, part_id) values (p_tenant, made, made_part);
end $$;

ALTER FUNCTION events.make_dataset(p_tenant uuid) OWNER TO bw_owner;

-- Name: make_missing(uuid, text[], jsonb[]); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.make_missing(p_tenant uuid, p_types text[], p_labels jsonb[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    most constant integer := 10000;
    y events.tally;
    room integer;
    ids bigint[];
    metrics text[];
begin
    select * into y from events.tally t where t.tenant_id = p_tenant for update;
    room := greatest(most - y.series, 0);
    with made as (
        insert into analytics.series (tenant_id, dataset_id, metric, labels)
        select p_tenant, y.dataset_id, u.type, u.labels
        from unnest(p_types[:room], p_labels[:room]) as u (type, labels)
        returning id, metric
    )
    select array_agg(m.id), array_agg(m.metric) into ids, metrics from made m;
    update events.tally t set series = t.series + cardinality(p_types[:room]) where t.tenant_id = p_tenant;
    -- levels and digests: minute, quarter, hour, day
    insert into analytics.part_series (tenant_id, part_id, series_id, levels, segments, n, first_at,
                                       last_at, digests)
    select p_tenant, y.part_id, u.id, 30, 0, 0, 'infinity', '-infinity', 30 from unnest(ids) as u (id);
    perform events.make_total(p_tenant, y.part_id, m.series_ids[1])
    from analytics.part_metric m
    where m.tenant_id = p_tenant and m.part_id = y.part_id and m.metric = any (metrics)
      and m.total_id is null;
    insert into analytics.part_metric as m (tenant_id, part_id, metric, series, series_ids, total_id,
                                            levels, digests, n, first_at, last_at)
    select p_tenant, y.part_id, u.metric, count(*), case when count(*) = 1 then array[min(u.id)] end,
           case when count(*) > 1 then -min(u.id) end, 30, 30, 0, 'infinity', '-infinity'
    from unnest(ids, metrics) as u (id, metric)
    group by u.metric
    on conflict (tenant_id, part_id, metric) do update
    set series = m.series + excluded.series, series_ids = null,
        total_id = coalesce(m.total_id, -m.series_ids[1]);
    perform events.make_series(p_tenant, w.type, w.labels)
    from (select distinct case when m.metric is null then '__other__' else u.type end as type,
                 case when m.metric is null then '{}' else events.other_labels(u.labels) end as labels
          from unnest(p_types[room + 1:], p_labels[room + 1:]) as u (type, labels)
          left join analytics.part_metric m on m.tenant_id = p_tenant and m.part_id = y.part_id
                                           and m.metric = u.type) as w;
end $$;

ALTER FUNCTION events.make_missing(p_tenant uuid, p_types text[], p_labels jsonb[]) OWNER TO bw_owner;

-- Name: make_series(uuid, text, jsonb); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.make_series(p_tenant uuid, p_type text, p_labels jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    most constant integer := 10000;
    y events.tally;
    m analytics.part_metric;
    made bigint;
begin
    select * into y from events.tally t where t.tenant_id = p_tenant for update;
    select * into m from analytics.part_metric p
    where p.tenant_id = p_tenant and p.part_id = y.part_id and p.metric = p_type;
    if y.series >= most then
        if m.metric is null then
            p_type := '__other__';
            p_labels := '{}';
            select * into m from analytics.part_metric p
            where p.tenant_id = p_tenant and p.part_id = y.part_id and p.metric = p_type;
        end if;
        p_labels := events.other_labels(p_labels);
        update datasets.version v
        set plan = '{"notes":[{"code":"series_capped","message":"There are more than 10,000 combinations of type and labels; the later ones are counted as __other__."}]}'
        where v.tenant_id = p_tenant and v.dataset_id = y.dataset_id and v.version = 1 and v.plan is null;
    end if;
    insert into analytics.series (tenant_id, dataset_id, metric, labels)
    values (p_tenant, y.dataset_id, p_type, p_labels)
    on conflict do nothing
    returning id into made;
    if made is null then
        return;
    end if;
    update events.tally t set series = t.series + 1 where t.tenant_id = p_tenant;
    -- levels and digests: minute, quarter, hour, day
    insert into analytics.part_series (tenant_id, part_id, series_id, levels, segments, n, first_at,
                                       last_at, digests)
    values (p_tenant, y.part_id, made, 30, 0, 0, 'infinity', '-infinity', 30);
    if m.metric is null then
        insert into analytics.part_metric (tenant_id, part_id, metric, series, series_ids, levels,
                                           digests, n, first_at, last_at)
        values (p_tenant, y.part_id, p_type, 1, array[made], 30, 30, 0, 'infinity', '-infinity');
        return;
    end if;
    if m.total_id is null then
        perform events.make_total(p_tenant, y.part_id, m.series_ids[1]);
    end if;
    update analytics.part_metric p
    set series = p.series + 1, series_ids = null, total_id = coalesce(p.total_id, -m.series_ids[1])
    where p.tenant_id = p_tenant and p.part_id = y.part_id and p.metric = p_type;
end $$;

ALTER FUNCTION events.make_series(p_tenant uuid, p_type text, p_labels jsonb) OWNER TO bw_owner;

-- Name: make_total(uuid, bigint, bigint); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.make_total(p_tenant uuid, p_part bigint, p_series bigint) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO events.tail (tenant_id, series_id, t, n, sum, min, max, first, last, first_t, last_t, digest)  SELECT x.tenant_id,
             (- x.series_id),
             x.t,
             x.n,
             x.sum,
             x.min,
             x.max,
             x.first,
             x.last,
             x.first_t,
             x.last_t,
             x.digest
            FROM events.tail x
           WHERE ((x.tenant_id = make_total.p_tenant) AND (x.series_id = make_total.p_series));
 INSERT INTO analytics.rollup (tenant_id, series_id, part_id, level, seq, t0, t1, t, n, sum, min, max, first, last, first_t, last_t)  SELECT r.tenant_id,
             (- r.series_id),
             r.part_id,
             r.level,
             r.seq,
             r.t0,
             r.t1,
             r.t,
             r.n,
             r.sum,
             r.min,
             r.max,
             r.first,
             r.last,
             r.first_t,
             r.last_t
            FROM analytics.rollup r
           WHERE ((r.tenant_id = make_total.p_tenant) AND (r.series_id = make_total.p_series) AND (r.part_id = make_total.p_part));
 INSERT INTO analytics.digest (tenant_id, series_id, part_id, level, seq, t0, t1, t, digests)  SELECT g.tenant_id,
             (- g.series_id),
             g.part_id,
             g.level,
             g.seq,
             g.t0,
             g.t1,
             g.t,
             g.digests
            FROM analytics.digest g
           WHERE ((g.tenant_id = make_total.p_tenant) AND (g.series_id = make_total.p_series) AND (g.part_id = make_total.p_part));
END;

ALTER FUNCTION events.make_total(p_tenant uuid, p_part bigint, p_series bigint) OWNER TO bw_owner;

-- Name: merge_chunks(uuid, bigint, bigint[], smallint[], timestamp with time zone[]); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.merge_chunks(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[], p_pages timestamp with time zone[]) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 WITH crowd AS MATERIALIZED (
          SELECT w.series_id,
             w.level,
             w.page,
             (w.page + l.page) AS page_end
            FROM (( SELECT DISTINCT u.series_id,
                     u.level,
                     u.page
                    FROM UNNEST(merge_chunks.p_series, merge_chunks.p_levels, merge_chunks.p_pages) u(series_id, level, page)) w
              JOIN events.levels() l(level, step, page) ON ((l.level = w.level)))
           WHERE ( SELECT (count(*) > 8)
                    FROM analytics.rollup r
                   WHERE ((r.tenant_id = merge_chunks.p_tenant) AND (r.series_id = w.series_id) AND (r.part_id = merge_chunks.p_part) AND (r.level = w.level) AND (r.t0 >= w.page) AND (r.t0 < (w.page + l.page))))
         ), old AS (
          DELETE FROM analytics.rollup AS r
            USING crowd c
           WHERE ((r.tenant_id = merge_chunks.p_tenant) AND (r.series_id = c.series_id) AND (r.part_id = merge_chunks.p_part) AND (r.level = c.level) AND (r.t0 >= c.page) AND (r.t0 < c.page_end))
           RETURNING c.page,
             r.tenant_id,
             r.series_id,
             r.part_id,
             r.level,
             r.seq,
             r.t0,
             r.t1,
             r.t,
             r.n,
             r.sum,
             r.min,
             r.max,
             r.first,
             r.last,
             r.first_t,
             r.last_t,
             r.first_lines,
             r.last_lines
         ), bucket AS (
          SELECT o.series_id,
             o.level,
             o.page,
             u.t,
             (sum(u.n))::bigint AS n,
             sum(u.sum) AS sum,
             min(u.min) AS min,
             max(u.max) AS max,
             (array_agg(u.first ORDER BY u.first_t, o.seq))[1] AS first,
             (array_agg(u.last ORDER BY u.last_t DESC, o.seq DESC))[1] AS last,
             min(u.first_t) AS first_t,
             max(u.last_t) AS last_t,
             max(o.seq) AS seq
            FROM old o,
             LATERAL UNNEST(o.t, o.n, o.sum, o.min, o.max, o.first, o.last, o.first_t, o.last_t) u(t, n, sum, min, max, first, last, first_t, last_t)
           GROUP BY o.series_id, o.level, o.page, u.t
         )
  INSERT INTO analytics.rollup (tenant_id, series_id, part_id, level, seq, t0, t1, t, n, sum, min, max, first, last, first_t, last_t)  SELECT merge_chunks.p_tenant AS p_tenant,
             b.series_id,
             merge_chunks.p_part AS p_part,
             b.level,
             (( SELECT max(r.seq) AS max
                    FROM analytics.rollup r
                   WHERE ((r.tenant_id = merge_chunks.p_tenant) AND (r.series_id = b.series_id) AND (r.part_id = merge_chunks.p_part) AND (r.level = b.level))) + row_number() OVER (PARTITION BY b.series_id, b.level ORDER BY b.page)),
             min(b.t) AS min,
             max(b.t) AS max,
             array_agg(b.t) AS array_agg,
             array_agg(b.n) AS array_agg,
             array_agg(b.sum) AS array_agg,
             array_agg(b.min) AS array_agg,
             array_agg(b.max) AS array_agg,
             array_agg(b.first) AS array_agg,
             array_agg(b.last) AS array_agg,
             array_agg(b.first_t) AS array_agg,
             array_agg(b.last_t) AS array_agg
            FROM ( SELECT bucket.series_id,
                     bucket.level,
                     bucket.page,
                     bucket.t,
                     bucket.n,
                     bucket.sum,
                     bucket.min,
                     bucket.max,
                     bucket.first,
                     bucket.last,
                     bucket.first_t,
                     bucket.last_t,
                     bucket.seq
                    FROM bucket
                   ORDER BY bucket.series_id, bucket.level, bucket.page, bucket.t) b
           GROUP BY b.series_id, b.level, b.page;
END;

ALTER FUNCTION events.merge_chunks(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[], p_pages timestamp with time zone[]) OWNER TO bw_owner;

-- Name: other_labels(jsonb); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.other_labels(labels jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT COALESCE(jsonb_object_agg(k.k, '__other__'), '{}'::jsonb) AS "coalesce"
    FROM jsonb_object_keys(other_labels.labels) k(k);
END;

ALTER FUNCTION events.other_labels(labels jsonb) OWNER TO bw_owner;

-- Name: windows(text, timestamp with time zone); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.windows(a_zone text, a_now timestamp with time zone) RETURNS TABLE(win text, i integer, lo timestamp with time zone, hi timestamp with time zone)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT 'hour'::text,
     i.i,
     (m.m + (((i.i - 59))::double precision * '00:01:00'::interval)),
     (m.m + ((
         CASE
             WHEN (i.i = '-1'::integer) THEN '-60'::integer
             ELSE (i.i - 58)
         END)::double precision * '00:01:00'::interval))
    FROM generate_series('-60'::integer, 59) i(i),
     date_trunc('minute'::text, windows.a_now) m(m)
 UNION ALL
  SELECT 'day'::text,
     i.i,
     (h.h + (((i.i - 23))::double precision * '01:00:00'::interval)),
         CASE
             WHEN (i.i = '-1'::integer) THEN GREATEST((h.h - '24:00:00'::interval), date_bin('00:15:00'::interval, ((m.m - '24:00:00'::interval) + '00:07:30'::interval), '1970-01-01 00:00:00+00'::timestamp with time zone))
             ELSE (h.h + (((i.i - 22))::double precision * '01:00:00'::interval))
         END AS "case"
    FROM generate_series('-24'::integer, 23) i(i),
     date_trunc('hour'::text, windows.a_now, windows.a_zone) h(h),
     date_trunc('minute'::text, windows.a_now) m(m)
 UNION ALL
  SELECT 'week'::text,
     i.i,
     ((d.d + (((i.i - 6))::double precision * '1 day'::interval)) AT TIME ZONE windows.a_zone) AS timezone,
         CASE
             WHEN (i.i = '-1'::integer) THEN GREATEST(((d.d - '7 days'::interval) AT TIME ZONE windows.a_zone), date_bin('00:15:00'::interval, (((m.m - '7 days'::interval) AT TIME ZONE windows.a_zone) + '00:07:30'::interval), '1970-01-01 00:00:00+00'::timestamp with time zone))
             ELSE ((d.d + (((i.i - 5))::double precision * '1 day'::interval)) AT TIME ZONE windows.a_zone)
         END AS timezone
    FROM generate_series('-7'::integer, 6) i(i),
     date_trunc('day'::text, (windows.a_now AT TIME ZONE windows.a_zone)) d(d),
     date_trunc('minute'::text, (windows.a_now AT TIME ZONE windows.a_zone)) m(m);
END;

ALTER FUNCTION events.windows(a_zone text, a_now timestamp with time zone) OWNER TO bw_owner;

-- Name: overview(uuid, text, timestamp with time zone); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.overview(a_tenant uuid, a_zone text, a_now timestamp with time zone, OUT starts jsonb, OUT segments jsonb, OUT previous jsonb, OUT top_types jsonb) RETURNS record
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH edge AS MATERIALIZED (
          SELECT windows.win,
             windows.i,
             windows.lo,
             windows.hi
            FROM events.windows(overview.a_zone, overview.a_now) windows(win, i, lo, hi)
         ), span AS MATERIALIZED (
          SELECT e.win,
             (e.i >= 0) AS running,
             min(e.lo) AS lo,
             max(e.hi) AS hi
            FROM edge e
           GROUP BY e.win, (e.i >= 0)
         ), minute AS MATERIALIZED (
          SELECT m.t,
             m.type,
             m.n
            FROM events.minute m
           WHERE ((m.tenant_id = overview.a_tenant) AND (m.t >= ( SELECT min(span.lo) AS min
                    FROM span)) AND (m.t < ( SELECT max(span.hi) AS max
                    FROM span)))
         ), minute_sum AS MATERIALIZED (
          SELECT m.t,
             (sum(m.n))::bigint AS n
            FROM minute m
           GROUP BY m.t
         ), closed AS MATERIALIZED (
          SELECT e.win,
             e.i,
             (sum(m.n))::bigint AS n
            FROM ((edge e
              CROSS JOIN LATERAL analytics.pieces(e.lo, e.hi, 28) p(level, piece_from, piece_to))
              CROSS JOIN LATERAL ( SELECT m_1.n
                    FROM events.moment m_1
                   WHERE ((m_1.tenant_id = overview.a_tenant) AND (m_1.level = p.level) AND (m_1.t >= p.piece_from) AND (m_1.t < p.piece_to))
                  OFFSET 0) m)
           WHERE ((e.win <> 'hour'::text) AND (p.level > 0))
           GROUP BY e.win, e.i
         ), bucket AS MATERIALIZED (
          SELECT e.win,
             e.i,
             e.lo,
             (COALESCE(c.n, (0)::bigint) + COALESCE(( SELECT (sum(s.n))::bigint AS sum
                    FROM minute_sum s
                   WHERE ((s.t >= e.lo) AND (s.t < e.hi))), (0)::bigint)) AS n
            FROM (edge e
              LEFT JOIN closed c ON (((c.win = e.win) AND (c.i = e.i))))
         ), typed AS MATERIALIZED (
          SELECT x.win,
             x.type,
             (COALESCE(sum(x.n) FILTER (WHERE x.running), (0)::numeric))::bigint AS n,
             (COALESCE(sum(x.n) FILTER (WHERE (NOT x.running)), (0)::numeric))::bigint AS before
            FROM ( SELECT s.win,
                     s.running,
                     m.type,
                     m.n
                    FROM (span s
                      JOIN minute m ON (((m.t >= s.lo) AND (m.t < s.hi))))
                 UNION ALL
                  SELECT s.win,
                     s.running,
                     t.key,
                     (t.value)::bigint AS value
                    FROM (((span s
                      CROSS JOIN LATERAL analytics.pieces(s.lo, s.hi, 28) p(level, piece_from, piece_to))
                      CROSS JOIN LATERAL ( SELECT m_1.types
                            FROM events.moment m_1
                           WHERE ((m_1.tenant_id = overview.a_tenant) AND (m_1.level = p.level) AND (m_1.t >= p.piece_from) AND (m_1.t < p.piece_to))
                          OFFSET 0) m)
                      CROSS JOIN LATERAL jsonb_each_text(m.types) t(key, value))
                   WHERE ((s.win <> 'hour'::text) AND (p.level > 0))) x
           GROUP BY x.win, x.type
         ), ranked AS MATERIALIZED (
          SELECT t.win,
             t.type,
             t.n,
             t.before,
             row_number() OVER (PARTITION BY t.win ORDER BY t.n DESC, t.type) AS place
            FROM typed t
           WHERE (t.n > 0)
         )
  SELECT ( SELECT jsonb_object_agg(b.win, b.list) AS jsonb_object_agg
            FROM ( SELECT bucket.win,
                     jsonb_agg((EXTRACT(epoch FROM bucket.lo))::bigint ORDER BY bucket.i) AS list
                    FROM bucket
                   WHERE (bucket.i >= 0)
                   GROUP BY bucket.win) b) AS jsonb_object_agg,
     ( SELECT jsonb_object_agg(b.win, b.list) AS jsonb_object_agg
            FROM ( SELECT bucket.win,
                     jsonb_agg(bucket.n ORDER BY bucket.i) AS list
                    FROM bucket
                   WHERE (bucket.i >= 0)
                   GROUP BY bucket.win) b) AS jsonb_object_agg,
     ( SELECT jsonb_object_agg(b.win, b.n) AS jsonb_object_agg
            FROM ( SELECT bucket.win,
                     (sum(bucket.n))::bigint AS n
                    FROM bucket
                   WHERE (bucket.i < 0)
                   GROUP BY bucket.win) b) AS jsonb_object_agg,
     ( SELECT jsonb_object_agg(w.win, w.list) AS jsonb_object_agg
            FROM ( SELECT s.win,
                     COALESCE(jsonb_agg(jsonb_build_object('type', r.type, 'count', r.n, 'previous', r.before) ORDER BY r.place) FILTER (WHERE (r.place <= 10)), '[]'::jsonb) AS list
                    FROM (span s
                      LEFT JOIN ranked r ON ((r.win = s.win)))
                   WHERE s.running
                   GROUP BY s.win) w) AS jsonb_object_agg;
END;

ALTER FUNCTION events.overview(a_tenant uuid, a_zone text, a_now timestamp with time zone, OUT starts jsonb, OUT segments jsonb, OUT previous jsonb, OUT top_types jsonb) OWNER TO bw_owner;

-- Name: payload_has(jsonb, text[]); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.payload_has(payload jsonb, pair text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (COALESCE((payload ->> (pair)[1]), (payload #>> string_to_array((pair)[1], '.'::text))) = (pair)[2]);

ALTER FUNCTION events.payload_has(payload jsonb, pair text[]) OWNER TO bw_owner;

-- Name: time_of(uuid); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.time_of(id uuid) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_timestamp(((((((('x0000'::text || substr((id)::text, 1, 8)) || substr((id)::text, 10, 4)))::bit(64))::bigint)::numeric / 1000.0))::double precision);

ALTER FUNCTION events.time_of(id uuid) OWNER TO bw_owner;

-- Name: window_users(uuid, text, timestamp with time zone); Type: FUNCTION; Schema: events; Owner: bw_owner

CREATE FUNCTION events.window_users(a_tenant uuid, a_zone text, a_now timestamp with time zone) RETURNS TABLE(windows integer, users bytea)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH span AS MATERIALIZED (
          SELECT
                 CASE e.win
                     WHEN 'hour'::text THEN 1
                     WHEN 'day'::text THEN 2
                     ELSE 4
                 END AS "bit",
             min(e.lo) AS lo,
             max(e.hi) AS hi
            FROM events.windows(window_users.a_zone, window_users.a_now) e(win, i, lo, hi)
           WHERE (e.i >= 0)
           GROUP BY
                 CASE e.win
                     WHEN 'hour'::text THEN 1
                     WHEN 'day'::text THEN 2
                     ELSE 4
                 END
         )
  SELECT ( SELECT (sum(s."bit"))::integer AS sum
            FROM span s
           WHERE ((m.t >= s.lo) AND (m.t < s.hi))) AS sum,
     m.users
    FROM events.moment m
   WHERE ((m.tenant_id = window_users.a_tenant) AND (m.level = 1) AND (m.t >= ( SELECT min(span.lo) AS min
            FROM span)) AND (m.t < ( SELECT max(span.hi) AS max
            FROM span)) AND (m.users IS NOT NULL) AND (EXISTS ( SELECT
            FROM span s
           WHERE ((m.t >= s.lo) AND (m.t < s.hi)))))
 UNION ALL
  SELECT s."bit",
     m.users
    FROM ((span s
      CROSS JOIN LATERAL analytics.pieces(s.lo, s.hi, 28) p(level, piece_from, piece_to))
      CROSS JOIN LATERAL ( SELECT m_1.users
            FROM events.moment m_1
           WHERE ((m_1.tenant_id = window_users.a_tenant) AND (m_1.level = p.level) AND (m_1.t >= p.piece_from) AND (m_1.t < p.piece_to) AND (m_1.users IS NOT NULL))
          OFFSET 0) m)
   WHERE ((s."bit" > 1) AND (p.level > 0));
END;

ALTER FUNCTION events.window_users(a_tenant uuid, a_zone text, a_now timestamp with time zone) OWNER TO bw_owner;

-- Name: bury(uuid, uuid, integer, text); Type: FUNCTION; Schema: jobs; Owner: bw_owner

CREATE FUNCTION jobs.bury(p_tenant uuid, p_id uuid, p_attempt integer, p_error text) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    update jobs.job j
    set state = 'dead', lease_until = null, last_error = p_error,
        attempts = least(j.attempts, j.max_attempts)
    where j.tenant_id = p_tenant and j.id = p_id and j.state = 'running' and j.attempts = p_attempt;
    if not found then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end
$$;

ALTER FUNCTION jobs.bury(p_tenant uuid, p_id uuid, p_attempt integer, p_error text) OWNER TO bw_owner;

-- Name: done(uuid, uuid, integer); Type: FUNCTION; Schema: jobs; Owner: bw_owner

CREATE FUNCTION jobs.done(p_tenant uuid, p_id uuid, p_attempt integer) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    delete from jobs.job j
    where j.tenant_id = p_tenant and j.id = p_id and j.state = 'running' and j.attempts = p_attempt;
    if not found then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end
$$;

ALTER FUNCTION jobs.done(p_tenant uuid, p_id uuid, p_attempt integer) OWNER TO bw_owner;

-- Name: enqueue(uuid, text, integer, jsonb, bigint, text); Type: FUNCTION; Schema: jobs; Owner: bw_owner

CREATE FUNCTION jobs.enqueue(p_id uuid, p_kind text, p_lane integer, p_payload jsonb, p_delay_ms bigint, p_request_id text) RETURNS void
    LANGUAGE sql
    AS $$
    insert into jobs.job (tenant_id, id, kind, lane, payload, state, queue_at, run_at, request_id)
    select app_tenant(), p_id, p_kind, p_lane, p_payload,
           case when p_delay_ms > 0 then 'delayed' else 'ready' end,
           greatest(now(), (select max(j.queue_at) from jobs.job j
                            where j.tenant_id = app_tenant() and j.state = 'ready'))
               + interval '5 ms',
           case when p_delay_ms > 0 then now() + p_delay_ms * interval '1 ms' end,
           p_request_id
$$;

ALTER FUNCTION jobs.enqueue(p_id uuid, p_kind text, p_lane integer, p_payload jsonb, p_delay_ms bigint, p_request_id text) OWNER TO bw_owner;

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

-- Name: invitation; Type: TABLE; Schema: tenants; Owner: bw_owner

CREATE TABLE tenants.invitation (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    email text NOT NULL,
    email_key text GENERATED ALWAYS AS (lower(email)) STORED NOT NULL,
    role text NOT NULL,
    token_hash bytea NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT invitation_email_check CHECK ((length(email) <= 254)),
    CONSTRAINT invitation_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'editor'::text, 'admin'::text, 'owner'::text]))),
    CONSTRAINT invitation_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE ONLY tenants.invitation FORCE ROW LEVEL SECURITY;

ALTER TABLE tenants.invitation OWNER TO bw_owner;

-- Name: tenant; Type: TABLE; Schema: tenants; Owner: bw_owner

CREATE TABLE tenants.tenant (
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    plan text DEFAULT 'free'::text NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tenant_metadata_check CHECK ((jsonb_typeof(metadata) = 'object'::text)),
    CONSTRAINT tenant_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT tenant_slug_check CHECK ((slug ~ '^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$'::text)),
    CONSTRAINT tenant_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text])))
);

ALTER TABLE ONLY tenants.tenant FORCE ROW LEVEL SECURITY;

ALTER TABLE tenants.tenant OWNER TO bw_owner;

-- Name: invitation_by_hash(text); Type: FUNCTION; Schema: lookup; Owner: bw_lookup

CREATE FUNCTION lookup.invitation_by_hash(hash text) RETURNS TABLE(id uuid, tenant_id uuid, workspace text, slug text, email text, role text, expires_at timestamp with time zone, open boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT i.id,
     i.tenant_id,
     t.name,
     t.slug,
     i.email,
     i.role,
     i.expires_at,
     ((i.accepted_at IS NULL) AND (i.revoked_at IS NULL) AND (i.expires_at > now()) AND (t.status = 'active'::text))
    FROM (tenants.invitation i
      JOIN tenants.tenant t ON ((t.id = i.tenant_id)))
   WHERE (i.token_hash = decode(invitation_by_hash.hash, 'hex'::text));
END;

ALTER FUNCTION lookup.invitation_by_hash(hash text) OWNER TO bw_lookup;

-- Name: api_key; Type: TABLE; Schema: tenants; Owner: bw_owner

CREATE TABLE tenants.api_key (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    secret_hash bytea NOT NULL,
    scopes text[] NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    kind text DEFAULT 'secret'::text NOT NULL,
    public_key text,
    origins text[] DEFAULT '{}'::text[] NOT NULL,
    signing text,
    signing_secret bytea,
    rate_per_second integer,
    rate_burst integer,
    CONSTRAINT api_key_kind_check CHECK ((kind = ANY (ARRAY['secret'::text, 'public'::text]))),
    CONSTRAINT api_key_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT api_key_origins_check CHECK ((cardinality(origins) <= 20)),
    CONSTRAINT api_key_rate_burst_check CHECK (((rate_burst >= 1) AND (rate_burst <= 10000000))),
    CONSTRAINT api_key_rate_per_second_check CHECK (((rate_per_second >= 1) AND (rate_per_second <= 1000000))),
    CONSTRAINT api_key_secret_hash_check CHECK ((length(secret_hash) = 32)),
    CONSTRAINT api_key_signing_check CHECK ((signing = ANY (ARRAY['standard'::text, 'github'::text, 'stripe'::text]))),
    CONSTRAINT api_key_whole_public_check CHECK ((((kind = 'public'::text) = (public_key IS NOT NULL)) AND ((kind = 'public'::text) = (origins <> '{}'::text[])))),
    CONSTRAINT api_key_whole_rate_check CHECK (((rate_per_second IS NULL) = (rate_burst IS NULL))),
    CONSTRAINT api_key_whole_signing_check CHECK ((((signing IS NULL) = (signing_secret IS NULL)) AND ((signing IS NULL) OR (kind = 'secret'::text))))
);

ALTER TABLE ONLY tenants.api_key FORCE ROW LEVEL SECURITY;

ALTER TABLE tenants.api_key OWNER TO bw_owner;

-- Name: keys_by_prefix(text); Type: FUNCTION; Schema: lookup; Owner: bw_lookup

CREATE FUNCTION lookup.keys_by_prefix(start text) RETURNS TABLE(id uuid, tenant_id uuid, secret_hash text, scopes text[], expires_at timestamp with time zone, status text, stale boolean, kind text, origins text[], rate_per_second integer, rate_burst integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT k.id,
     k.tenant_id,
     encode(k.secret_hash, 'hex'::text) AS encode,
     k.scopes,
     k.expires_at,
     t.status,
     COALESCE((k.last_used_at < (now() - '00:01:00'::interval)), true) AS "coalesce",
     k.kind,
     k.origins,
     k.rate_per_second,
     k.rate_burst
    FROM (tenants.api_key k
      JOIN tenants.tenant t ON ((t.id = k.tenant_id)))
   WHERE (k.prefix = keys_by_prefix.start);
END;

ALTER FUNCTION lookup.keys_by_prefix(start text) OWNER TO bw_lookup;

-- Name: member; Type: TABLE; Schema: tenants; Owner: bw_owner

CREATE TABLE tenants.member (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    joined_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT member_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'editor'::text, 'admin'::text, 'owner'::text])))
);

ALTER TABLE ONLY tenants.member FORCE ROW LEVEL SECURITY;

ALTER TABLE tenants.member OWNER TO bw_owner;

-- Name: my_tenants(); Type: FUNCTION; Schema: lookup; Owner: bw_lookup

CREATE FUNCTION lookup.my_tenants() RETURNS TABLE(id uuid, slug text, name text, role text, status text, plan text, metadata jsonb, created_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT t.id,
     t.slug,
     t.name,
     m.role,
     t.status,
     t.plan,
     t.metadata,
     t.created_at
    FROM (tenants.member m
      JOIN tenants.tenant t ON ((t.id = m.tenant_id)))
   WHERE (m.user_id = public.app_user())
   ORDER BY m.joined_at, t.id;
END;

ALTER FUNCTION lookup.my_tenants() OWNER TO bw_lookup;

-- Name: origin_is_known(text); Type: FUNCTION; Schema: lookup; Owner: bw_lookup

CREATE FUNCTION lookup.origin_is_known(origin text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM tenants.api_key k
           WHERE ((k.kind = 'public'::text) AND (k.origins @> ARRAY[origin_is_known.origin])))) AS "exists";
END;

ALTER FUNCTION lookup.origin_is_known(origin text) OWNER TO bw_lookup;

-- Name: user; Type: TABLE; Schema: auth; Owner: bw_owner

CREATE TABLE auth."user" (
    id uuid NOT NULL,
    email text NOT NULL,
    email_key text GENERATED ALWAYS AS (lower(email)) STORED NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    theme text DEFAULT 'mint'::text NOT NULL,
    scheme text DEFAULT 'system'::text NOT NULL,
    locale text DEFAULT 'en'::text NOT NULL,
    timezone text DEFAULT 'auto'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT user_email_check CHECK ((length(email) <= 254)),
    CONSTRAINT user_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text, 'ar'::text]))),
    CONSTRAINT user_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT user_scheme_check CHECK ((scheme = ANY (ARRAY['light'::text, 'dark'::text, 'system'::text]))),
    CONSTRAINT user_theme_check CHECK ((theme = ANY (ARRAY['mint'::text, 'warm'::text, 'neon'::text, 'ember'::text])))
);

ALTER TABLE ONLY auth."user" FORCE ROW LEVEL SECURITY;

ALTER TABLE auth."user" OWNER TO bw_owner;

-- Name: own_password(); Type: FUNCTION; Schema: lookup; Owner: bw_lookup

CREATE FUNCTION lookup.own_password() RETURNS TABLE(email text, password_hash text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT u.email,
     u.password_hash
    FROM auth."user" u
   WHERE (u.id = public.app_user());
END;

ALTER FUNCTION lookup.own_password() OWNER TO bw_lookup;

-- Name: session; Type: TABLE; Schema: auth; Owner: bw_owner

CREATE TABLE auth.session (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    seed bytea NOT NULL,
    generation bigint DEFAULT 0 NOT NULL,
    rotated_at timestamp with time zone DEFAULT now() NOT NULL,
    user_agent text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT session_seed_check CHECK ((length(seed) = 32))
);

ALTER TABLE ONLY auth.session FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.session OWNER TO bw_owner;

-- Name: session_pairs(uuid); Type: FUNCTION; Schema: lookup; Owner: bw_lookup

CREATE FUNCTION lookup.session_pairs(person uuid) RETURNS TABLE(session_id uuid, tenant_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT s.id,
     t.tenant_id
    FROM (auth.session s
      CROSS JOIN ( SELECT NULL::uuid AS tenant_id
         UNION ALL
          SELECT m.tenant_id
            FROM tenants.member m
           WHERE (m.user_id = session_pairs.person)) t)
   WHERE ((s.user_id = session_pairs.person) AND (s.last_seen_at > (now() - '01:00:00'::interval)));
END;

ALTER FUNCTION lookup.session_pairs(person uuid) OWNER TO bw_lookup;

-- Name: session_secret(uuid); Type: FUNCTION; Schema: lookup; Owner: bw_lookup

CREATE FUNCTION lookup.session_secret(session uuid) RETURNS TABLE(user_id uuid, email text, seed text, generation bigint, recent boolean, alive boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT s.user_id,
     u.email,
     encode(s.seed, 'hex'::text) AS encode,
     s.generation,
     (s.rotated_at > (now() - '00:00:10'::interval)),
     ((s.revoked_at IS NULL) AND (s.expires_at > now()))
    FROM (auth.session s
      JOIN auth."user" u ON ((u.id = s.user_id)))
   WHERE (s.id = session_secret.session);
END;

ALTER FUNCTION lookup.session_secret(session uuid) OWNER TO bw_lookup;

-- Name: session_state(uuid, uuid, uuid); Type: FUNCTION; Schema: lookup; Owner: bw_lookup

CREATE FUNCTION lookup.session_state(session uuid, person uuid, tenant uuid) RETURNS TABLE(alive boolean, role text, status text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM auth.session s
           WHERE ((s.id = session_state.session) AND (s.user_id = session_state.person) AND (s.revoked_at IS NULL) AND (s.expires_at > now())))) AS "exists",
     m.role,
     t.status
    FROM ((( VALUES (1)) always
      LEFT JOIN tenants.member m ON (((m.tenant_id = session_state.tenant) AND (m.user_id = session_state.person))))
      LEFT JOIN tenants.tenant t ON ((t.id = m.tenant_id)));
END;

ALTER FUNCTION lookup.session_state(session uuid, person uuid, tenant uuid) OWNER TO bw_lookup;

-- Name: signing_key(uuid); Type: FUNCTION; Schema: lookup; Owner: bw_lookup

CREATE FUNCTION lookup.signing_key(key uuid) RETURNS TABLE(id uuid, tenant_id uuid, scopes text[], expires_at timestamp with time zone, status text, stale boolean, signing text, signing_secret text, rate_per_second integer, rate_burst integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT k.id,
     k.tenant_id,
     k.scopes,
     k.expires_at,
     t.status,
     COALESCE((k.last_used_at < (now() - '00:01:00'::interval)), true) AS "coalesce",
     k.signing,
     encode(k.signing_secret, 'hex'::text) AS encode,
     k.rate_per_second,
     k.rate_burst
    FROM (tenants.api_key k
      JOIN tenants.tenant t ON ((t.id = k.tenant_id)))
   WHERE ((k.id = signing_key.key) AND (k.signing IS NOT NULL));
END;

ALTER FUNCTION lookup.signing_key(key uuid) OWNER TO bw_lookup;

-- Name: user_by_email(text); Type: FUNCTION; Schema: lookup; Owner: bw_lookup

CREATE FUNCTION lookup.user_by_email(address text) RETURNS TABLE(id uuid, email text, name text, password_hash text, created_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT u.id,
     u.email,
     u.name,
     u.password_hash,
     u.created_at
    FROM auth."user" u
   WHERE (u.email_key = lower(user_by_email.address));
END;

ALTER FUNCTION lookup.user_by_email(address text) OWNER TO bw_lookup;

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

-- Name: accept_invitation(uuid, uuid); Type: FUNCTION; Schema: tenants; Owner: bw_owner

CREATE FUNCTION tenants.accept_invitation(invitation uuid, person uuid) RETURNS text
    LANGUAGE plpgsql
    AS $$
declare
    granted text;
begin
    update tenants.invitation i set accepted_at = now()
    where i.tenant_id = app_tenant() and i.id = invitation and i.accepted_at is null
      and i.revoked_at is null and i.expires_at > now()
    returning i.role into granted;
    if not found then
        raise exception using errcode = 'BW000', message = 'invitation_over';
    end if;
    insert into tenants.member (tenant_id, user_id, role) values (app_tenant(), person, granted);
    return granted;
end $$;

ALTER FUNCTION tenants.accept_invitation(invitation uuid, person uuid) OWNER TO bw_owner;

-- Name: keep_an_owner(); Type: FUNCTION; Schema: tenants; Owner: bw_owner

CREATE FUNCTION tenants.keep_an_owner() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if old.role <> 'owner' or (tg_op = 'UPDATE' and new.role = 'owner') then
        return null;
    end if;
    perform from tenants.tenant t where t.id = old.tenant_id for no key update;
    if found and not exists (select from tenants.member m
                             where m.tenant_id = old.tenant_id and m.role = 'owner') then
        raise exception using errcode = 'BW000', message = 'last_owner';
    end if;
    return null;
end $$;

ALTER FUNCTION tenants.keep_an_owner() OWNER TO bw_owner;

-- Name: detach_events(timestamp with time zone); Type: FUNCTION; Schema: upkeep; Owner: bw_owner

CREATE FUNCTION upkeep.detach_events(before timestamp with time zone) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET lock_timeout TO '100ms'
    AS $$
declare
    name text;
begin
    select c.relname into name
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'events.event'::regclass
      and c.relname < to_char(before at time zone 'UTC', '"event_"YYYY_MM') collate "C"
    order by c.relname limit 1;
    if name is null then
        return 'none';
    end if;
    execute format('alter table events.event detach partition events.%I', name);
    return name;
exception when lock_not_available then
    return 'busy';
end $$;

ALTER FUNCTION upkeep.detach_events(before timestamp with time zone) OWNER TO bw_owner;

-- Name: drop_detached_events(); Type: FUNCTION; Schema: upkeep; Owner: bw_owner

CREATE FUNCTION upkeep.drop_detached_events() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
    name text;
    n integer := 0;
begin
    for name in select c.relname from pg_class c
                where c.relnamespace = 'events'::regnamespace and c.relkind = 'r'
                  and not c.relispartition and c.relname ~ '^event_\d{4}_\d{2}$'
    loop
        execute format('drop table events.%I', name);
        n := n + 1;
    end loop;
    return n;
end $_$;

ALTER FUNCTION upkeep.drop_detached_events() OWNER TO bw_owner;

-- Name: event_partition(timestamp with time zone); Type: FUNCTION; Schema: upkeep; Owner: bw_owner

CREATE FUNCTION upkeep.event_partition(at timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    begins timestamp := date_trunc('month', at at time zone 'UTC');
    ends timestamp := date_trunc('month', at at time zone 'UTC') + interval '1 month';
    name text := 'event_' || to_char(begins, 'YYYY_MM');
begin
    if to_regclass('events.' || name) is not null then
        return false;
    end if;
    perform pg_advisory_xact_lock(7316005422);
    if to_regclass('events.' || name) is not null then
        return false;
    end if;
    execute format('create table events.%I (like events.event including all)'
                   ' with (autovacuum_vacuum_insert_scale_factor = 0.1)', name);
    execute format('alter table events.event attach partition events.%I for values from (%L) to (%L)',
                   name, overlay(events.id_at(begins at time zone 'UTC')::text
                                 placing '0000-0000' from 15),
                   overlay(events.id_at(ends at time zone 'UTC')::text placing '0000-0000' from 15));
    return true;
end $$;

ALTER FUNCTION upkeep.event_partition(at timestamp with time zone) OWNER TO bw_owner;

-- Name: part_id_seq; Type: SEQUENCE; Schema: analytics; Owner: bw_owner

ALTER TABLE analytics.part ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME analytics.part_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: points; Type: VIEW; Schema: analytics; Owner: bw_owner

CREATE VIEW analytics.points WITH (security_invoker='true') AS
 SELECT p.tenant_id,
    p.dataset_id,
    s.metric,
    s.labels,
    u.t,
    u.v
   FROM ((((analytics.part p
     JOIN analytics.part_series ps ON (((ps.tenant_id = p.tenant_id) AND (ps.part_id = p.id))))
     JOIN analytics.series s ON (((s.tenant_id = ps.tenant_id) AND (s.id = ps.series_id))))
     JOIN analytics.segment g ON (((g.tenant_id = ps.tenant_id) AND (g.series_id = ps.series_id) AND (g.part_id = ps.part_id))))
     CROSS JOIN LATERAL UNNEST(g.t, g.v) u(t, v))
  WHERE (p.state = 'current'::text);

ALTER TABLE analytics.points OWNER TO bw_owner;

-- Name: points_in_order; Type: VIEW; Schema: analytics; Owner: bw_owner

CREATE VIEW analytics.points_in_order WITH (security_invoker='true') AS
 SELECT p.tenant_id,
    p.dataset_id,
    s.metric,
    s.labels,
    u.t,
    u.v,
    COALESCE(p.place, p.id) AS part_id,
    u.line
   FROM ((((analytics.part p
     JOIN analytics.part_series ps ON (((ps.tenant_id = p.tenant_id) AND (ps.part_id = p.id))))
     JOIN analytics.series s ON (((s.tenant_id = ps.tenant_id) AND (s.id = ps.series_id))))
     JOIN analytics.segment g ON (((g.tenant_id = ps.tenant_id) AND (g.series_id = ps.series_id) AND (g.part_id = ps.part_id))))
     CROSS JOIN LATERAL UNNEST(g.t, g.v, analytics.lines(g.lines)) u(t, v, line))
  WHERE (p.state = 'current'::text);

ALTER TABLE analytics.points_in_order OWNER TO bw_owner;

-- Name: series_id_seq; Type: SEQUENCE; Schema: analytics; Owner: bw_owner

ALTER TABLE analytics.series ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME analytics.series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: audit; Type: TABLE; Schema: auth; Owner: bw_owner

CREATE TABLE auth.audit (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    session_id uuid,
    action text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    request_id text DEFAULT ''::text NOT NULL
);

ALTER TABLE ONLY auth.audit FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.audit OWNER TO bw_owner;

-- Name: notice; Type: TABLE; Schema: billing; Owner: bw_owner

CREATE TABLE billing.notice (
    tenant_id uuid NOT NULL,
    month date NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT notice_kind_check CHECK ((kind = ANY (ARRAY['soft'::text, 'hard'::text])))
);

ALTER TABLE ONLY billing.notice FORCE ROW LEVEL SECURITY;

ALTER TABLE billing.notice OWNER TO bw_owner;

-- Name: quota; Type: TABLE; Schema: billing; Owner: bw_owner

CREATE TABLE billing.quota (
    tenant_id uuid NOT NULL,
    month date NOT NULL,
    hard bigint,
    granted bigint DEFAULT 0 NOT NULL,
    CONSTRAINT quota_granted CHECK ((granted <= hard))
)
WITH (fillfactor='50');

ALTER TABLE ONLY billing.quota FORCE ROW LEVEL SECURITY;

ALTER TABLE billing.quota OWNER TO bw_owner;

-- Name: CONSTRAINT quota_granted ON quota; Type: COMMENT; Schema: billing; Owner: bw_owner

COMMENT ON CONSTRAINT quota_granted ON billing.quota IS 'hard_limit_reached';

-- Name: shown; Type: VIEW; Schema: datasets; Owner: bw_owner

CREATE VIEW datasets.shown WITH (security_invoker='true') AS
 SELECT d.tenant_id,
    d.id,
    d.name,
    d.description,
        CASE
            WHEN (d.kind = 'file'::text) THEN v.file_type
            ELSE NULL::text
        END AS file_type,
        CASE v.status
            WHEN 'canceled'::text THEN 'error'::text
            ELSE v.status
        END AS status,
    d.version,
    d.data_version,
    v.row_count,
    v.reject_count,
    v.bytes,
    v.progress,
    v.error,
    v.mapping,
        CASE
            WHEN (d.kind = 'file'::text) THEN v.plan
            ELSE NULL::jsonb
        END AS plan,
    COALESCE((v.plan -> 'notes'::text), '[]'::jsonb) AS notes,
    v.first_at,
    v.last_at,
    d.created_at,
    v.ready_at,
    d.deleted_at,
    (COALESCE(p.status, v.status) = 'created'::text) AS uploadable,
        CASE
            WHEN (p.version IS NOT NULL) THEN jsonb_build_object('version', p.version, 'mode', p.mode, 'status', p.status, 'progress', p.progress, 'error', p.error, 'createdAt', to_char((p.created_at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'::text))
            ELSE NULL::jsonb
        END AS pending,
    d.kind
   FROM ((datasets.dataset d
     JOIN datasets.version v ON (((v.tenant_id = d.tenant_id) AND (v.dataset_id = d.id) AND (v.version = d.version))))
     LEFT JOIN datasets.version p ON (((p.tenant_id = d.tenant_id) AND (p.dataset_id = d.id) AND (p.version = d.pending))));

ALTER TABLE datasets.shown OWNER TO bw_owner;

-- Name: delta; Type: TABLE; Schema: events; Owner: bw_owner

CREATE TABLE events.delta (
    tenant_id uuid NOT NULL,
    id bigint NOT NULL,
    type text,
    labels jsonb DEFAULT '{}'::jsonb NOT NULL,
    minute timestamp with time zone NOT NULL,
    n bigint NOT NULL,
    sum double precision,
    min double precision,
    max double precision,
    first double precision,
    last double precision,
    first_t timestamp with time zone,
    last_t timestamp with time zone,
    reals double precision[],
    users bigint[],
    invalid bigint DEFAULT 0 NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000', autovacuum_analyze_scale_factor='0', autovacuum_analyze_threshold='50000');

ALTER TABLE ONLY events.delta FORCE ROW LEVEL SECURITY;

ALTER TABLE events.delta OWNER TO bw_owner;

-- Name: delta_id_seq; Type: SEQUENCE; Schema: events; Owner: bw_owner

ALTER TABLE events.delta ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME events.delta_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: label; Type: TABLE; Schema: events; Owner: bw_owner

CREATE TABLE events.label (
    tenant_id uuid NOT NULL,
    key text NOT NULL,
    "position" smallint NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT label_key_check CHECK (((char_length(key) >= 1) AND (char_length(key) <= 200))),
    CONSTRAINT label_position_check CHECK ((("position" >= 0) AND ("position" <= 7)))
);

ALTER TABLE ONLY events.label FORCE ROW LEVEL SECURITY;

ALTER TABLE events.label OWNER TO bw_owner;

-- Name: reject; Type: TABLE; Schema: events; Owner: bw_owner

CREATE TABLE events.reject (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    way text NOT NULL,
    key_id uuid,
    raw text NOT NULL,
    truncated boolean DEFAULT false NOT NULL,
    errors jsonb NOT NULL,
    replayed_id uuid,
    replayed_at timestamp with time zone
);

ALTER TABLE ONLY events.reject FORCE ROW LEVEL SECURITY;

ALTER TABLE events.reject OWNER TO bw_owner;

-- Name: seen; Type: TABLE; Schema: events; Owner: bw_owner

CREATE TABLE events.seen (
    tenant_id uuid NOT NULL,
    key uuid NOT NULL,
    event_id uuid NOT NULL,
    body_hash bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL
)
WITH (fillfactor='90', autovacuum_vacuum_scale_factor='0.05');

ALTER TABLE ONLY events.seen FORCE ROW LEVEL SECURITY;

ALTER TABLE events.seen OWNER TO bw_owner;

-- Name: job; Type: TABLE; Schema: jobs; Owner: bw_owner

CREATE TABLE jobs.job (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    lane smallint NOT NULL,
    payload jsonb NOT NULL,
    state text NOT NULL,
    queue_at timestamp with time zone NOT NULL,
    run_at timestamp with time zone,
    lease_until timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    max_attempts integer DEFAULT 5 NOT NULL,
    last_error text,
    request_id text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT job_check CHECK (((state = 'running'::text) = (lease_until IS NOT NULL))),
    CONSTRAINT job_check1 CHECK (((state = 'delayed'::text) = (run_at IS NOT NULL))),
    CONSTRAINT job_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'running'::text, 'delayed'::text, 'dead'::text])))
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000', autovacuum_analyze_scale_factor='0', autovacuum_analyze_threshold='50000');

ALTER TABLE ONLY jobs.job FORCE ROW LEVEL SECURITY;

ALTER TABLE jobs.job OWNER TO bw_owner;

-- Name: tick; Type: TABLE; Schema: jobs; Owner: bw_owner

CREATE TABLE jobs.tick (
    id uuid NOT NULL,
    host text NOT NULL,
    pid bigint NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    jobs bigint DEFAULT 0 NOT NULL
);

ALTER TABLE jobs.tick OWNER TO bw_owner;

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

-- Name: audit; Type: TABLE; Schema: tenants; Owner: bw_owner

CREATE TABLE tenants.audit (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    user_id uuid,
    key_id uuid,
    action text NOT NULL,
    object text DEFAULT ''::text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    request_id text DEFAULT ''::text NOT NULL
);

ALTER TABLE ONLY tenants.audit FORCE ROW LEVEL SECURITY;

ALTER TABLE tenants.audit OWNER TO bw_owner;

-- Name: digest digest_pkey; Type: CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.digest
    ADD CONSTRAINT digest_pkey PRIMARY KEY (tenant_id, series_id, part_id, level, seq);

-- Name: part_metric part_metric_pkey; Type: CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.part_metric
    ADD CONSTRAINT part_metric_pkey PRIMARY KEY (tenant_id, part_id, metric);

-- Name: part part_pkey; Type: CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.part
    ADD CONSTRAINT part_pkey PRIMARY KEY (tenant_id, dataset_id, id);

-- Name: part_series part_series_pkey; Type: CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.part_series
    ADD CONSTRAINT part_series_pkey PRIMARY KEY (tenant_id, part_id, series_id);

-- Name: reject reject_pkey; Type: CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.reject
    ADD CONSTRAINT reject_pkey PRIMARY KEY (tenant_id, dataset_id, part_id, n);

-- Name: rollup rollup_pkey; Type: CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.rollup
    ADD CONSTRAINT rollup_pkey PRIMARY KEY (tenant_id, series_id, part_id, level, seq);

-- Name: segment segment_pkey; Type: CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.segment
    ADD CONSTRAINT segment_pkey PRIMARY KEY (tenant_id, series_id, part_id, seq);

-- Name: series series_pkey; Type: CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.series
    ADD CONSTRAINT series_pkey PRIMARY KEY (tenant_id, id);

-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: auth; Owner: bw_owner

ALTER TABLE ONLY auth.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

-- Name: session session_pkey; Type: CONSTRAINT; Schema: auth; Owner: bw_owner

ALTER TABLE ONLY auth.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

-- Name: user user_email_key; Type: CONSTRAINT; Schema: auth; Owner: bw_owner

ALTER TABLE ONLY auth."user"
    ADD CONSTRAINT user_email_key UNIQUE (email_key);

-- Name: CONSTRAINT user_email_key ON "user"; Type: COMMENT; Schema: auth; Owner: bw_owner

COMMENT ON CONSTRAINT user_email_key ON auth."user" IS 'email_taken';

-- Name: user user_pkey; Type: CONSTRAINT; Schema: auth; Owner: bw_owner

ALTER TABLE ONLY auth."user"
    ADD CONSTRAINT user_pkey PRIMARY KEY (id);

-- Name: notice notice_pkey; Type: CONSTRAINT; Schema: billing; Owner: bw_owner

ALTER TABLE ONLY billing.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (tenant_id, month, kind);

-- Name: plan plan_pkey; Type: CONSTRAINT; Schema: billing; Owner: bw_owner

ALTER TABLE ONLY billing.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (name);

-- Name: quota quota_pkey; Type: CONSTRAINT; Schema: billing; Owner: bw_owner

ALTER TABLE ONLY billing.quota
    ADD CONSTRAINT quota_pkey PRIMARY KEY (tenant_id, month);

-- Name: slot slot_pkey; Type: CONSTRAINT; Schema: billing; Owner: bw_owner

ALTER TABLE ONLY billing.slot
    ADD CONSTRAINT slot_pkey PRIMARY KEY (tenant_id, month, slot);

-- Name: subscription subscription_pkey; Type: CONSTRAINT; Schema: billing; Owner: bw_owner

ALTER TABLE ONLY billing.subscription
    ADD CONSTRAINT subscription_pkey PRIMARY KEY (tenant_id);

-- Name: usage usage_pkey; Type: CONSTRAINT; Schema: billing; Owner: bw_owner

ALTER TABLE ONLY billing.usage
    ADD CONSTRAINT usage_pkey PRIMARY KEY (tenant_id, day, key_id, slot);

-- Name: dashboard dashboard_pkey; Type: CONSTRAINT; Schema: dashboards; Owner: bw_owner

ALTER TABLE ONLY dashboards.dashboard
    ADD CONSTRAINT dashboard_pkey PRIMARY KEY (tenant_id, id);

-- Name: widget widget_pkey; Type: CONSTRAINT; Schema: dashboards; Owner: bw_owner

ALTER TABLE ONLY dashboards.widget
    ADD CONSTRAINT widget_pkey PRIMARY KEY (tenant_id, id);

-- Name: dataset dataset_pkey; Type: CONSTRAINT; Schema: datasets; Owner: bw_owner

ALTER TABLE ONLY datasets.dataset
    ADD CONSTRAINT dataset_pkey PRIMARY KEY (tenant_id, id);

-- Name: upload upload_pkey; Type: CONSTRAINT; Schema: datasets; Owner: bw_owner

ALTER TABLE ONLY datasets.upload
    ADD CONSTRAINT upload_pkey PRIMARY KEY (tenant_id, dataset_id, version);

-- Name: version version_pkey; Type: CONSTRAINT; Schema: datasets; Owner: bw_owner

ALTER TABLE ONLY datasets.version
    ADD CONSTRAINT version_pkey PRIMARY KEY (tenant_id, dataset_id, version);

-- Name: version version_tenant_id_id_key; Type: CONSTRAINT; Schema: datasets; Owner: bw_owner

ALTER TABLE ONLY datasets.version
    ADD CONSTRAINT version_tenant_id_id_key UNIQUE (tenant_id, id);

-- Name: delta delta_pkey; Type: CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.delta
    ADD CONSTRAINT delta_pkey PRIMARY KEY (tenant_id, id);

-- Name: event event_pkey; Type: CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (tenant_id, id);

-- Name: label label_pkey; Type: CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.label
    ADD CONSTRAINT label_pkey PRIMARY KEY (tenant_id, key);

-- Name: label label_position; Type: CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.label
    ADD CONSTRAINT label_position UNIQUE (tenant_id, "position") DEFERRABLE INITIALLY DEFERRED;

-- Name: minute minute_pkey; Type: CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.minute
    ADD CONSTRAINT minute_pkey PRIMARY KEY (tenant_id, t, type);

-- Name: moment moment_pkey; Type: CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.moment
    ADD CONSTRAINT moment_pkey PRIMARY KEY (tenant_id, level, t);

-- Name: reject reject_pkey; Type: CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.reject
    ADD CONSTRAINT reject_pkey PRIMARY KEY (tenant_id, id);

-- Name: seen seen_pkey; Type: CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.seen
    ADD CONSTRAINT seen_pkey PRIMARY KEY (tenant_id, key);

-- Name: CONSTRAINT seen_pkey ON seen; Type: COMMENT; Schema: events; Owner: bw_owner

COMMENT ON CONSTRAINT seen_pkey ON events.seen IS 'repeated';

-- Name: tail tail_pkey; Type: CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.tail
    ADD CONSTRAINT tail_pkey PRIMARY KEY (tenant_id, series_id, t);

-- Name: tally tally_pkey; Type: CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.tally
    ADD CONSTRAINT tally_pkey PRIMARY KEY (tenant_id);

-- Name: job job_pkey; Type: CONSTRAINT; Schema: jobs; Owner: bw_owner

ALTER TABLE ONLY jobs.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (tenant_id, id);

-- Name: tick tick_pkey; Type: CONSTRAINT; Schema: jobs; Owner: bw_owner

ALTER TABLE ONLY jobs.tick
    ADD CONSTRAINT tick_pkey PRIMARY KEY (id);

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

-- Name: api_key api_key_pkey; Type: CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (tenant_id, id);

-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (tenant_id, id);

-- Name: invitation invitation_pkey; Type: CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (tenant_id, id);

-- Name: member member_pkey; Type: CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (tenant_id, user_id);

-- Name: CONSTRAINT member_pkey ON member; Type: COMMENT; Schema: tenants; Owner: bw_owner

COMMENT ON CONSTRAINT member_pkey ON tenants.member IS 'already_member';

-- Name: tenant tenant_pkey; Type: CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.tenant
    ADD CONSTRAINT tenant_pkey PRIMARY KEY (id);

-- Name: tenant tenant_slug_key; Type: CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.tenant
    ADD CONSTRAINT tenant_slug_key UNIQUE (slug);

-- Name: CONSTRAINT tenant_slug_key ON tenant; Type: COMMENT; Schema: tenants; Owner: bw_owner

COMMENT ON CONSTRAINT tenant_slug_key ON tenants.tenant IS 'slug_taken';

-- Name: tenant tenant_slug_no_id; Type: CHECK CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE tenants.tenant
    ADD CONSTRAINT tenant_slug_no_id CHECK ((slug !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'::text)) NOT VALID;

-- Name: digest_time; Type: INDEX; Schema: analytics; Owner: bw_owner

CREATE INDEX digest_time ON analytics.digest USING btree (tenant_id, series_id, part_id, level, t0, t1);

-- Name: part_series_of_series; Type: INDEX; Schema: analytics; Owner: bw_owner

CREATE INDEX part_series_of_series ON analytics.part_series USING btree (tenant_id, series_id);

-- Name: part_waste; Type: INDEX; Schema: analytics; Owner: bw_owner

CREATE INDEX part_waste ON analytics.part USING btree (state, created_at) WHERE (state = ANY (ARRAY['loading'::text, 'dead'::text]));

-- Name: rollup_time; Type: INDEX; Schema: analytics; Owner: bw_owner

CREATE INDEX rollup_time ON analytics.rollup USING btree (tenant_id, series_id, part_id, level, t0, t1);

-- Name: segment_time; Type: INDEX; Schema: analytics; Owner: bw_owner

CREATE INDEX segment_time ON analytics.segment USING btree (tenant_id, series_id, part_id, t0, t1);

-- Name: series_key; Type: INDEX; Schema: analytics; Owner: bw_owner

CREATE UNIQUE INDEX series_key ON analytics.series USING btree (tenant_id, dataset_id, metric, md5((labels)::text));

-- Name: audit_at; Type: INDEX; Schema: auth; Owner: bw_owner

CREATE INDEX audit_at ON auth.audit USING btree (at);

-- Name: audit_user_id_idx; Type: INDEX; Schema: auth; Owner: bw_owner

CREATE INDEX audit_user_id_idx ON auth.audit USING btree (user_id, id);

-- Name: session_expires_at_idx; Type: INDEX; Schema: auth; Owner: bw_owner

CREATE INDEX session_expires_at_idx ON auth.session USING btree (expires_at);

-- Name: session_user_id_idx; Type: INDEX; Schema: auth; Owner: bw_owner

CREATE INDEX session_user_id_idx ON auth.session USING btree (user_id, id);

-- Name: dashboard_deleted; Type: INDEX; Schema: dashboards; Owner: bw_owner

CREATE INDEX dashboard_deleted ON dashboards.dashboard USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);

-- Name: widget_deleted; Type: INDEX; Schema: dashboards; Owner: bw_owner

CREATE INDEX widget_deleted ON dashboards.widget USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);

-- Name: widget_of_dashboard; Type: INDEX; Schema: dashboards; Owner: bw_owner

CREATE INDEX widget_of_dashboard ON dashboards.widget USING btree (tenant_id, dashboard_id);

-- Name: widget_of_dataset; Type: INDEX; Schema: dashboards; Owner: bw_owner

CREATE INDEX widget_of_dataset ON dashboards.widget USING btree (tenant_id, dataset_id) WHERE ((dataset_id IS NOT NULL) AND (deleted_at IS NULL));

-- Name: dataset_deleted; Type: INDEX; Schema: datasets; Owner: bw_owner

CREATE INDEX dataset_deleted ON datasets.dataset USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);

-- Name: dataset_events; Type: INDEX; Schema: datasets; Owner: bw_owner

CREATE UNIQUE INDEX dataset_events ON datasets.dataset USING btree (tenant_id) WHERE (kind = 'events'::text);

-- Name: upload_kept; Type: INDEX; Schema: datasets; Owner: bw_owner

CREATE INDEX upload_kept ON datasets.upload USING btree (completed_at) WHERE ((completed_at IS NOT NULL) AND (removed_at IS NULL));

-- Name: upload_open; Type: INDEX; Schema: datasets; Owner: bw_owner

CREATE INDEX upload_open ON datasets.upload USING btree (expires_at) WHERE (completed_at IS NULL);

-- Name: event_late; Type: INDEX; Schema: events; Owner: bw_owner

CREATE INDEX event_late ON ONLY events.event USING btree (tenant_id, id) WHERE events.late(id, occurred_at);

-- Name: event_type; Type: INDEX; Schema: events; Owner: bw_owner

CREATE INDEX event_type ON ONLY events.event USING btree (tenant_id, type, id);

-- Name: reject_received_at; Type: INDEX; Schema: events; Owner: bw_owner

CREATE INDEX reject_received_at ON events.reject USING btree (received_at);

-- Name: seen_created_at; Type: INDEX; Schema: events; Owner: bw_owner

CREATE INDEX seen_created_at ON events.seen USING btree (created_at);

-- Name: tally_close_at; Type: INDEX; Schema: events; Owner: bw_owner

CREATE INDEX tally_close_at ON events.tally USING btree (close_at) WHERE (close_at IS NOT NULL);

-- Name: job_dead; Type: INDEX; Schema: jobs; Owner: bw_owner

CREATE INDEX job_dead ON jobs.job USING btree (id) WHERE (state = 'dead'::text);

-- Name: job_delayed; Type: INDEX; Schema: jobs; Owner: bw_owner

CREATE INDEX job_delayed ON jobs.job USING btree (run_at) WHERE (state = 'delayed'::text);

-- Name: job_ready; Type: INDEX; Schema: jobs; Owner: bw_owner

CREATE INDEX job_ready ON jobs.job USING btree (lane, queue_at) WHERE (state = 'ready'::text);

-- Name: job_ready_of_tenant; Type: INDEX; Schema: jobs; Owner: bw_owner

CREATE INDEX job_ready_of_tenant ON jobs.job USING btree (tenant_id, queue_at) WHERE (state = 'ready'::text);

-- Name: job_running; Type: INDEX; Schema: jobs; Owner: bw_owner

CREATE INDEX job_running ON jobs.job USING btree (lease_until) WHERE (state = 'running'::text);

-- Name: tick_started; Type: INDEX; Schema: jobs; Owner: bw_owner

CREATE INDEX tick_started ON jobs.tick USING btree (started_at);

-- Name: idempotency_created_at_idx; Type: INDEX; Schema: public; Owner: bw_owner

CREATE INDEX idempotency_created_at_idx ON public.idempotency USING btree (created_at);

-- Name: api_key_origins_idx; Type: INDEX; Schema: tenants; Owner: bw_owner

CREATE INDEX api_key_origins_idx ON tenants.api_key USING gin (origins) WHERE (kind = 'public'::text);

-- Name: api_key_prefix_idx; Type: INDEX; Schema: tenants; Owner: bw_owner

CREATE INDEX api_key_prefix_idx ON tenants.api_key USING btree (prefix);

-- Name: api_key_signing_idx; Type: INDEX; Schema: tenants; Owner: bw_owner

CREATE INDEX api_key_signing_idx ON tenants.api_key USING btree (id) WHERE (signing IS NOT NULL);

-- Name: audit_at; Type: INDEX; Schema: tenants; Owner: bw_owner

CREATE INDEX audit_at ON tenants.audit USING btree (at);

-- Name: invitation_token_hash_idx; Type: INDEX; Schema: tenants; Owner: bw_owner

CREATE INDEX invitation_token_hash_idx ON tenants.invitation USING btree (token_hash);

-- Name: member_user_id_idx; Type: INDEX; Schema: tenants; Owner: bw_owner

CREATE INDEX member_user_id_idx ON tenants.member USING btree (user_id, tenant_id);

-- Name: dataset built_in; Type: TRIGGER; Schema: datasets; Owner: bw_owner

CREATE TRIGGER built_in BEFORE UPDATE OF deleted_at ON datasets.dataset FOR EACH ROW WHEN ((old.kind <> 'file'::text)) EXECUTE FUNCTION datasets.refuse_built_in();

-- Name: member keep_an_owner; Type: TRIGGER; Schema: tenants; Owner: bw_owner

CREATE TRIGGER keep_an_owner AFTER DELETE OR UPDATE OF role ON tenants.member FOR EACH ROW EXECUTE FUNCTION tenants.keep_an_owner();

-- Name: part_series part_series_tenant_id_series_id_fkey; Type: FK CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.part_series
    ADD CONSTRAINT part_series_tenant_id_series_id_fkey FOREIGN KEY (tenant_id, series_id) REFERENCES analytics.series(tenant_id, id);

-- Name: part part_tenant_id_dataset_id_fkey; Type: FK CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.part
    ADD CONSTRAINT part_tenant_id_dataset_id_fkey FOREIGN KEY (tenant_id, dataset_id) REFERENCES datasets.dataset(tenant_id, id);

-- Name: reject reject_tenant_id_dataset_id_fkey; Type: FK CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.reject
    ADD CONSTRAINT reject_tenant_id_dataset_id_fkey FOREIGN KEY (tenant_id, dataset_id) REFERENCES datasets.dataset(tenant_id, id);

-- Name: series series_tenant_id_dataset_id_fkey; Type: FK CONSTRAINT; Schema: analytics; Owner: bw_owner

ALTER TABLE ONLY analytics.series
    ADD CONSTRAINT series_tenant_id_dataset_id_fkey FOREIGN KEY (tenant_id, dataset_id) REFERENCES datasets.dataset(tenant_id, id);

-- Name: audit audit_user_id_fkey; Type: FK CONSTRAINT; Schema: auth; Owner: bw_owner

ALTER TABLE ONLY auth.audit
    ADD CONSTRAINT audit_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;

-- Name: session session_user_id_fkey; Type: FK CONSTRAINT; Schema: auth; Owner: bw_owner

ALTER TABLE ONLY auth.session
    ADD CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;

-- Name: notice notice_tenant_id_fkey; Type: FK CONSTRAINT; Schema: billing; Owner: bw_owner

ALTER TABLE ONLY billing.notice
    ADD CONSTRAINT notice_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants.tenant(id) ON DELETE CASCADE;

-- Name: subscription subscription_plan_fkey; Type: FK CONSTRAINT; Schema: billing; Owner: bw_owner

ALTER TABLE ONLY billing.subscription
    ADD CONSTRAINT subscription_plan_fkey FOREIGN KEY (plan) REFERENCES billing.plan(name);

-- Name: subscription subscription_tenant_id_fkey; Type: FK CONSTRAINT; Schema: billing; Owner: bw_owner

ALTER TABLE ONLY billing.subscription
    ADD CONSTRAINT subscription_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants.tenant(id) ON DELETE CASCADE;

-- Name: dashboard dashboard_tenant_id_fkey; Type: FK CONSTRAINT; Schema: dashboards; Owner: bw_owner

ALTER TABLE ONLY dashboards.dashboard
    ADD CONSTRAINT dashboard_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants.tenant(id) ON DELETE CASCADE;

-- Name: widget widget_tenant_id_dashboard_id_fkey; Type: FK CONSTRAINT; Schema: dashboards; Owner: bw_owner

ALTER TABLE ONLY dashboards.widget
    ADD CONSTRAINT widget_tenant_id_dashboard_id_fkey FOREIGN KEY (tenant_id, dashboard_id) REFERENCES dashboards.dashboard(tenant_id, id) ON DELETE CASCADE;

-- Name: dataset dataset_tenant_id_fkey; Type: FK CONSTRAINT; Schema: datasets; Owner: bw_owner

ALTER TABLE ONLY datasets.dataset
    ADD CONSTRAINT dataset_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants.tenant(id) ON DELETE CASCADE;

-- Name: upload upload_tenant_id_dataset_id_fkey; Type: FK CONSTRAINT; Schema: datasets; Owner: bw_owner

ALTER TABLE ONLY datasets.upload
    ADD CONSTRAINT upload_tenant_id_dataset_id_fkey FOREIGN KEY (tenant_id, dataset_id) REFERENCES datasets.dataset(tenant_id, id) ON DELETE CASCADE;

-- Name: version version_tenant_id_dataset_id_fkey; Type: FK CONSTRAINT; Schema: datasets; Owner: bw_owner

ALTER TABLE ONLY datasets.version
    ADD CONSTRAINT version_tenant_id_dataset_id_fkey FOREIGN KEY (tenant_id, dataset_id) REFERENCES datasets.dataset(tenant_id, id) ON DELETE CASCADE;

-- Name: label label_tenant_id_fkey; Type: FK CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.label
    ADD CONSTRAINT label_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants.tenant(id) ON DELETE CASCADE;

-- Name: tally tally_tenant_id_dataset_id_fkey; Type: FK CONSTRAINT; Schema: events; Owner: bw_owner

ALTER TABLE ONLY events.tally
    ADD CONSTRAINT tally_tenant_id_dataset_id_fkey FOREIGN KEY (tenant_id, dataset_id) REFERENCES datasets.dataset(tenant_id, id) ON DELETE CASCADE;

-- Name: api_key api_key_created_by_fkey; Type: FK CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.api_key
    ADD CONSTRAINT api_key_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth."user"(id) ON DELETE SET NULL;

-- Name: api_key api_key_tenant_id_fkey; Type: FK CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.api_key
    ADD CONSTRAINT api_key_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants.tenant(id) ON DELETE CASCADE;

-- Name: audit audit_tenant_id_fkey; Type: FK CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.audit
    ADD CONSTRAINT audit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants.tenant(id) ON DELETE CASCADE;

-- Name: invitation invitation_created_by_fkey; Type: FK CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.invitation
    ADD CONSTRAINT invitation_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth."user"(id) ON DELETE SET NULL;

-- Name: invitation invitation_tenant_id_fkey; Type: FK CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.invitation
    ADD CONSTRAINT invitation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants.tenant(id) ON DELETE CASCADE;

-- Name: member member_tenant_id_fkey; Type: FK CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.member
    ADD CONSTRAINT member_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants.tenant(id) ON DELETE CASCADE;

-- Name: member member_user_id_fkey; Type: FK CONSTRAINT; Schema: tenants; Owner: bw_owner

ALTER TABLE ONLY tenants.member
    ADD CONSTRAINT member_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;

-- Name: digest; Type: ROW SECURITY; Schema: analytics; Owner: bw_owner

ALTER TABLE analytics.digest ENABLE ROW LEVEL SECURITY;

-- Name: part; Type: ROW SECURITY; Schema: analytics; Owner: bw_owner

ALTER TABLE analytics.part ENABLE ROW LEVEL SECURITY;

-- Name: part_metric; Type: ROW SECURITY; Schema: analytics; Owner: bw_owner

ALTER TABLE analytics.part_metric ENABLE ROW LEVEL SECURITY;

-- Name: part_series; Type: ROW SECURITY; Schema: analytics; Owner: bw_owner

ALTER TABLE analytics.part_series ENABLE ROW LEVEL SECURITY;

-- Name: reject; Type: ROW SECURITY; Schema: analytics; Owner: bw_owner

ALTER TABLE analytics.reject ENABLE ROW LEVEL SECURITY;

-- Name: rollup; Type: ROW SECURITY; Schema: analytics; Owner: bw_owner

ALTER TABLE analytics.rollup ENABLE ROW LEVEL SECURITY;

-- Name: segment; Type: ROW SECURITY; Schema: analytics; Owner: bw_owner

ALTER TABLE analytics.segment ENABLE ROW LEVEL SECURITY;

-- Name: series; Type: ROW SECURITY; Schema: analytics; Owner: bw_owner

ALTER TABLE analytics.series ENABLE ROW LEVEL SECURITY;

-- Name: digest tenant; Type: POLICY; Schema: analytics; Owner: bw_owner

CREATE POLICY tenant ON analytics.digest USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: part tenant; Type: POLICY; Schema: analytics; Owner: bw_owner

CREATE POLICY tenant ON analytics.part USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: part_metric tenant; Type: POLICY; Schema: analytics; Owner: bw_owner

CREATE POLICY tenant ON analytics.part_metric USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: part_series tenant; Type: POLICY; Schema: analytics; Owner: bw_owner

CREATE POLICY tenant ON analytics.part_series USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: reject tenant; Type: POLICY; Schema: analytics; Owner: bw_owner

CREATE POLICY tenant ON analytics.reject USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: rollup tenant; Type: POLICY; Schema: analytics; Owner: bw_owner

CREATE POLICY tenant ON analytics.rollup USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: segment tenant; Type: POLICY; Schema: analytics; Owner: bw_owner

CREATE POLICY tenant ON analytics.segment USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: series tenant; Type: POLICY; Schema: analytics; Owner: bw_owner

CREATE POLICY tenant ON analytics.series USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: audit; Type: ROW SECURITY; Schema: auth; Owner: bw_owner

ALTER TABLE auth.audit ENABLE ROW LEVEL SECURITY;

-- Name: user fellow; Type: POLICY; Schema: auth; Owner: bw_owner

CREATE POLICY fellow ON auth."user" FOR SELECT USING ((EXISTS ( SELECT
   FROM tenants.member m
  WHERE ((m.tenant_id = public.app_tenant()) AND (m.user_id = "user".id)))));

-- Name: audit own; Type: POLICY; Schema: auth; Owner: bw_owner

CREATE POLICY own ON auth.audit USING ((user_id = public.app_user())) WITH CHECK ((user_id = public.app_user()));

-- Name: session own; Type: POLICY; Schema: auth; Owner: bw_owner

CREATE POLICY own ON auth.session USING ((user_id = public.app_user())) WITH CHECK ((user_id = public.app_user()));

-- Name: user own; Type: POLICY; Schema: auth; Owner: bw_owner

CREATE POLICY own ON auth."user" USING ((id = public.app_user())) WITH CHECK ((id = public.app_user()));

-- Name: session; Type: ROW SECURITY; Schema: auth; Owner: bw_owner

ALTER TABLE auth.session ENABLE ROW LEVEL SECURITY;

-- Name: user; Type: ROW SECURITY; Schema: auth; Owner: bw_owner

ALTER TABLE auth."user" ENABLE ROW LEVEL SECURITY;

-- Name: notice; Type: ROW SECURITY; Schema: billing; Owner: bw_owner

ALTER TABLE billing.notice ENABLE ROW LEVEL SECURITY;

-- Name: quota; Type: ROW SECURITY; Schema: billing; Owner: bw_owner

ALTER TABLE billing.quota ENABLE ROW LEVEL SECURITY;

-- Name: slot; Type: ROW SECURITY; Schema: billing; Owner: bw_owner

ALTER TABLE billing.slot ENABLE ROW LEVEL SECURITY;

-- Name: subscription; Type: ROW SECURITY; Schema: billing; Owner: bw_owner

ALTER TABLE billing.subscription ENABLE ROW LEVEL SECURITY;

-- Name: notice tenant; Type: POLICY; Schema: billing; Owner: bw_owner

CREATE POLICY tenant ON billing.notice USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: quota tenant; Type: POLICY; Schema: billing; Owner: bw_owner

CREATE POLICY tenant ON billing.quota USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: slot tenant; Type: POLICY; Schema: billing; Owner: bw_owner

CREATE POLICY tenant ON billing.slot USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: subscription tenant; Type: POLICY; Schema: billing; Owner: bw_owner

CREATE POLICY tenant ON billing.subscription USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: usage tenant; Type: POLICY; Schema: billing; Owner: bw_owner

CREATE POLICY tenant ON billing.usage USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: usage; Type: ROW SECURITY; Schema: billing; Owner: bw_owner

ALTER TABLE billing.usage ENABLE ROW LEVEL SECURITY;

-- Name: dashboard; Type: ROW SECURITY; Schema: dashboards; Owner: bw_owner

ALTER TABLE dashboards.dashboard ENABLE ROW LEVEL SECURITY;

-- Name: dashboard tenant; Type: POLICY; Schema: dashboards; Owner: bw_owner

CREATE POLICY tenant ON dashboards.dashboard USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: widget tenant; Type: POLICY; Schema: dashboards; Owner: bw_owner

CREATE POLICY tenant ON dashboards.widget USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: widget; Type: ROW SECURITY; Schema: dashboards; Owner: bw_owner

ALTER TABLE dashboards.widget ENABLE ROW LEVEL SECURITY;

-- Name: dataset; Type: ROW SECURITY; Schema: datasets; Owner: bw_owner

ALTER TABLE datasets.dataset ENABLE ROW LEVEL SECURITY;

-- Name: dataset tenant; Type: POLICY; Schema: datasets; Owner: bw_owner

CREATE POLICY tenant ON datasets.dataset USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: upload tenant; Type: POLICY; Schema: datasets; Owner: bw_owner

CREATE POLICY tenant ON datasets.upload USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: version tenant; Type: POLICY; Schema: datasets; Owner: bw_owner

CREATE POLICY tenant ON datasets.version USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: upload; Type: ROW SECURITY; Schema: datasets; Owner: bw_owner

ALTER TABLE datasets.upload ENABLE ROW LEVEL SECURITY;

-- Name: version; Type: ROW SECURITY; Schema: datasets; Owner: bw_owner

ALTER TABLE datasets.version ENABLE ROW LEVEL SECURITY;

-- Name: delta; Type: ROW SECURITY; Schema: events; Owner: bw_owner

ALTER TABLE events.delta ENABLE ROW LEVEL SECURITY;

-- Name: event; Type: ROW SECURITY; Schema: events; Owner: bw_owner

ALTER TABLE events.event ENABLE ROW LEVEL SECURITY;

-- Name: label; Type: ROW SECURITY; Schema: events; Owner: bw_owner

ALTER TABLE events.label ENABLE ROW LEVEL SECURITY;

-- Name: minute; Type: ROW SECURITY; Schema: events; Owner: bw_owner

ALTER TABLE events.minute ENABLE ROW LEVEL SECURITY;

-- Name: moment; Type: ROW SECURITY; Schema: events; Owner: bw_owner

ALTER TABLE events.moment ENABLE ROW LEVEL SECURITY;

-- Name: reject; Type: ROW SECURITY; Schema: events; Owner: bw_owner

ALTER TABLE events.reject ENABLE ROW LEVEL SECURITY;

-- Name: seen; Type: ROW SECURITY; Schema: events; Owner: bw_owner

ALTER TABLE events.seen ENABLE ROW LEVEL SECURITY;

-- Name: tail; Type: ROW SECURITY; Schema: events; Owner: bw_owner

ALTER TABLE events.tail ENABLE ROW LEVEL SECURITY;

-- Name: tally; Type: ROW SECURITY; Schema: events; Owner: bw_owner

ALTER TABLE events.tally ENABLE ROW LEVEL SECURITY;

-- Name: delta tenant; Type: POLICY; Schema: events; Owner: bw_owner

CREATE POLICY tenant ON events.delta USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: event tenant; Type: POLICY; Schema: events; Owner: bw_owner

CREATE POLICY tenant ON events.event USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: label tenant; Type: POLICY; Schema: events; Owner: bw_owner

CREATE POLICY tenant ON events.label USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: minute tenant; Type: POLICY; Schema: events; Owner: bw_owner

CREATE POLICY tenant ON events.minute USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: moment tenant; Type: POLICY; Schema: events; Owner: bw_owner

CREATE POLICY tenant ON events.moment USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: reject tenant; Type: POLICY; Schema: events; Owner: bw_owner

CREATE POLICY tenant ON events.reject USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: seen tenant; Type: POLICY; Schema: events; Owner: bw_owner

CREATE POLICY tenant ON events.seen USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: tail tenant; Type: POLICY; Schema: events; Owner: bw_owner

CREATE POLICY tenant ON events.tail USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: tally tenant; Type: POLICY; Schema: events; Owner: bw_owner

CREATE POLICY tenant ON events.tally USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: job canceled; Type: POLICY; Schema: jobs; Owner: bw_owner

CREATE POLICY canceled ON jobs.job AS RESTRICTIVE FOR DELETE TO bw_app USING (((kind = 'dataset.ingest'::text) AND (state = ANY (ARRAY['ready'::text, 'delayed'::text]))));

-- Name: job; Type: ROW SECURITY; Schema: jobs; Owner: bw_owner

ALTER TABLE jobs.job ENABLE ROW LEVEL SECURITY;

-- Name: job tenant; Type: POLICY; Schema: jobs; Owner: bw_owner

CREATE POLICY tenant ON jobs.job USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

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

-- Name: api_key; Type: ROW SECURITY; Schema: tenants; Owner: bw_owner

ALTER TABLE tenants.api_key ENABLE ROW LEVEL SECURITY;

-- Name: audit; Type: ROW SECURITY; Schema: tenants; Owner: bw_owner

ALTER TABLE tenants.audit ENABLE ROW LEVEL SECURITY;

-- Name: invitation; Type: ROW SECURITY; Schema: tenants; Owner: bw_owner

ALTER TABLE tenants.invitation ENABLE ROW LEVEL SECURITY;

-- Name: member; Type: ROW SECURITY; Schema: tenants; Owner: bw_owner

ALTER TABLE tenants.member ENABLE ROW LEVEL SECURITY;

-- Name: api_key tenant; Type: POLICY; Schema: tenants; Owner: bw_owner

CREATE POLICY tenant ON tenants.api_key USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: audit tenant; Type: POLICY; Schema: tenants; Owner: bw_owner

CREATE POLICY tenant ON tenants.audit USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: invitation tenant; Type: POLICY; Schema: tenants; Owner: bw_owner

CREATE POLICY tenant ON tenants.invitation USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: member tenant; Type: POLICY; Schema: tenants; Owner: bw_owner

CREATE POLICY tenant ON tenants.member USING ((tenant_id = public.app_tenant())) WITH CHECK ((tenant_id = public.app_tenant()));

-- Name: tenant; Type: ROW SECURITY; Schema: tenants; Owner: bw_owner

ALTER TABLE tenants.tenant ENABLE ROW LEVEL SECURITY;

-- Name: tenant tenant; Type: POLICY; Schema: tenants; Owner: bw_owner

CREATE POLICY tenant ON tenants.tenant USING ((id = public.app_tenant())) WITH CHECK ((id = public.app_tenant()));

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

-- Name: SCHEMA billing; Type: ACL; Schema: -; Owner: bw_owner

GRANT USAGE ON SCHEMA billing TO bw_app;
GRANT USAGE ON SCHEMA billing TO bw_ingest;
GRANT USAGE ON SCHEMA billing TO bw_etl;
GRANT USAGE ON SCHEMA billing TO bw_lookup;

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

-- Name: SCHEMA events; Type: ACL; Schema: -; Owner: bw_owner

GRANT USAGE ON SCHEMA events TO bw_app;
GRANT USAGE ON SCHEMA events TO bw_ingest;
GRANT USAGE ON SCHEMA events TO bw_etl;
GRANT USAGE ON SCHEMA events TO bw_lookup;

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

-- Name: SCHEMA upkeep; Type: ACL; Schema: -; Owner: bw_owner

GRANT USAGE ON SCHEMA upkeep TO bw_ingest;
GRANT USAGE ON SCHEMA upkeep TO bw_etl;

-- Name: FUNCTION earliest(a_from timestamp with time zone, a_span bigint); Type: ACL; Schema: analytics; Owner: bw_owner

GRANT ALL ON FUNCTION analytics.earliest(a_from timestamp with time zone, a_span bigint) TO bw_app;

-- Name: FUNCTION edges(a_from timestamp with time zone, a_to timestamp with time zone, unit text, zone text, most integer); Type: ACL; Schema: analytics; Owner: bw_owner

GRANT ALL ON FUNCTION analytics.edges(a_from timestamp with time zone, a_to timestamp with time zone, unit text, zone text, most integer) TO bw_app;

-- Name: FUNCTION level_of(edges timestamp with time zone[]); Type: ACL; Schema: analytics; Owner: bw_owner

GRANT ALL ON FUNCTION analytics.level_of(edges timestamp with time zone[]) TO bw_app;

-- Name: FUNCTION lines(packed bytea); Type: ACL; Schema: analytics; Owner: bw_owner

GRANT ALL ON FUNCTION analytics.lines(packed bytea) TO bw_app;

-- Name: FUNCTION need_dataset(a_tenant uuid, a_dataset uuid); Type: ACL; Schema: analytics; Owner: bw_owner

GRANT ALL ON FUNCTION analytics.need_dataset(a_tenant uuid, a_dataset uuid) TO bw_app;

-- Name: FUNCTION pieces(a_from timestamp with time zone, a_to timestamp with time zone, mask integer); Type: ACL; Schema: analytics; Owner: bw_owner

GRANT ALL ON FUNCTION analytics.pieces(a_from timestamp with time zone, a_to timestamp with time zone, mask integer) TO bw_app;

-- Name: FUNCTION previous(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[], a_values text[], a_from timestamp with time zone, a_to timestamp with time zone, a_unit text, a_zone text, a_compare text, OUT range_from timestamp with time zone, OUT range_to timestamp with time zone, OUT unit text); Type: ACL; Schema: analytics; Owner: bw_owner

GRANT ALL ON FUNCTION analytics.previous(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[], a_values text[], a_from timestamp with time zone, a_to timestamp with time zone, a_unit text, a_zone text, a_compare text, OUT range_from timestamp with time zone, OUT range_to timestamp with time zone, OUT unit text) TO bw_app;

-- Name: FUNCTION unit(asked text, a_from timestamp with time zone, a_to timestamp with time zone); Type: ACL; Schema: analytics; Owner: bw_owner

GRANT ALL ON FUNCTION analytics.unit(asked text, a_from timestamp with time zone, a_to timestamp with time zone) TO bw_app;

-- Name: FUNCTION unit_length(unit text); Type: ACL; Schema: analytics; Owner: bw_owner

GRANT ALL ON FUNCTION analytics.unit_length(unit text) TO bw_app;

-- Name: TABLE digest; Type: ACL; Schema: analytics; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.digest TO bw_app;
GRANT SELECT,INSERT,DELETE ON TABLE analytics.digest TO bw_etl;
GRANT SELECT,INSERT,DELETE ON TABLE analytics.digest TO bw_ingest;

-- Name: TABLE part; Type: ACL; Schema: analytics; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.part TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.part TO bw_etl;
GRANT SELECT,INSERT,UPDATE ON TABLE analytics.part TO bw_ingest;

-- Name: TABLE part_metric; Type: ACL; Schema: analytics; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.part_metric TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.part_metric TO bw_etl;
GRANT SELECT,INSERT,UPDATE ON TABLE analytics.part_metric TO bw_ingest;

-- Name: TABLE part_series; Type: ACL; Schema: analytics; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.part_series TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.part_series TO bw_etl;
GRANT SELECT,INSERT,UPDATE ON TABLE analytics.part_series TO bw_ingest;

-- Name: TABLE rollup; Type: ACL; Schema: analytics; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.rollup TO bw_app;
GRANT SELECT,INSERT,DELETE ON TABLE analytics.rollup TO bw_etl;
GRANT SELECT,INSERT,DELETE ON TABLE analytics.rollup TO bw_ingest;

-- Name: TABLE segment; Type: ACL; Schema: analytics; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.segment TO bw_app;
GRANT SELECT,INSERT,DELETE ON TABLE analytics.segment TO bw_etl;

-- Name: TABLE series; Type: ACL; Schema: analytics; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.series TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.series TO bw_etl;
GRANT SELECT,INSERT ON TABLE analytics.series TO bw_ingest;

-- Name: TABLE tail; Type: ACL; Schema: events; Owner: bw_owner

GRANT SELECT ON TABLE events.tail TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.tail TO bw_ingest;
GRANT SELECT ON TABLE events.tail TO bw_etl;

-- Name: FUNCTION read(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[], a_values text[], a_group text, a_from timestamp with time zone, a_to timestamp with time zone, a_unit text, a_zone text, a_want integer); Type: ACL; Schema: analytics; Owner: bw_owner

GRANT ALL ON FUNCTION analytics.read(a_tenant uuid, a_dataset uuid, a_metrics text[], a_names text[], a_values text[], a_group text, a_from timestamp with time zone, a_to timestamp with time zone, a_unit text, a_zone text, a_want integer) TO bw_app;

-- Name: FUNCTION series_ids(p_dataset uuid, p_metrics text[], p_labels text[]); Type: ACL; Schema: analytics; Owner: bw_owner

REVOKE ALL ON FUNCTION analytics.series_ids(p_dataset uuid, p_metrics text[], p_labels text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION analytics.series_ids(p_dataset uuid, p_metrics text[], p_labels text[]) TO bw_app;
GRANT ALL ON FUNCTION analytics.series_ids(p_dataset uuid, p_metrics text[], p_labels text[]) TO bw_etl;

-- Name: FUNCTION change(p_tenant uuid, p_plan text, p_soft bigint, p_hard bigint, p_status text); Type: ACL; Schema: billing; Owner: bw_owner

REVOKE ALL ON FUNCTION billing.change(p_tenant uuid, p_plan text, p_soft bigint, p_hard bigint, p_status text) FROM PUBLIC;
GRANT ALL ON FUNCTION billing.change(p_tenant uuid, p_plan text, p_soft bigint, p_hard bigint, p_status text) TO bw_etl;

-- Name: TABLE plan; Type: ACL; Schema: billing; Owner: bw_owner

GRANT SELECT ON TABLE billing.plan TO bw_app;
GRANT SELECT ON TABLE billing.plan TO bw_ingest;
GRANT SELECT,INSERT,UPDATE ON TABLE billing.plan TO bw_etl;

-- Name: TABLE subscription; Type: ACL; Schema: billing; Owner: bw_owner

GRANT SELECT ON TABLE billing.subscription TO bw_app;
GRANT SELECT ON TABLE billing.subscription TO bw_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE billing.subscription TO bw_etl;

-- Name: FUNCTION refill(p_tenant uuid, p_month date, p_slot smallint, p_need bigint, p_want bigint, OUT used bigint, OUT granted bigint, OUT total bigint, OUT soft bigint, OUT hard bigint); Type: ACL; Schema: billing; Owner: bw_owner

REVOKE ALL ON FUNCTION billing.refill(p_tenant uuid, p_month date, p_slot smallint, p_need bigint, p_want bigint, OUT used bigint, OUT granted bigint, OUT total bigint, OUT soft bigint, OUT hard bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION billing.refill(p_tenant uuid, p_month date, p_slot smallint, p_need bigint, p_want bigint, OUT used bigint, OUT granted bigint, OUT total bigint, OUT soft bigint, OUT hard bigint) TO bw_ingest;
GRANT ALL ON FUNCTION billing.refill(p_tenant uuid, p_month date, p_slot smallint, p_need bigint, p_want bigint, OUT used bigint, OUT granted bigint, OUT total bigint, OUT soft bigint, OUT hard bigint) TO bw_etl;

-- Name: TABLE slot; Type: ACL; Schema: billing; Owner: bw_owner

GRANT SELECT ON TABLE billing.slot TO bw_app;
GRANT SELECT,INSERT,UPDATE ON TABLE billing.slot TO bw_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE billing.slot TO bw_etl;

-- Name: FUNCTION use(p_tenants uuid[], p_month date, p_slot smallint, p_events bigint[]); Type: ACL; Schema: billing; Owner: bw_owner

REVOKE ALL ON FUNCTION billing.use(p_tenants uuid[], p_month date, p_slot smallint, p_events bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION billing.use(p_tenants uuid[], p_month date, p_slot smallint, p_events bigint[]) TO bw_ingest;

-- Name: TABLE dashboard; Type: ACL; Schema: dashboards; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE dashboards.dashboard TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE dashboards.dashboard TO bw_etl;

-- Name: FUNCTION dashboard_change(a_tenant uuid, a_id uuid, a_revision bigint, a_name text, description_sent boolean, a_description text); Type: ACL; Schema: dashboards; Owner: bw_owner

GRANT ALL ON FUNCTION dashboards.dashboard_change(a_tenant uuid, a_id uuid, a_revision bigint, a_name text, description_sent boolean, a_description text) TO bw_app;

-- Name: FUNCTION last_interval(text); Type: ACL; Schema: dashboards; Owner: bw_owner

GRANT ALL ON FUNCTION dashboards.last_interval(text) TO bw_app;

-- Name: TABLE widget; Type: ACL; Schema: dashboards; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE dashboards.widget TO bw_app;
GRANT SELECT,INSERT,DELETE ON TABLE dashboards.widget TO bw_etl;

-- Name: FUNCTION layout_change(a_tenant uuid, a_dashboard uuid, items jsonb); Type: ACL; Schema: dashboards; Owner: bw_owner

GRANT ALL ON FUNCTION dashboards.layout_change(a_tenant uuid, a_dashboard uuid, items jsonb) TO bw_app;

-- Name: FUNCTION names_in(expression text); Type: ACL; Schema: dashboards; Owner: bw_owner

GRANT ALL ON FUNCTION dashboards.names_in(expression text) TO bw_app;

-- Name: FUNCTION questions(type text, config jsonb, a_from timestamp with time zone, a_to timestamp with time zone); Type: ACL; Schema: dashboards; Owner: bw_owner

GRANT ALL ON FUNCTION dashboards.questions(type text, config jsonb, a_from timestamp with time zone, a_to timestamp with time zone) TO bw_app;

-- Name: FUNCTION want_of(agg text); Type: ACL; Schema: dashboards; Owner: bw_owner

GRANT ALL ON FUNCTION dashboards.want_of(agg text) TO bw_app;

-- Name: FUNCTION questions(tenant uuid, type text, config jsonb, a_from timestamp with time zone, a_to timestamp with time zone, a_zone text); Type: ACL; Schema: dashboards; Owner: bw_owner

GRANT ALL ON FUNCTION dashboards.questions(tenant uuid, type text, config jsonb, a_from timestamp with time zone, a_to timestamp with time zone, a_zone text) TO bw_app;

-- Name: FUNCTION widget_add(a_tenant uuid, a_dashboard uuid, a_id uuid, a_type text, a_title text, a_config jsonb, a_layout integer[]); Type: ACL; Schema: dashboards; Owner: bw_owner

GRANT ALL ON FUNCTION dashboards.widget_add(a_tenant uuid, a_dashboard uuid, a_id uuid, a_type text, a_title text, a_config jsonb, a_layout integer[]) TO bw_app;

-- Name: FUNCTION widget_change(a_tenant uuid, a_dashboard uuid, a_id uuid, a_revision bigint, a_type text, a_title text, a_config jsonb, a_layout integer[]); Type: ACL; Schema: dashboards; Owner: bw_owner

GRANT ALL ON FUNCTION dashboards.widget_change(a_tenant uuid, a_dashboard uuid, a_id uuid, a_revision bigint, a_type text, a_title text, a_config jsonb, a_layout integer[]) TO bw_app;

-- Name: TABLE dataset; Type: ACL; Schema: datasets; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE datasets.dataset TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE datasets.dataset TO bw_etl;
GRANT SELECT,INSERT,UPDATE ON TABLE datasets.dataset TO bw_ingest;

-- Name: TABLE reject; Type: ACL; Schema: analytics; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.reject TO bw_app;
GRANT SELECT,INSERT,DELETE ON TABLE analytics.reject TO bw_etl;

-- Name: TABLE upload; Type: ACL; Schema: datasets; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE datasets.upload TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE datasets.upload TO bw_etl;

-- Name: TABLE version; Type: ACL; Schema: datasets; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE datasets.version TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE datasets.version TO bw_etl;
GRANT SELECT,INSERT,UPDATE ON TABLE datasets.version TO bw_ingest;

-- Name: TABLE usage; Type: ACL; Schema: billing; Owner: bw_owner

GRANT SELECT ON TABLE billing.usage TO bw_app;
GRANT SELECT,INSERT,UPDATE ON TABLE billing.usage TO bw_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE billing.usage TO bw_etl;

-- Name: TABLE event; Type: ACL; Schema: events; Owner: bw_owner

GRANT SELECT ON TABLE events.event TO bw_app;
GRANT SELECT,INSERT ON TABLE events.event TO bw_ingest;
GRANT SELECT,DELETE ON TABLE events.event TO bw_etl;

-- Name: FUNCTION claim(p_tenants uuid[], p_keys uuid[], p_ids uuid[], p_bodies bytea[], p_since timestamp with time zone); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.claim(p_tenants uuid[], p_keys uuid[], p_ids uuid[], p_bodies bytea[], p_since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION events.claim(p_tenants uuid[], p_keys uuid[], p_ids uuid[], p_bodies bytea[], p_since timestamp with time zone) TO bw_ingest;

-- Name: FUNCTION close_digests(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[], p_t timestamp with time zone[], p_digests bytea[]); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.close_digests(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[], p_t timestamp with time zone[], p_digests bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION events.close_digests(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[], p_t timestamp with time zone[], p_digests bytea[]) TO bw_ingest;

-- Name: FUNCTION close_minutes(p_tenant uuid, p_before timestamp with time zone, p_most integer); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.close_minutes(p_tenant uuid, p_before timestamp with time zone, p_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION events.close_minutes(p_tenant uuid, p_before timestamp with time zone, p_most integer) TO bw_ingest;

-- Name: FUNCTION close_points(p_tenant uuid, p_part bigint, p_before timestamp with time zone, p_last_series bigint, p_last_t timestamp with time zone); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.close_points(p_tenant uuid, p_part bigint, p_before timestamp with time zone, p_last_series bigint, p_last_t timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION events.close_points(p_tenant uuid, p_part bigint, p_before timestamp with time zone, p_last_series bigint, p_last_t timestamp with time zone) TO bw_ingest;

-- Name: FUNCTION closing_end(p_tenant uuid, p_before timestamp with time zone, p_most integer, OUT series_id bigint, OUT t timestamp with time zone, OUT n bigint); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.closing_end(p_tenant uuid, p_before timestamp with time zone, p_most integer, OUT series_id bigint, OUT t timestamp with time zone, OUT n bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION events.closing_end(p_tenant uuid, p_before timestamp with time zone, p_most integer, OUT series_id bigint, OUT t timestamp with time zone, OUT n bigint) TO bw_ingest;

-- Name: TABLE minute; Type: ACL; Schema: events; Owner: bw_owner

GRANT SELECT ON TABLE events.minute TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.minute TO bw_ingest;
GRANT SELECT ON TABLE events.minute TO bw_etl;

-- Name: TABLE tally; Type: ACL; Schema: events; Owner: bw_owner

GRANT SELECT ON TABLE events.tally TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.tally TO bw_ingest;
GRANT SELECT ON TABLE events.tally TO bw_etl;

-- Name: FUNCTION fold_points(p_tenants uuid[], p_series bigint[], p_t timestamp with time zone[], p_n bigint[], p_sum double precision[], p_min double precision[], p_max double precision[], p_first double precision[], p_last double precision[], p_first_t timestamp with time zone[], p_last_t timestamp with time zone[], p_digests bytea[]); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.fold_points(p_tenants uuid[], p_series bigint[], p_t timestamp with time zone[], p_n bigint[], p_sum double precision[], p_min double precision[], p_max double precision[], p_first double precision[], p_last double precision[], p_first_t timestamp with time zone[], p_last_t timestamp with time zone[], p_digests bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION events.fold_points(p_tenants uuid[], p_series bigint[], p_t timestamp with time zone[], p_n bigint[], p_sum double precision[], p_min double precision[], p_max double precision[], p_first double precision[], p_last double precision[], p_first_t timestamp with time zone[], p_last_t timestamp with time zone[], p_digests bytea[]) TO bw_ingest;

-- Name: FUNCTION fold_series(p_tenants uuid[], p_types text[], p_labels jsonb[]); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.fold_series(p_tenants uuid[], p_types text[], p_labels jsonb[]) FROM PUBLIC;
GRANT ALL ON FUNCTION events.fold_series(p_tenants uuid[], p_types text[], p_labels jsonb[]) TO bw_ingest;

-- Name: FUNCTION fold_tenants(p_tenants uuid[], p_n bigint[], p_invalid bigint[], p_first timestamp with time zone[], p_last timestamp with time zone[]); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.fold_tenants(p_tenants uuid[], p_n bigint[], p_invalid bigint[], p_first timestamp with time zone[], p_last timestamp with time zone[]) FROM PUBLIC;
GRANT ALL ON FUNCTION events.fold_tenants(p_tenants uuid[], p_n bigint[], p_invalid bigint[], p_first timestamp with time zone[], p_last timestamp with time zone[]) TO bw_ingest;

-- Name: TABLE moment; Type: ACL; Schema: events; Owner: bw_owner

GRANT SELECT ON TABLE events.moment TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.moment TO bw_ingest;
GRANT SELECT,DELETE ON TABLE events.moment TO bw_etl;

-- Name: FUNCTION fold_users(p_tenants uuid[], p_t timestamp with time zone[], p_users bytea[]); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.fold_users(p_tenants uuid[], p_t timestamp with time zone[], p_users bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION events.fold_users(p_tenants uuid[], p_t timestamp with time zone[], p_users bytea[]) TO bw_ingest;

-- Name: FUNCTION forget_rollups(p_tenant uuid, p_edge timestamp with time zone); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.forget_rollups(p_tenant uuid, p_edge timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION events.forget_rollups(p_tenant uuid, p_edge timestamp with time zone) TO bw_etl;

-- Name: FUNCTION make_dataset(p_tenant uuid); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.make_dataset(p_tenant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION events.make_dataset(p_tenant uuid) TO bw_ingest;

-- Name: FUNCTION make_missing(p_tenant uuid, p_types text[], p_labels jsonb[]); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.make_missing(p_tenant uuid, p_types text[], p_labels jsonb[]) FROM PUBLIC;
GRANT ALL ON FUNCTION events.make_missing(p_tenant uuid, p_types text[], p_labels jsonb[]) TO bw_ingest;

-- Name: FUNCTION make_series(p_tenant uuid, p_type text, p_labels jsonb); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.make_series(p_tenant uuid, p_type text, p_labels jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION events.make_series(p_tenant uuid, p_type text, p_labels jsonb) TO bw_ingest;

-- Name: FUNCTION make_total(p_tenant uuid, p_part bigint, p_series bigint); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.make_total(p_tenant uuid, p_part bigint, p_series bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION events.make_total(p_tenant uuid, p_part bigint, p_series bigint) TO bw_ingest;

-- Name: FUNCTION merge_chunks(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[], p_pages timestamp with time zone[]); Type: ACL; Schema: events; Owner: bw_owner

REVOKE ALL ON FUNCTION events.merge_chunks(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[], p_pages timestamp with time zone[]) FROM PUBLIC;
GRANT ALL ON FUNCTION events.merge_chunks(p_tenant uuid, p_part bigint, p_series bigint[], p_levels smallint[], p_pages timestamp with time zone[]) TO bw_ingest;

-- Name: FUNCTION bury(p_tenant uuid, p_id uuid, p_attempt integer, p_error text); Type: ACL; Schema: jobs; Owner: bw_owner

REVOKE ALL ON FUNCTION jobs.bury(p_tenant uuid, p_id uuid, p_attempt integer, p_error text) FROM PUBLIC;
GRANT ALL ON FUNCTION jobs.bury(p_tenant uuid, p_id uuid, p_attempt integer, p_error text) TO bw_etl;

-- Name: FUNCTION done(p_tenant uuid, p_id uuid, p_attempt integer); Type: ACL; Schema: jobs; Owner: bw_owner

REVOKE ALL ON FUNCTION jobs.done(p_tenant uuid, p_id uuid, p_attempt integer) FROM PUBLIC;
GRANT ALL ON FUNCTION jobs.done(p_tenant uuid, p_id uuid, p_attempt integer) TO bw_etl;

-- Name: FUNCTION enqueue(p_id uuid, p_kind text, p_lane integer, p_payload jsonb, p_delay_ms bigint, p_request_id text); Type: ACL; Schema: jobs; Owner: bw_owner

REVOKE ALL ON FUNCTION jobs.enqueue(p_id uuid, p_kind text, p_lane integer, p_payload jsonb, p_delay_ms bigint, p_request_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION jobs.enqueue(p_id uuid, p_kind text, p_lane integer, p_payload jsonb, p_delay_ms bigint, p_request_id text) TO bw_app;
GRANT ALL ON FUNCTION jobs.enqueue(p_id uuid, p_kind text, p_lane integer, p_payload jsonb, p_delay_ms bigint, p_request_id text) TO bw_etl;

-- Name: TABLE topic; Type: ACL; Schema: live; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE live.topic TO bw_app;
GRANT SELECT,INSERT,UPDATE ON TABLE live.topic TO bw_etl;
GRANT SELECT,INSERT,UPDATE ON TABLE live.topic TO bw_ingest;

-- Name: TABLE user_topic; Type: ACL; Schema: live; Owner: bw_owner

GRANT SELECT ON TABLE live.user_topic TO bw_app;
GRANT SELECT,INSERT,UPDATE ON TABLE live.user_topic TO bw_lookup;

-- Name: FUNCTION bump_user(id uuid); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.bump_user(id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.bump_user(id uuid) TO bw_app;
GRANT ALL ON FUNCTION lookup.bump_user(id uuid) TO bw_etl;

-- Name: TABLE invitation; Type: ACL; Schema: tenants; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE tenants.invitation TO bw_app;
GRANT SELECT ON TABLE tenants.invitation TO bw_lookup;

-- Name: TABLE tenant; Type: ACL; Schema: tenants; Owner: bw_owner

GRANT SELECT,INSERT ON TABLE tenants.tenant TO bw_app;
GRANT SELECT,INSERT,UPDATE ON TABLE tenants.tenant TO bw_etl;
GRANT SELECT ON TABLE tenants.tenant TO bw_lookup;
GRANT SELECT ON TABLE tenants.tenant TO bw_ingest;

-- Name: COLUMN tenant.slug; Type: ACL; Schema: tenants; Owner: bw_owner

GRANT UPDATE(slug) ON TABLE tenants.tenant TO bw_app;

-- Name: COLUMN tenant.name; Type: ACL; Schema: tenants; Owner: bw_owner

GRANT UPDATE(name) ON TABLE tenants.tenant TO bw_app;

-- Name: COLUMN tenant.metadata; Type: ACL; Schema: tenants; Owner: bw_owner

GRANT UPDATE(metadata) ON TABLE tenants.tenant TO bw_app;

-- Name: FUNCTION invitation_by_hash(hash text); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.invitation_by_hash(hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.invitation_by_hash(hash text) TO bw_app;

-- Name: TABLE api_key; Type: ACL; Schema: tenants; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE tenants.api_key TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE tenants.api_key TO bw_etl;
GRANT SELECT ON TABLE tenants.api_key TO bw_lookup;

-- Name: FUNCTION keys_by_prefix(start text); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.keys_by_prefix(start text) FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.keys_by_prefix(start text) TO bw_app;

-- Name: TABLE member; Type: ACL; Schema: tenants; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE tenants.member TO bw_app;
GRANT SELECT,INSERT,UPDATE ON TABLE tenants.member TO bw_etl;
GRANT SELECT ON TABLE tenants.member TO bw_lookup;

-- Name: FUNCTION my_tenants(); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.my_tenants() FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.my_tenants() TO bw_app;

-- Name: FUNCTION origin_is_known(origin text); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.origin_is_known(origin text) FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.origin_is_known(origin text) TO bw_app;

-- Name: TABLE "user"; Type: ACL; Schema: auth; Owner: bw_owner

GRANT INSERT ON TABLE auth."user" TO bw_app;
GRANT SELECT,INSERT,UPDATE ON TABLE auth."user" TO bw_etl;
GRANT SELECT ON TABLE auth."user" TO bw_lookup;

-- Name: COLUMN "user".id; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(id) ON TABLE auth."user" TO bw_app;

-- Name: COLUMN "user".email; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(email),UPDATE(email) ON TABLE auth."user" TO bw_app;

-- Name: COLUMN "user".email_key; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(email_key) ON TABLE auth."user" TO bw_app;

-- Name: COLUMN "user".name; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(name),UPDATE(name) ON TABLE auth."user" TO bw_app;

-- Name: COLUMN "user".password_hash; Type: ACL; Schema: auth; Owner: bw_owner

GRANT UPDATE(password_hash) ON TABLE auth."user" TO bw_app;

-- Name: COLUMN "user".theme; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(theme),UPDATE(theme) ON TABLE auth."user" TO bw_app;

-- Name: COLUMN "user".scheme; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(scheme),UPDATE(scheme) ON TABLE auth."user" TO bw_app;

-- Name: COLUMN "user".locale; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(locale),UPDATE(locale) ON TABLE auth."user" TO bw_app;

-- Name: COLUMN "user".timezone; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(timezone),UPDATE(timezone) ON TABLE auth."user" TO bw_app;

-- Name: COLUMN "user".created_at; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(created_at) ON TABLE auth."user" TO bw_app;

-- Name: FUNCTION own_password(); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.own_password() FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.own_password() TO bw_app;

-- Name: TABLE session; Type: ACL; Schema: auth; Owner: bw_owner

GRANT INSERT ON TABLE auth.session TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.session TO bw_etl;
GRANT SELECT ON TABLE auth.session TO bw_lookup;

-- Name: COLUMN session.id; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(id) ON TABLE auth.session TO bw_app;

-- Name: COLUMN session.user_id; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(user_id) ON TABLE auth.session TO bw_app;

-- Name: COLUMN session.generation; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(generation),UPDATE(generation) ON TABLE auth.session TO bw_app;

-- Name: COLUMN session.rotated_at; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(rotated_at),UPDATE(rotated_at) ON TABLE auth.session TO bw_app;

-- Name: COLUMN session.user_agent; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(user_agent) ON TABLE auth.session TO bw_app;

-- Name: COLUMN session.address; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(address) ON TABLE auth.session TO bw_app;

-- Name: COLUMN session.created_at; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(created_at) ON TABLE auth.session TO bw_app;

-- Name: COLUMN session.last_seen_at; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(last_seen_at),UPDATE(last_seen_at) ON TABLE auth.session TO bw_app;

-- Name: COLUMN session.expires_at; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(expires_at),UPDATE(expires_at) ON TABLE auth.session TO bw_app;

-- Name: COLUMN session.revoked_at; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT(revoked_at),UPDATE(revoked_at) ON TABLE auth.session TO bw_app;

-- Name: FUNCTION session_pairs(person uuid); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.session_pairs(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.session_pairs(person uuid) TO bw_app;
GRANT ALL ON FUNCTION lookup.session_pairs(person uuid) TO bw_etl;

-- Name: FUNCTION session_secret(session uuid); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.session_secret(session uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.session_secret(session uuid) TO bw_app;

-- Name: FUNCTION session_state(session uuid, person uuid, tenant uuid); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.session_state(session uuid, person uuid, tenant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.session_state(session uuid, person uuid, tenant uuid) TO bw_app;

-- Name: FUNCTION signing_key(key uuid); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.signing_key(key uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.signing_key(key uuid) TO bw_app;

-- Name: FUNCTION user_by_email(address text); Type: ACL; Schema: lookup; Owner: bw_lookup

REVOKE ALL ON FUNCTION lookup.user_by_email(address text) FROM PUBLIC;
GRANT ALL ON FUNCTION lookup.user_by_email(address text) TO bw_app;

-- Name: PROCEDURE lookup_function(IN f regprocedure); Type: ACL; Schema: public; Owner: bw_owner

REVOKE ALL ON PROCEDURE public.lookup_function(IN f regprocedure) FROM PUBLIC;

-- Name: PROCEDURE tenant_table(IN t regclass); Type: ACL; Schema: public; Owner: bw_owner

REVOKE ALL ON PROCEDURE public.tenant_table(IN t regclass) FROM PUBLIC;

-- Name: FUNCTION detach_events(before timestamp with time zone); Type: ACL; Schema: upkeep; Owner: bw_owner

REVOKE ALL ON FUNCTION upkeep.detach_events(before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION upkeep.detach_events(before timestamp with time zone) TO bw_etl;

-- Name: FUNCTION drop_detached_events(); Type: ACL; Schema: upkeep; Owner: bw_owner

REVOKE ALL ON FUNCTION upkeep.drop_detached_events() FROM PUBLIC;
GRANT ALL ON FUNCTION upkeep.drop_detached_events() TO bw_etl;

-- Name: FUNCTION event_partition(at timestamp with time zone); Type: ACL; Schema: upkeep; Owner: bw_owner

REVOKE ALL ON FUNCTION upkeep.event_partition(at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION upkeep.event_partition(at timestamp with time zone) TO bw_ingest;
GRANT ALL ON FUNCTION upkeep.event_partition(at timestamp with time zone) TO bw_etl;

-- Name: TABLE points; Type: ACL; Schema: analytics; Owner: bw_owner

GRANT SELECT ON TABLE analytics.points TO bw_app;

-- Name: TABLE points_in_order; Type: ACL; Schema: analytics; Owner: bw_owner

GRANT SELECT ON TABLE analytics.points_in_order TO bw_app;

-- Name: TABLE audit; Type: ACL; Schema: auth; Owner: bw_owner

GRANT SELECT,INSERT ON TABLE auth.audit TO bw_app;
GRANT SELECT,INSERT,DELETE ON TABLE auth.audit TO bw_etl;

-- Name: TABLE notice; Type: ACL; Schema: billing; Owner: bw_owner

GRANT SELECT ON TABLE billing.notice TO bw_app;
GRANT SELECT,INSERT,DELETE ON TABLE billing.notice TO bw_etl;

-- Name: TABLE quota; Type: ACL; Schema: billing; Owner: bw_owner

GRANT SELECT ON TABLE billing.quota TO bw_app;
GRANT SELECT,INSERT,UPDATE ON TABLE billing.quota TO bw_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE billing.quota TO bw_etl;

-- Name: TABLE shown; Type: ACL; Schema: datasets; Owner: bw_owner

GRANT SELECT ON TABLE datasets.shown TO bw_app;
GRANT SELECT ON TABLE datasets.shown TO bw_etl;

-- Name: TABLE delta; Type: ACL; Schema: events; Owner: bw_owner

GRANT SELECT ON TABLE events.delta TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.delta TO bw_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.delta TO bw_etl;

-- Name: TABLE label; Type: ACL; Schema: events; Owner: bw_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.label TO bw_app;
GRANT SELECT ON TABLE events.label TO bw_ingest;
GRANT SELECT,INSERT ON TABLE events.label TO bw_etl;

-- Name: TABLE reject; Type: ACL; Schema: events; Owner: bw_owner

GRANT SELECT,UPDATE ON TABLE events.reject TO bw_app;
GRANT SELECT,INSERT,UPDATE ON TABLE events.reject TO bw_ingest;
GRANT SELECT,DELETE ON TABLE events.reject TO bw_etl;

-- Name: TABLE seen; Type: ACL; Schema: events; Owner: bw_owner

GRANT SELECT ON TABLE events.seen TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.seen TO bw_ingest;
GRANT SELECT,DELETE,UPDATE ON TABLE events.seen TO bw_etl;

-- Name: TABLE job; Type: ACL; Schema: jobs; Owner: bw_owner

GRANT SELECT,INSERT,DELETE ON TABLE jobs.job TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jobs.job TO bw_etl;

-- Name: TABLE tick; Type: ACL; Schema: jobs; Owner: bw_owner

GRANT SELECT ON TABLE jobs.tick TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jobs.tick TO bw_etl;

-- Name: TABLE idempotency; Type: ACL; Schema: public; Owner: bw_owner

GRANT SELECT,INSERT,UPDATE ON TABLE public.idempotency TO bw_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency TO bw_etl;

-- Name: TABLE audit; Type: ACL; Schema: tenants; Owner: bw_owner

GRANT SELECT,INSERT ON TABLE tenants.audit TO bw_app;
GRANT SELECT,INSERT,DELETE ON TABLE tenants.audit TO bw_etl;

