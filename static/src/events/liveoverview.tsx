// The live overview: the workspace's events as they happen, over an hour, a day or a week.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ChartHost } from "../charts/host";
import { warm } from "../charts/registry";
import type { ChartData, ChartSpec } from "../charts/types";
import { number } from "../core/format";
import { t } from "../core/i18n";
import { inTenant, tenant } from "../core/session";
import { query, setQuery } from "../core/url";
import { Segmented } from "../ui/field";
import { LiveDot } from "../ui/livedot";
import { Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import { FeedCard } from "./feedcard";
import { type LiveEvents, useLiveEvents } from "./live";
import { rememberEvents, roomHeight } from "./seen";
import { TopTypes } from "./toptypes";
import { TrendMark } from "./trendmark";
import { type Overview, SPANS, type Span } from "./types";
import { median, sum } from "./windows";

const INTERVALS: Record<Span, string> = { hour: "minute", day: "hour", week: "day" };
/** The picture is drawn anew so often at most; the numbers follow each message. */
const DRAW_MS = 1000;

function spanOf(name: string | null): Span {
  return SPANS.find((s) => s === name) ?? "hour";
}

export function LiveOverview() {
  warm();
  const id = tenant.value!.id;
  const live = useLiveEvents(id);
  const o = live.state.value;
  const some = o && (o.total > 0 || o.invalid > 0);
  useEffect(() => {
    if (o) rememberEvents(id, Boolean(some));
  }, [id, some]);
  if (!o) return <Coming live={live} />;
  return some ? <Moving live={live} o={o} /> : null;
}

function Coming({ live }: { live: LiveEvents }) {
  const error = live.error.value;
  return (
    <div class="full live-coming">
      {error ? (
        <ProblemBox error={error} retry={() => void live.load()} />
      ) : (
        <Skeleton height={roomHeight()} />
      )}
    </div>
  );
}

function Moving({ live, o }: { live: LiveEvents; o: Overview }) {
  const span = spanOf(query.value.get("span"));
  const choose = (next: Span) => setQuery({ span: next === "hour" ? null : next });
  return (
    <>
      <section class="card full live-card" aria-labelledby="live-events">
        <header>
          <h2 id="live-events">{t("live-title")}</h2>
          <LiveDot />
          <Segmented
            label={t("live-span")}
            name="span"
            value={span}
            options={SPANS.map((s) => ({ value: s, label: t(`live-${s}`) }))}
            onChange={choose}
          />
        </header>
        <Figures o={o} span={span} />
        <Picture o={o} span={span} />
      </section>
      <TopTypes o={o} span={span} />
      <FeedCard feed={live.feed} types={o.topTypes.week.map((x) => x.type)} />
    </>
  );
}

function Figures({ o, span }: { o: Overview; span: Span }) {
  const inSpan = sum(o.segments[span]);
  const minutes = o.segments.hour;
  const usual = median(minutes.slice(0, -1));
  return (
    <dl class="figures">
      <div>
        <dt>{t("live-total")}</dt>
        <dd class="value">{number(o.total)}</dd>
        <dd class="note">
          {t(`live-of-${span}`, { shown: number(inSpan), count: inSpan })}
          <TrendMark now={inSpan} before={o.previous[span]} span={span} />
        </dd>
      </div>
      <div>
        <dt>{t("live-minute")}</dt>
        <dd class="value">{number(minutes.at(-1) ?? 0)}</dd>
        <dd class="note">{t("live-usual", { shown: number(usual), count: usual })}</dd>
      </div>
      <div>
        <dt>{t("live-users")}</dt>
        <dd class="value">{number(o.users[span])}</dd>
        <dd class="note">{t(`live-in-${span}`)}</dd>
      </div>
      <div>
        <dt>{t("live-invalid")}</dt>
        <dd class="value">{number(o.invalid)}</dd>
        <dd class="note">
          {o.invalid > 0 ? (
            <a href={inTenant("/events/rejects")}>{t("live-invalid-why")}</a>
          ) : (
            t("live-invalid-none")
          )}
        </dd>
      </div>
    </dl>
  );
}

/** The newest value, at most once in `ms`; at once where `key` is another one. */
function useCalm<T>(value: T, key: string, ms: number): T {
  const [shown, setShown] = useState({ value, key });
  const latest = useRef({ value, key });
  latest.current = { value, key };
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (shown.value === value) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setShown(latest.current);
    }, ms);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return shown.key === key ? shown.value : value;
}

function Picture({ o, span }: { o: Overview; span: Span }) {
  const starts = o.starts[span];
  const counts = o.segments[span];
  const now = useMemo(() => chartOf(span, starts, counts), [span, starts, counts]);
  const data = useCalm(now, span, DRAW_MS);
  const spec = useMemo<ChartSpec>(
    () => ({ type: "bar", title: t(`live-per-${span}`), agg: "count" }),
    [span],
  );
  return (
    <div class="live-chart">
      <ChartHost spec={spec} data={data} tz={o.tz} />
    </div>
  );
}

function chartOf(span: Span, t: number[], count: number[]): ChartData {
  return { interval: INTERVALS[span], series: [{ metric: "events", labels: {}, t, count }] };
}
