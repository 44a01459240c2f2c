// One number a series for the whole of the time, and how it changed: only where that can be told exactly.

import { changeText, overall, twin } from "../charts/change";
import { chartEnv } from "../charts/env";
import { valueText } from "../charts/format";
import { rank, seriesNames } from "../charts/series";
import type { ChartData } from "../charts/types";
import { t } from "../core/i18n";
import type { View } from "./view";

const MOST = 6;

export function Changes({ view, data }: { view: View; data: ChartData }) {
  if (view.transform) return null;
  const { shown } = rank(data.series, view.agg, MOST);
  const list = shown.filter((s) => !view.expressions.includes(s.metric));
  const env = chartEnv();
  const names = seriesNames(list);
  const rows = list.flatMap((s, i) => {
    const now = overall(s, view.agg);
    const before = overall(twin(s, data.previous?.series ?? []), view.agg);
    return now === null ? [] : [{ name: names[i] ?? "", now, before }];
  });
  if (rows.length === 0) return null;
  return (
    <dl class="explorer-changes">
      {rows.map(({ name, now, before }) => (
        <div key={name}>
          <dt class="cut">{name}</dt>
          <dd>
            <bdi>{valueText(now, undefined, env.locale)}</bdi>
            <span class="muted">
              {before === null
                ? t("chart-was-nothing")
                : t("chart-was-change", {
                    value: valueText(before, undefined, env.locale),
                    change: changeText(now, before, undefined, env),
                  })}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
