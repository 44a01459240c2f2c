// A dashboard as a document that people edit together: which request carries which change.

import { api } from "../core/api";
import { apply, diff, type Op, valueAt } from "../core/ops";
import { ApiError } from "../core/problem";
import { type Change, createStore, Stale, type Store } from "../core/store";
import type { Dashboard, Layout, LiveMessage, Widget } from "../core/types";

/** Widgets by id, because lists cannot be merged. */
export interface Doc {
  id: string;
  name: string;
  description: string | null;
  revision: number;
  widgets: Record<string, Widget>;
}

export function docOf(d: Dashboard): Doc {
  const widgets = Object.fromEntries(d.widgets.map((w) => [w.id, w]));
  return { id: d.id, name: d.name, description: d.description, revision: d.revision, widgets };
}

export type Step =
  | { kind: "dashboard"; fields: ("name" | "description")[] }
  | { kind: "layout"; ids: string[] }
  | { kind: "create"; id: string }
  | { kind: "delete"; id: string }
  | { kind: "widget"; id: string; fields: string[] };

/** What one change asks of the server; pure, so that it can be tested. */
export function stepsOf(ops: readonly Op[]): Step[] {
  const steps: Step[] = [];
  const own = ops.filter((o) => o.path[0] === "name" || o.path[0] === "description");
  if (own.length > 0)
    steps.push({ kind: "dashboard", fields: own.map((o) => o.path[0] as "name") });
  const byWidget = grouped(ops.filter((o) => o.path[0] === "widgets"));
  const moved: string[] = [];
  for (const [id, list] of byWidget) {
    const whole = list.find((o) => o.path.length === 2);
    const fields = [...new Set(list.map((o) => o.path[2] as string))];
    if (whole) steps.push(whole.to === undefined ? { kind: "delete", id } : { kind: "create", id });
    else if (fields.every((f) => f === "layout")) moved.push(id);
    else steps.push({ kind: "widget", id, fields });
  }
  if (moved.length > 0) steps.push({ kind: "layout", ids: moved });
  return steps;
}

function grouped(ops: readonly Op[]): Map<string, Op[]> {
  const out = new Map<string, Op[]>();
  for (const o of ops) out.set(o.path[1] as string, [...(out.get(o.path[1] as string) ?? []), o]);
  return out;
}

/** The ops of what the server has now, under the widget's path. */
export function theirsOf(base: Doc, current: Widget): Op[] {
  return diff(base.widgets[current.id], current, ["widgets", current.id]);
}

const FIELDS = ["type", "title", "config", "layout"] as const;

/** Sends the changes of one dashboard. Remembers ids the server gave to widgets made here. */
class Sender {
  private readonly real = new Map<string, string>();
  private readonly gone = new Set<string>();

  constructor(private readonly id: string) {}

  send = async (change: Change, base: Doc): Promise<Op[]> => {
    const mine = apply(base, change.ops);
    let doc = mine;
    for (const step of stepsOf(change.ops)) doc = apply(doc, await this.step(step, base, doc));
    return diff(mine, doc);
  };

  private url(path = ""): string {
    return `/api/dashboards/${this.id}${path}`;
  }

  private step(step: Step, base: Doc, doc: Doc): Promise<Op[]> {
    if (step.kind === "dashboard") return this.patchDashboard(step.fields, base, doc);
    if (step.kind === "layout") return this.putLayout(step.ids, doc);
    if (step.kind === "create") return this.create(step.id, doc);
    if (step.kind === "delete") return this.remove(step.id);
    return this.patchWidget(step.id, step.fields, base, doc);
  }

  private async patchDashboard(
    fields: ("name" | "description")[],
    base: Doc,
    doc: Doc,
  ): Promise<Op[]> {
    const body = Object.fromEntries(fields.map((f) => [f, doc[f]]));
    try {
      const now = await api.patch<Dashboard>(this.url(), body, { ifMatch: base.revision });
      return diff(pick(doc), pick(now));
    } catch (e) {
      if (!(e instanceof ApiError) || e.status !== 412) throw e;
      const current = (e.current ?? (await api.get<Dashboard>(this.url()))) as Dashboard;
      throw new Stale(diff(pick(base), pick(current)));
    }
  }

  private async putLayout(ids: string[], doc: Doc): Promise<Op[]> {
    const items = ids.map((id) => ({ id: this.idOf(id), ...(doc.widgets[id] as Widget).layout }));
    const now = await api.put<Dashboard>(this.url("/layout"), { items });
    return now.widgets
      .filter((w) => doc.widgets[w.id])
      .flatMap((w) =>
        diff(revisionOf(doc.widgets[w.id] as Widget), revisionOf(w), ["widgets", w.id]),
      );
  }

  private async create(id: string, doc: Doc): Promise<Op[]> {
    const want = doc.widgets[id] as Widget;
    const known = this.idOf(id);
    if (this.gone.has(known)) {
      const back = await api.post<Widget>(this.url(`/widgets/${known}/restore`));
      this.gone.delete(known);
      return this.settle(id, want, back);
    }
    const { type, title, config, layout } = want;
    const made = await api.post<Widget>(this.url("/widgets"), { type, title, config, layout });
    this.real.set(id, made.id);
    return this.settle(id, want, made);
  }

  /** A widget made here stands under the server's id from now on. */
  private settle(id: string, want: Widget, made: Widget): Op[] {
    if (made.id === id) return diff(want, made, ["widgets", id]);
    return [
      { path: ["widgets", id], from: want, to: undefined },
      { path: ["widgets", made.id], from: undefined, to: made },
    ];
  }

  private async remove(id: string): Promise<Op[]> {
    const known = this.idOf(id);
    await api.del(this.url(`/widgets/${known}`));
    this.gone.add(known);
    return [{ path: ["widgets", known], from: undefined, to: undefined }];
  }

  private async patchWidget(id: string, fields: string[], base: Doc, doc: Doc): Promise<Op[]> {
    const known = this.idOf(id);
    const mine = doc.widgets[known] as Widget;
    const before = base.widgets[known] as Widget;
    // Another type reads its config anew, so the two go together.
    const sent = fields.includes("type") ? [...fields, "config"] : fields;
    const body = Object.fromEntries(
      FIELDS.filter((f) => sent.includes(f)).map((f) => [f, mine[f]]),
    );
    try {
      const now = await api.patch<Widget>(this.url(`/widgets/${known}`), body, {
        ifMatch: before.revision,
      });
      return diff(mine, now, ["widgets", known]);
    } catch (e) {
      if (!(e instanceof ApiError) || e.status !== 412 || !e.current) throw e;
      throw new Stale(theirsOf(base, e.current as Widget));
    }
  }

  private idOf(id: string): string {
    return this.real.get(id) ?? id;
  }
}

const pick = (d: Doc | Dashboard) => ({
  name: d.name,
  description: d.description,
  revision: d.revision,
});
const revisionOf = (w: Widget) => ({ revision: w.revision, updatedAt: w.updatedAt });

export function dashboardStore(d: Dashboard): Store<Doc> {
  return createStore(docOf(d), new Sender(d.id).send);
}

/** What a live message changes, told on any base; null when it is not about this document. */
export function remoteOps(m: LiveMessage): ((base: Doc) => Op[]) | null {
  const data = m.data as (Partial<Widget & Dashboard> & { id: string }) | null;
  if (!data) return null;
  const path = ["widgets", data.id];
  if (m.type === "widget:created" || m.type === "widget:updated") {
    return (base) => newerWidget(base, data as Widget);
  }
  if (m.type === "widget:deleted") {
    return (base) => {
      const from = valueAt(base, path);
      return from === undefined ? [] : [{ path, from, to: undefined }];
    };
  }
  if (m.type !== "dashboard:updated") return null;
  if (data.widgets) return (base) => (data.widgets ?? []).flatMap((w) => newerWidget(base, w));
  if (data.name === undefined) return null;
  return (base) =>
    isNewer(data, base) ? diff(pick(base), { ...pick(base), ...pickPresent(data) }) : [];
}

function newerWidget(base: Doc, w: Widget): Op[] {
  const known = base.widgets[w.id];
  return isNewer(w, known) ? diff(known, w, ["widgets", w.id]) : [];
}

function isNewer(a: { revision?: number }, known: { revision: number } | undefined): boolean {
  return !known || (a.revision ?? Number.POSITIVE_INFINITY) > known.revision;
}

function pickPresent(d: Partial<Dashboard>): Partial<Doc> {
  const out: Partial<Doc> = {};
  if (d.name !== undefined) out.name = d.name;
  if (d.description !== undefined) out.description = d.description;
  if (d.revision !== undefined) out.revision = d.revision;
  return out;
}

/** Ops that put widgets where a grid says. */
export function layoutOps(doc: Doc, items: readonly (Layout & { id: string })[]): Op[] {
  return items.flatMap(({ id, x, y, w, h }) => {
    const from = doc.widgets[id]?.layout;
    const to = { x, y, w, h };
    return from ? diff(from, to, ["widgets", id, "layout"]) : [];
  });
}
