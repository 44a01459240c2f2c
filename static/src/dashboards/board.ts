// A dashboard that is open: its document, its numbers, and the live messages that change either.

import { computed, effect, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ChartData } from "../charts/types";
import { allOf } from "../core/all";
import { api } from "../core/api";
import { watch } from "../core/live";
import { type ApiError, asApiError, isAbort } from "../core/problem";
import type { Store } from "../core/store";
import type { Dashboard, Dataset, LiveMessage, Problem } from "../core/types";
import { idOf, isDatasetMessage } from "../datasets/told";
import { chartData, createData, type DashboardData } from "./data";
import { type Doc, dashboardStore, docOf, remoteOps } from "./doc";

/** What decides the numbers of a dashboard; titles and places do not. */
export function questionOf(doc: Doc): string {
  const asked = Object.values(doc.widgets)
    .filter((w) => w.type !== "text")
    .map((w) => [w.id, w.type, w.config]);
  return JSON.stringify(asked.sort((a, b) => String(a[0]).localeCompare(String(b[0]))));
}

interface Part {
  data?: ChartData;
  problem?: Problem;
}

function createBoard(id: string) {
  const store = signal<Store<Doc> | null>(null);
  const error = signal<ApiError | null>(null);
  const data: DashboardData = createData(id);
  const datasets = signal<Dataset[] | null>(null);

  async function load(): Promise<void> {
    try {
      const d = await api.get<Dashboard>(`/api/dashboards/${id}`);
      if (store.value) store.value.reset(docOf(d));
      else store.value = dashboardStore(d);
      error.value = null;
    } catch (e) {
      if (isAbort(e)) return;
      error.value = asApiError(e);
      if (error.value.status === 404) store.value = null;
    }
  }

  /** Needed for words about empty widgets and for the widget form, not for drawing. */
  async function loadDatasets(): Promise<void> {
    try {
      datasets.value = await allOf<Dataset>("/api/datasets");
    } catch (e) {
      if (!isAbort(e)) error.value ??= asApiError(e);
    }
  }

  function hearOwn(m: LiveMessage): void {
    if (m.type === "dashboard:deleted") {
      void load();
      return;
    }
    const ops = remoteOps(m);
    if (ops) store.value?.remote(ops);
    else if (m.type === "dashboard:updated") void load();
  }

  /** Whether a widget of the events stands on the screen now. */
  function eventsSeen(): boolean {
    const own = datasets.peek()?.find((d) => d.kind === "events")?.id;
    return Object.values(store.value?.view.peek().widgets ?? {}).some((w) => {
      const box = document.querySelector(`.cell[data-id="${w.id}"]`)?.getBoundingClientRect();
      return w.config.datasetId === own && box && box.bottom > 0 && box.top < innerHeight;
    });
  }

  async function hearEvents(): Promise<void> {
    if (!datasets.peek()?.some((d) => d.kind === "events")) await loadDatasets();
    const own = datasets.peek()?.find((d) => d.kind === "events")?.id;
    const widgets = Object.values(store.value?.view.peek().widgets ?? {});
    if (own && widgets.some((w) => w.config.datasetId === own)) data.follow(eventsSeen);
  }

  function hearTenant(m: LiveMessage): void {
    if (m.type === "events.delta") {
      void hearEvents();
      return;
    }
    if (m.type.startsWith("dashboard:")) {
      if (idOf(m) === id) hearOwn(m);
      return;
    }
    if (!isDatasetMessage(m) || m.type === "dataset.progress" || m.type === "dataset.created")
      return;
    const doc = store.value?.view.peek();
    const touched = idOf(m);
    const uses = Object.values(doc?.widgets ?? {}).some((w) => w.config.datasetId === touched);
    if (!uses) return;
    data.outdate();
    if (datasets.peek()) void loadDatasets();
  }

  let made = new Map<string, Part & { of: unknown[] }>();
  /** What did not change is the same object again, and is not drawn again. */
  const charts = computed(() => {
    const out: typeof made = new Map();
    for (const [wid, a] of Object.entries(data.answer.value?.widgets ?? {})) {
      const before = data.previous.value?.widgets[wid];
      const was = made.get(wid);
      if (was?.of[0] === a && was.of[1] === before) out.set(wid, was);
      else {
        const part = a.problem ? { problem: a.problem } : { data: chartData(a, before) };
        out.set(wid, { ...part, of: [a, before] });
      }
    }
    made = out;
    return out;
  });

  /** Asks for numbers again when the question changed and the server knows the new one. */
  function followQuestion(): () => void {
    let asked: string | null = null;
    return effect(() => {
      const s = store.value;
      if (!s) return;
      const question = questionOf(s.view.value);
      const saving = s.saving.value;
      if (asked === null) asked = question;
      if (saving || question === asked) return;
      asked = question;
      data.outdate(0);
    });
  }

  return {
    store,
    error,
    data,
    datasets,
    charts,
    load,
    loadDatasets,
    hearOwn,
    hearTenant,
    followQuestion,
  };
}

export type OpenBoard = ReturnType<typeof createBoard>;

export function useBoard(id: string, tenantId: string | undefined): OpenBoard {
  const board = useMemo(() => createBoard(id), [id]);
  useEffect(() => {
    if (!tenantId) return;
    let first = true;
    const stops = [
      watch(`dashboard:${id}`, { snapshot: () => void board.load(), message: board.hearOwn }),
      watch(`tenant:${tenantId}`, {
        message: board.hearTenant,
        // The first call is the baseline; a later one means that something was missed.
        snapshot: () => {
          if (!first) board.data.outdate();
          first = false;
        },
      }),
      board.followQuestion(),
      board.data.stop,
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [board, id, tenantId]);
  return board;
}
