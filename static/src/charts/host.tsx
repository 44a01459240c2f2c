// A chart inside a view: mounted in its frame, updated in place, redrawn when the theme changes.

import { useEffect, useMemo, useRef } from "preact/hooks";
import { shownScheme, theme } from "../core/theme";
import { chartEnv } from "./env";
import { readTheme } from "./palette";
import { mount } from "./registry";
import type { Chart, ChartData, ChartSpec, Env } from "./types";

interface Props {
  spec: ChartSpec;
  data: ChartData;
  zoom?: Env["zoom"];
  /** IANA name; without one the person's own. */
  tz?: string;
  /** Hands out the mounted chart, for exports and tables. */
  chart?: { current: Chart | null };
}

export function ChartHost({ spec, data, zoom, tz, chart: out }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);
  const latest = useRef({ spec, data, zoom });
  latest.current = { spec, data, zoom };
  const colours = `${theme.value} ${shownScheme.value}`;
  const env = useMemo(() => chartEnv((from, to) => latest.current.zoom?.(from, to), tz), [tz]);

  // The type decides which code draws; everything else is an update.
  useEffect(() => {
    const ended = new AbortController();
    const el = document.createElement("div");
    box.current?.replaceChildren(el);
    const first = latest.current;
    mount(el, first.spec, first.data, env, ended.signal).then(
      (made) => {
        chart.current = made;
        if (out) out.current = made;
        const now = latest.current;
        if (now.data !== first.data || now.spec !== first.spec) made.update(now.data, now.spec);
      },
      (e) => {
        if (!ended.signal.aborted) throw e;
      },
    );
    return () => {
      ended.abort();
      chart.current?.destroy();
      chart.current = null;
      if (out) out.current = null;
    };
  }, [spec.type, env]);

  useEffect(() => {
    chart.current?.update(data, spec);
  }, [data, spec]);

  useEffect(() => {
    if (box.current) chart.current?.setTheme(readTheme(box.current));
  }, [colours]);

  return <div class="chart-host" ref={box} />;
}
