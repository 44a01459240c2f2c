// How the server is: its programs, its queue, its space. For owners; refreshed while somebody looks.

import { useEffect } from "preact/hooks";
import { api } from "../core/api";
import { bytes, dateTime, number, relative } from "../core/format";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { inTenant, may } from "../core/session";
import { PARTS, partsOf, spaceTone } from "../system/space";
import type { Area, SystemState } from "../system/types";
import { LinkButton } from "../ui/button";
import { Empty, PageHead, Skeleton, Status, type Tone } from "../ui/parts";
import { ProblemBox } from "../ui/problem";

const EVERY_MS = 10_000;
/** A tick begins each minute; after so long without one files are not read any more. */
const TICK_LATE_MS = 150_000;

export default function SystemPage() {
  if (!may("owner")) return <Closed />;
  return <Open />;
}

function Closed() {
  return (
    <Empty
      page
      icon="key"
      title={t("system-closed")}
      actions={<LinkButton href={inTenant("")}>{t("nav-overview")}</LinkButton>}
    >
      {t("system-closed-text")}
    </Empty>
  );
}

function Open() {
  const state = useResource((signal) => api.get<SystemState>("/api/system", { signal }), []);
  useEffect(() => {
    const again = () => document.visibilityState === "visible" && void state.reload();
    const timer = setInterval(again, EVERY_MS);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, [state]);
  const s = state.data.value;
  const note = s && (
    <p class="muted">{t("system-version", { version: s.version, since: dateTime(s.startedAt) })}</p>
  );
  return (
    <>
      <PageHead title={t("nav-system")} note={note} />
      <div class="stack">
        {state.error.value && <ProblemBox error={state.error.value} retry={state.reload} />}
        {!s && !state.error.value && <Skeleton height={520} />}
        {s && (
          <>
            <Queue s={s} />
            <Space s={s} />
            <Areas areas={s.areas} />
          </>
        )}
      </div>
    </>
  );
}

function Figure(props: { name: string; value: string; note: string; tone?: Tone }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd class={props.value.length > 8 ? "value long" : "value"}>{props.value}</dd>
      <dd class="note">
        {props.tone ? <Status tone={props.tone}>{props.note}</Status> : props.note}
      </dd>
    </div>
  );
}

function Queue({ s }: { s: SystemState }) {
  const { ready, delayed, running, dead } = s.queue;
  const late = !s.tick.lastAt || Date.now() - Date.parse(s.tick.lastAt) > TICK_LATE_MS;
  return (
    <dl class="figures card">
      <Figure
        name={t("system-tick")}
        value={s.tick.lastAt ? relative(s.tick.lastAt) : t("system-never")}
        tone={late ? "bad" : "good"}
        note={t(late ? "system-tick-late" : "system-tick-fine")}
      />
      <Figure name={t("system-running")} value={number(running)} note={t("system-running-note")} />
      <Figure
        name={t("system-waiting")}
        value={number(ready + delayed)}
        note={t("system-waiting-note", { delayed: number(delayed) })}
      />
      <Figure
        name={t("system-dead")}
        value={number(dead)}
        tone={dead > 0 ? "bad" : undefined}
        note={t(dead > 0 ? "system-dead-some" : "system-dead-none")}
      />
    </dl>
  );
}

function Space({ s }: { s: SystemState }) {
  const parts = partsOf(s);
  const tone = spaceTone(s);
  const shown = PARTS.filter((p) => parts[p] > 0);
  const keep = s.files.keepDays;
  const whole = Math.max(1, s.disk.total);
  return (
    <section class="card" aria-labelledby="space">
      <header>
        <h2 id="space">{t("system-space")}</h2>
        <Status tone={tone}>{t(`system-space-${tone}`)}</Status>
      </header>
      <div class="body stack">
        <div class="meter" aria-hidden="true">
          {shown.map((p) => (
            <i key={p} class={`part-${p}`} style={{ flexGrow: parts[p] / whole }} />
          ))}
        </div>
        <ul class="meter-parts">
          {shown.map((p) => (
            <li key={p}>
              <i class={`part-${p}`} />
              <span>{t(`space-${p}`)}</span>
              <strong>{bytes(parts[p])}</strong>
              <span class="muted tiny">{noteOf(p, s)}</span>
            </li>
          ))}
        </ul>
        <p class="muted small">
          {keep > 0 ? t("system-keep", { count: keep }) : t("system-keep-none")}
        </p>
      </div>
    </section>
  );
}

function noteOf(part: (typeof PARTS)[number], s: SystemState): string {
  if (part === "files")
    return t("space-files-count", { count: s.files.count, shown: number(s.files.count) });
  if (part === "points")
    return t("space-points-count", { count: s.points.count, shown: number(s.points.count) });
  if (part === "reserved") return t("space-reserved-note");
  return "";
}

const TONES: Record<string, Tone> = { ready: "good", ok: "good", live: "good" };

function Areas({ areas }: { areas: Area[] }) {
  return (
    <section class="card" aria-labelledby="areas">
      <header>
        <h2 id="areas">{t("system-areas")}</h2>
      </header>
      <ul class="rows">
        {areas.map((a) => (
          <li key={a.name}>
            <div class="text">
              <strong>{a.name}</strong>
              {a.detail && <span class="muted small">{a.detail}</span>}
            </div>
            <Status tone={TONES[a.status] ?? "bad"}>
              {TONES[a.status] ? t("system-area-ready") : t("system-area-away")}
            </Status>
          </li>
        ))}
      </ul>
    </section>
  );
}
