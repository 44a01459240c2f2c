// The page of the built-in dataset of events: what is there, a chart, the labels, and where it is used.
import { useEffect, useState } from "preact/hooks";
import { number } from "../core/format";
import { t } from "../core/i18n";
import { watch } from "../core/live";
import { inTenant, tenant } from "../core/session";
import type { Dataset } from "../core/types";
import { query } from "../core/url";
import { Glance } from "../explorer/glance";
import { LinkButton } from "../ui/button";
import { PageHead } from "../ui/parts";
import { Labels } from "./labels";
import type { OneDataset } from "./one";
import { spanOf } from "./span";
import { UsedBy } from "./usedby";

const TABS = ["chart", "labels", "used"] as const;
type Tab = (typeof TABS)[number];
const EVERY_MS = 2000;

/** Counts up while events come, not more often than they can be looked at. */
function useFresh(load: () => Promise<void>): number {
  const id = tenant.value?.id;
  const [fresh, setFresh] = useState(0);
  useEffect(() => {
    if (!id) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      timer = undefined;
      setFresh((n) => n + 1);
      void load();
    };
    const stop = watch(`tenant:${id}`, {
      message(m) {
        if (m.type === "events.delta") timer ??= setTimeout(again, EVERY_MS);
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [id, load]);
  return fresh;
}

export function BuiltIn({ d, one }: { d: Dataset; one: OneDataset }) {
  const asked = query.value.get("tab") as Tab | null;
  const tab = asked && TABS.includes(asked) ? asked : "chart";
  const fresh = useFresh(one.load);
  return (
    <>
      <PageHead title={d.name} note={<p class="muted">{t("builtin-note")}</p>}>
        <LinkButton href={inTenant("/events")}>{t("builtin-events")}</LinkButton>
      </PageHead>
      <div class="stack">
        <Facts d={d} />
        <nav class="tabs dataset-tabs" aria-label={t("tabs-label")}>
          {TABS.map((name) => (
            <a
              key={name}
              href={name === "chart" ? location.pathname : `?tab=${name}`}
              aria-current={name === tab ? "page" : undefined}
            >
              {t(`tab-${name}`)}
            </a>
          ))}
        </nav>
        {tab === "chart" && <Glance d={d} fresh={fresh} />}
        {tab === "labels" && <Labels />}
        {tab === "used" && <UsedBy d={d} boards={one.boards.value} />}
      </div>
    </>
  );
}

function Facts({ d }: { d: Dataset }) {
  return (
    <dl class="facts card">
      <div>
        <dt>{t("builtin-count")}</dt>
        <dd>{number(d.rowCount)}</dd>
      </div>
      <div>
        <dt>{t("dataset-span")}</dt>
        <dd>{spanOf(d) || "–"}</dd>
      </div>
    </dl>
  );
}
