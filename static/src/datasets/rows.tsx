// The rows of the current version's file as they stand there, a page at a time.

import { useState } from "preact/hooks";
import { api } from "../core/api";
import { number } from "../core/format";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import type { Dataset } from "../core/types";
import { IconButton } from "../ui/button";
import { Empty, Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import { Scroll } from "../ui/scroll";

interface Rows {
  header: string[];
  items: { line: number; cells: (string | null)[] }[];
  offset: number;
  nextOffset: number | null;
}

const PAGE = 50;

export function RowsView({ d, heard }: { d: Dataset; heard: number }) {
  const [offset, setOffset] = useState(0);
  const rows = useResource<Rows>(
    (signal) => api.get(`/api/datasets/${d.id}/rows`, { query: { offset, limit: PAGE }, signal }),
    [d.id, d.version, heard, offset],
  );
  const got = rows.data.value;
  return (
    <section class="card">
      <header>
        <h2>{t("rows-title")}</h2>
        {got && got.items.length > 0 && (
          <>
            <span class="muted small">
              {t("rows-shown", {
                from: number(got.offset + 1),
                to: number(got.offset + got.items.length),
              })}
            </span>
            <IconButton
              icon="arrowUp"
              label={t("rows-back")}
              disabled={offset === 0}
              onClick={() => setOffset(Math.max(0, offset - PAGE))}
            />
            <IconButton
              icon="arrowDown"
              label={t("rows-next")}
              disabled={got.nextOffset === null}
              onClick={() => setOffset(got.nextOffset ?? offset)}
            />
          </>
        )}
      </header>
      {rows.error.value && (
        <div class="inset">
          <ProblemBox error={rows.error.value} retry={rows.reload} />
        </div>
      )}
      {!got && !rows.error.value && <Skeleton height={480} />}
      {got && got.items.length === 0 && <Empty icon="table" title={t("rows-none")} />}
      {got && got.items.length > 0 && <Table d={d} rows={got} dim={rows.busy.value} />}
    </section>
  );
}

function Table({ d, rows, dim }: { d: Dataset; rows: Rows; dim: boolean }) {
  const numeric = new Set(
    d.plan?.columns.filter((c) => c.kind === "number").map((c) => c.name) ?? [],
  );
  const cls = rows.header.map((name) => (numeric.has(name) ? "num" : undefined));
  return (
    <Scroll label={t("rows-title")} class={dim ? "raw-rows dim" : "raw-rows"}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="num tight">
              {t("reject-line")}
            </th>
            {rows.header.map((name, i) => (
              <th key={`${i}${name}`} scope="col" class={cls[i]}>
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.items.map((r) => (
            <tr key={r.line}>
              <td class="num tight muted">{number(r.line)}</td>
              {r.cells.map((cell, i) => (
                <td key={i} class={cls[i]}>
                  <bdi class="cut" title={cell && cell.length > 40 ? cell : undefined}>
                    {cell}
                  </bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
