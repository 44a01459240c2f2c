// What a dataset's page shows beside its chart; fetched when it is asked for.

import type { Dataset } from "../core/types";
import { HowRead } from "./howread";
import { Rejects } from "./rejects";
import { RowsView } from "./rows";
import { UsedBy } from "./usedby";
import { Versions } from "./versions";

export type DetailName = "rows" | "rejects" | "read" | "versions" | "used";

export interface DetailProps {
  name: DetailName;
  d: Dataset;
  /** Raised when something was heard of the dataset, or of dashboards. */
  heard: number;
  boards: number;
  put: (d: Dataset) => void;
}

export function Detail({ name, ...p }: DetailProps) {
  if (name === "rows") return <RowsView {...p} />;
  if (name === "rejects") return <Rejects {...p} />;
  if (name === "versions") return <Versions {...p} />;
  if (name === "used") return <UsedBy {...p} />;
  return <HowRead {...p} />;
}
