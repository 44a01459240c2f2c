// What could not be read: each beside its raw line with the bad cell marked; as a table and as CSV.

import { useEffect, useState } from "preact/hooks";
import { api } from "../core/api";
import { number } from "../core/format";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { tenant } from "../core/session";
import { notifyError } from "../core/toast";
import type { Dataset, List, Reject } from "../core/types";
import { Button, LinkButton } from "../ui/button";
import { Empty, Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import { Scroll } from "../ui/scroll";
import { markCell } from "./marked";
import { reasonText } from "./reasons";

const PAGE = 50;

export function Rejects({ d, heard }: { d: Dataset; heard: number }) {
  const first = useResource((signal) => page(d.id, null, signal), [d.id, d.version, heard]);
  const [more, setMore] = useState<Reject[]>([]);
  const [cursor, setCursor] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    setMore([]);
    setCursor(undefined);
  }, [first.data.value]);
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
        {d.rejectCount > 0 && (
          <LinkButton icon="download" href={csv} download>
            CSV
          </LinkButton>
        )}
      </header>
      {first.error.value && <ProblemBox error={first.error.value} retry={first.reload} />}
      {!first.data.value && !first.error.value && <Skeleton height={160} />}
      {first.data.value && items.length === 0 && (
        <Empty icon="check" title={t("rejects-none")}>
          {t("rejects-none-text")}
        </Empty>
      )}
      {items.length > 0 && <RejectTable items={items} d={d} />}
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

function RejectTable({ items, d }: { items: Reject[]; d: Dataset }) {
  return (
    <Scroll label={t("dataset-rejects")}>
      <table class="table rejects">
        <thead>
          <tr>
            <th scope="col" class="num">
              {t("reject-line")}
            </th>
            <th scope="col">{t("reject-column")}</th>
            <th scope="col">{t("reject-value")}</th>
            <th scope="col">{t("reject-reason")}</th>
            <th scope="col">{t("reject-raw")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((r, i) => (
            <tr key={`${r.line}-${r.column}-${i}`}>
              <td class="num tight">{number(r.line)}</td>
              <td>
                <bdi>{r.column}</bdi>
              </td>
              <td>
                <code class="reject-value" dir="auto">
                  {r.value || t("reject-empty")}
                </code>
              </td>
              <td class="muted reason">{reasonText(r.reason)}</td>
              <td class="raw">
                <Raw r={r} d={d} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Raw({ r, d }: { r: Reject; d: Dataset }) {
  if (!r.raw) return <span class="muted">–</span>;
  const columns = d.plan?.columns.map((c) => c.name) ?? [];
  const parts = markCell(r.raw, r.value, columns.indexOf(r.column), d.plan?.delimiter ?? null);
  return (
    <code class="raw-line" dir="auto" title={r.raw}>
      {parts ? (
        <>
          {parts.before}
          <mark>{parts.cell}</mark>
          {parts.after}
        </>
      ) : (
        r.raw
      )}
    </code>
  );
}
