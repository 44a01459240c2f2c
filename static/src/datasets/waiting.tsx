// A dataset that a program made and that waits for its file: how the file gets there.

import { api } from "../core/api";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { may } from "../core/session";
import type { Dataset } from "../core/types";
import { CodeBlock } from "../ui/codeblock";
import { Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";

interface Kept {
  uploadUrl: string | null;
}

const NAMES = { csv: "data.csv", json: "data.json", ndjson: "data.ndjson" };

export function Curl({ d }: { d: Dataset }) {
  const place = useResource<Kept>(
    (signal) => api.get(`/api/datasets/${d.id}/upload`, { signal }),
    may("editor") ? [d.id, d.version] : undefined,
  );
  if (!may("editor")) return null;
  if (place.error.value) return <ProblemBox error={place.error.value} retry={place.reload} />;
  if (!place.data.value) return <Skeleton height={96} />;
  const { uploadUrl } = place.data.value;
  if (!uploadUrl) return null;
  const here = location.origin;
  const lines = [
    `curl -T ${NAMES[d.fileType ?? "csv"]} "${here}${uploadUrl}"`,
    `curl -X POST -H "x-api-key: $KEY" ${here}/api/datasets/${d.id}/complete`,
  ];
  const text = lines.join("\n");
  return (
    <div class="stack">
      <p class="muted small">{t("waiting-curl")}</p>
      <CodeBlock label="curl" text={text} />
    </div>
  );
}
