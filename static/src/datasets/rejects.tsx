// The rows that could not be read: line, column, value and why; as a table and as CSV.

import { useState } from "preact/hooks";
import { api } from "../core/api";
import { number } from "../core/format";
import { hasMessage, t } from "../core/i18n";
import { useResource } from "../core/resource";
import { tenant } from "../core/session";
import { notifyError } from "../core/toast";
import type { Dataset, List, Reject } from "../core/types";
import { Button, LinkButton } from "../ui/button";
import { Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";

const PAGE = 50;

export function Rejects({ d }: { d: Dataset }) {
  const first = useResource((signal) => page(d.id, null, signal), [d.id, d.version]);
  const [more, setMore] = useState<Reject[]>([]);
  const [cursor, setCursor] = useState<string | null | undefined>(undefined);
  const items = [...(first.data.value?.items ?? []), ...more];
  const next = cursor === undefined ? first.data.value?.nextCursor : cursor;
  const load = async () => {
    try {
      const got = await page(d.id, next ?? null);
      setMore([...more, ...got.items]);
      setCursor(got.nextCursor);
    } catch (e) {
      notifyError(e);
    }
  };
  const csv = `/api/datasets/${d.id}/rejects?format=csv&tenant=${tenant.value?.id ?? ""}`;
  return (
    <section class="card">
      <header>
        <h2>{t("rejects-title", { count: d.rejectCount })}</h2>
        <LinkButton icon="download" href={csv} download>
          CSV
        </LinkButton>
      </header>
      {first.error.value && <ProblemBox error={first.error.value} retry={first.reload} />}
      {!first.data.value && !first.error.value && <Skeleton height={160} />}
      {items.length > 0 && <RejectTable items={items} />}
      {next && (
        <div class="body">
          <Button onClick={() => void load()}>{t("rejects-more")}</Button>
        </div>
      )}
    </section>
  );
}

function page(id: string, cursor: string | null, signal?: AbortSignal): Promise<List<Reject>> {
  return api.get<List<Reject>>(`/api/datasets/${id}/rejects`, {
    query: { limit: PAGE, cursor },
    signal,
  });
}

/** The person's words for a reason where we have them, its code otherwise. */
function reasonText(code: string): string {
  const id = `reason-${code.replaceAll("_", "-")}`;
  return hasMessage(id) ? t(id) : code;
}

function RejectTable({ items }: { items: Reject[] }) {
  return (
    <div class="table-wrap">
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="num">
              {t("reject-line")}
            </th>
            <th scope="col">{t("reject-column")}</th>
            <th scope="col">{t("reject-value")}</th>
            <th scope="col">{t("reject-reason")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((r, i) => (
            <tr key={`${r.line}-${r.column}-${i}`}>
              <td class="num tight">{number(r.line)}</td>
              <td>{r.column}</td>
              <td>
                <code class="reject-value">{r.value || t("reject-empty")}</code>
              </td>
              <td class="muted">{reasonText(r.reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
