// Settings: how many events the month had, how far its limits are, and what they keep on the disk.
import { useEffect, useMemo } from "preact/hooks";
import { ChartHost } from "../../charts/host";
import type { ChartSpec } from "../../charts/types";
import { api } from "../../core/api";
import { bytes, compact, dateTime, number, percent } from "../../core/format";
import { t } from "../../core/i18n";
import { watch } from "../../core/live";
import { useResource } from "../../core/resource";
import { tenant } from "../../core/session";
import { query, setQuery } from "../../core/url";
import {
  daily,
  gauge,
  monthBeside,
  monthEnd,
  type Plan,
  standing,
  TONE,
  thisMonth,
  type Usage,
} from "../../events/usage";
import { IconButton } from "../../ui/button";
import { Loaded } from "../../ui/loaded";
import { Empty, Skeleton, Status } from "../../ui/parts";
import { Scroll } from "../../ui/scroll";

const EVERY_MS = 2000;
const MONTH = /^\d{4}-\d{2}$/;

function useUsage(month: string) {
  const id = tenant.value?.id;
  const usage = useResource(
    (signal) => api.get<Usage>("/api/usage", { query: { month }, signal }),
    [month],
  );
  useEffect(() => {
    if (!id) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      timer = undefined;
      void usage.reload();
    };
    const stop = watch(`tenant:${id}`, {
      message(m) {
        if (m.type === "usage.limit") again();
        else if (m.type === "events.delta") timer ??= setTimeout(again, EVERY_MS);
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [id, usage]);
  return usage;
}

export function UsageSection() {
  const asked = query.value.get("month") ?? "";
  const month = MONTH.test(asked) ? asked : thisMonth();
  const usage = useUsage(month);
  const plan = useResource((signal) => api.get<Plan>("/api/plan", { signal }), []);
  return (
    <>
      <section class="card" aria-labelledby="s-usage">
        <header>
          <h2 id="s-usage">{t("settings-usage")}</h2>
          <Months month={month} />
        </header>
        <Loaded of={usage} skeleton={<Waiting height={180} />}>
          {(u) => <Month u={u} />}
        </Loaded>
      </section>
      {usage.data.value && (
        <>
          <Days u={usage.data.value} />
          <Keys u={usage.data.value} />
        </>
      )}
      <Loaded of={plan} skeleton={<Waiting height={120} />}>
        {(p) => <PlanCard plan={p} u={usage.data.value} />}
      </Loaded>
    </>
  );
}

const Waiting = ({ height }: { height: number }) => (
  <div class="inset">
    <Skeleton height={height} />
  </div>
);

/** The month is the address's: Back goes to the one before. */
function Months({ month }: { month: string }) {
  const now = thisMonth();
  const go = (to: string) => setQuery({ month: to === now ? null : to });
  const name = dateTime(`${month}-01T00:00:00Z`, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return (
    <div class="row months">
      <span class="back">
        <IconButton
          icon="chevronRight"
          label={t("usage-month-before")}
          onClick={() => go(monthBeside(month, -1))}
        />
      </span>
      <span aria-live="polite">{name}</span>
      {month < now ? (
        <IconButton
          icon="chevronRight"
          label={t("usage-month-after")}
          onClick={() => go(monthBeside(month, 1))}
        />
      ) : (
        <span class="months-end" />
      )}
    </div>
  );
}

function Month({ u }: { u: Usage }) {
  const state = standing(u);
  const current = u.month === thisMonth();
  const until = dateTime(monthEnd(u.month), { dateStyle: "medium", timeZone: "UTC" });
  return (
    <div class="body stack">
      <div class="usage-head">
        <p class="usage-used">
          {number(u.used)} <small>{t("usage-events", { count: u.used })}</small>
        </p>
        <Status tone={TONE[state]}>{t(`usage-is-${state}`)}</Status>
      </div>
      <Meter u={u} />
      {u.used + u.rejected > 0 && (
        <p class="muted small">
          {current && u.projection !== null && (
            <>{t("usage-projection", { count: u.projection, shown: number(u.projection) })} </>
          )}
          {t("usage-rejected", { count: u.rejected, shown: number(u.rejected) })}{" "}
          {state === "hard" && current && t("usage-until", { until })}
        </p>
      )}
    </div>
  );
}

/** The month on a line: what was used, where it will end, and the limits. */
function Meter({ u }: { u: Usage }) {
  const g = gauge(u);
  if (!g) return null;
  const share = (n: number) => `${Math.min(100, (n / g.end) * 100)}%`;
  const last = u.hard ?? u.soft ?? 1;
  const more = Math.max(0, Math.min(u.projection ?? 0, g.end) - u.used);
  return (
    <div class="gauge">
      <div
        class={`gauge-bar ${standing(u)}`}
        role="meter"
        aria-label={t("usage-meter")}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={Math.min(u.used, last)}
        aria-valuetext={t("usage-meter-is", {
          used: number(u.used),
          limit: number(last),
          share: percent(u.used / last),
        })}
      >
        <i class="gauge-used" style={{ width: share(u.used) }} />
        {more > 0 && (
          <i class="gauge-coming" style={{ width: share(more), insetInlineStart: share(u.used) }} />
        )}
        {g.marks.map((m) => (
          <i
            key={m.kind}
            class={`gauge-tick ${m.kind}`}
            style={{ insetInlineStart: share(m.at) }}
          />
        ))}
      </div>
      <ul class="gauge-marks">
        {g.marks.map((m) => (
          <li key={m.kind}>
            <i class={`gauge-tick ${m.kind}`} />
            {t(`usage-mark-${m.kind}`)} <span class="muted">{compact(m.at)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Days({ u }: { u: Usage }) {
  const title = t("usage-days");
  const spec = useMemo<ChartSpec>(() => ({ type: "bar", title, agg: "sum" }), [title]);
  const data = useMemo(() => {
    const { t: at, events, rejected } = daily(u);
    const series = [{ metric: t("usage-stored"), labels: {}, t: at, sum: events }];
    if (u.rejected > 0)
      series.push({ metric: t("usage-refused"), labels: {}, t: at, sum: rejected });
    return {
      interval: "day",
      from: `${u.month}-01T00:00:00Z`,
      to: monthEnd(u.month),
      series,
    };
  }, [u]);
  return (
    <section class="card" aria-labelledby="s-days">
      <header>
        <h2 id="s-days">{title}</h2>
        <span class="muted tiny usage-utc">{t("usage-utc")}</span>
      </header>
      {u.used + u.rejected === 0 ? (
        <Empty icon="calendar" title={t("usage-nothing")} />
      ) : (
        <div class="usage-chart">
          <ChartHost spec={spec} data={data} tz="UTC" />
        </div>
      )}
    </section>
  );
}

function Keys({ u }: { u: Usage }) {
  if (u.keys.length === 0) return null;
  const all = Math.max(1, u.used);
  return (
    <section class="card">
      <header>
        <h2>{t("usage-keys")}</h2>
      </header>
      <Scroll label={t("usage-keys")}>
        <table class="table usage-keys">
          <thead>
            <tr>
              <th scope="col">{t("usage-key")}</th>
              <th scope="col" class="num">
                {t("usage-stored")}
              </th>
              <th scope="col" class="num">
                {t("usage-share")}
              </th>
              <th scope="col" class="num">
                {t("usage-refused")}
              </th>
            </tr>
          </thead>
          <tbody>
            {u.keys.map((k) => (
              <tr key={k.keyId ?? ""}>
                <td>
                  {k.name ? (
                    <bdi>{k.name}</bdi>
                  ) : (
                    <span class="muted">{t(k.keyId ? "usage-key-gone" : "usage-no-key")}</span>
                  )}
                </td>
                <td class="num">{number(k.events)}</td>
                <td class="num muted">{percent(k.events / all)}</td>
                <td class={k.rejected > 0 ? "num warn" : "num muted"}>{number(k.rejected)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

const limit = (n: number | null): string => (n === null ? t("usage-no-limit") : number(n));

function PlanCard({ plan, u }: { plan: Plan; u: Usage | undefined }) {
  return (
    <section class="card" aria-labelledby="s-plan">
      <header>
        <h2 id="s-plan">{t("usage-plan")}</h2>
      </header>
      <dl class="facts usage-facts">
        <Fact name={t("usage-plan-name")}>{plan.plan}</Fact>
        <Fact name={t("usage-soft")}>{limit(plan.soft)}</Fact>
        <Fact name={t("usage-hard")}>{limit(plan.hard)}</Fact>
        <Fact name={t("usage-kept")}>{t("usage-kept-days", { count: plan.retentionDays })}</Fact>
        <Fact name={t("usage-space")}>{u ? bytes(u.storage.bytes) : "–"}</Fact>
      </dl>
      <p class="card-foot muted">{t("usage-plan-text")}</p>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
