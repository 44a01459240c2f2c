// How the file was read: the plan, what should be known about it, and reading it another way.

import { useState } from "preact/hooks";
import { t } from "../core/i18n";
import { may } from "../core/session";
import type { Dataset } from "../core/types";
import { Button } from "../ui/button";
import { lazy } from "../ui/lazy";
import { Empty } from "../ui/parts";
import { Notes, ReadAs } from "./readas";
import { RolesTable } from "./rolestable";

const RereadDialog = lazy(async () => (await import("./reread")).RereadDialog);

export function HowRead({ d, put }: { d: Dataset; put: (d: Dataset) => void }) {
  const [open, setOpen] = useState(false);
  const { plan } = d;
  const notes = d.notes ?? plan?.notes ?? [];
  const busy = d.pending !== null && d.pending !== undefined && d.pending.status !== "error";
  return (
    <section class="card">
      <header>
        <h2>{t("tab-read")}</h2>
        {may("editor") && d.bytes > 0 && !busy && (
          <Button icon="refresh" onClick={() => setOpen(true)}>
            {t("reread-otherwise")}
          </Button>
        )}
      </header>
      {plan ? (
        <div class="body stack">
          <ReadAs plan={plan} fileType={d.fileType ?? "csv"} />
          <Notes notes={notes} />
        </div>
      ) : (
        <Empty icon="info" title={t("read-unknown")} />
      )}
      {plan && plan.columns.length > 0 && (
        <RolesTable columns={plan.columns} rows={[plan.columns.map((c) => c.example)]} />
      )}
      {open && <RereadDialog d={d} changed={put} close={() => setOpen(false)} />}
    </section>
  );
}
