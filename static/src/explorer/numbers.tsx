// The chart's numbers as a table under it.

import { useMemo } from "preact/hooks";
import { chartEnv } from "../charts/env";
import { whole } from "../charts/plan";
import { isEmpty } from "../charts/series";
import { DataTable } from "../charts/table";
import { timeTable } from "../charts/tabular";
import { t } from "../core/i18n";
import type { Dataset } from "../core/types";
import { type Answered, zoneOf } from "./ask";
import type { View } from "./view";

export function Numbers(props: { d: Dataset; view: View; answered: Answered }) {
  const { answered, view } = props;
  const { data } = answered;
  const env = chartEnv(undefined, zoneOf(view));
  const table = useMemo(() => {
    if (!data || isEmpty(data.series, view.agg)) return null;
    const p = whole(
      { type: "line", title: "", agg: view.agg, expressions: view.expressions },
      data,
    );
    return p.t.length > 0 ? timeTable(p, undefined, data.interval ?? "", env) : null;
  }, [data, view.agg, env.tz, env.locale]);
  if (!table) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="card explorer-numbers" tabIndex={0} aria-label={t("explorer-numbers")}>
      <DataTable table={table} env={env} caption={t("explorer-numbers")} />
    </section>
  );
}
