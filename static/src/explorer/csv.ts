// The whole answer as a file, from the server: every series and every bucket.

import { download, fileName } from "../charts/csv";
import { request } from "../core/api";
import { notifyError } from "../core/toast";
import { timeQuery } from "../dashboards/asked";
import { zoneOf } from "./ask";
import { configOf, type View } from "./view";

export async function downloadCsv(v: View, title: string): Promise<void> {
  const config = configOf(v);
  const query = timeQuery(config, v.range, [v.agg], zoneOf(v));
  try {
    const answer = await request("GET", "/api/analytics/timeseries", {
      query,
      headers: { accept: "text/csv, application/problem+json" },
    });
    download(await answer.blob(), fileName(title, "csv"));
  } catch (error) {
    notifyError(error);
  }
}
