// The widgets of a dashboard on their grid, and the forms that add or change one.

import { useEffect, useMemo, useState } from "preact/hooks";
import { addWords, t } from "../core/i18n";
import { type Conflict, diff, invert, merge, type Op } from "../core/ops";
import { parseRange } from "../core/range";
import { may } from "../core/session";
import type { Store } from "../core/store";
import { lateStyle } from "../core/style";
import { notify, notifyError } from "../core/toast";
import type { Widget } from "../core/types";
import { query } from "../core/url";
import { Grid } from "../grid/grid";
import type { Item } from "../grid/layout";
import { explorerWords } from "../locales/explorer";
import { Button } from "../ui/button";
import { lazy } from "../ui/lazy";
import { useShownState } from "../ui/livedot";
import { Empty } from "../ui/parts";
import type { OpenBoard } from "./board";
import { toggleEdit } from "./commands";
import { ConflictDialog } from "./conflict";
import { type Doc, layoutOps } from "./doc";
import { addOps, changeOps, type Draft, itemsOf, keyOps, removeOps, stepOps } from "./edit";
import { emptiness } from "./empty";
import { WidgetFrame } from "./widget";

/** The form, the words of its questions, and how they look. */
async function fetchForm() {
  const [m] = await Promise.all([import("./widgetform"), addWords(explorerWords), lateStyle()]);
  return m.WidgetForm;
}

const WidgetForm = lazy(fetchForm);

interface Props {
  board: OpenBoard;
  store: Store<Doc>;
  editing: boolean;
  adding: boolean;
  setAdding: (on: boolean) => void;
}

/** A form's changes that meet somebody else's on the same field. */
interface Open {
  ops: Op[];
  clash: Conflict[];
}

export function BoardGrid({ board, store, editing, adding, setAdding }: Props) {
  const doc = store.view.value;
  const [changing, setChanging] = useState<Widget | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const layout = JSON.stringify(itemsOf(doc));
  const items = useMemo(() => JSON.parse(layout) as Item[], [layout]);
  useDatasetsWhenNeeded(board, doc, adding || changing !== null);
  const Form = useForm(adding || changing !== null);

  const remove = (w: Widget) => {
    const ops = removeOps(store.view.peek(), w.id);
    store.edit(t("edit-delete", { title: w.title }), ops);
    const back = () => store.edit(t("edit-restore", { title: w.title }), invert(ops));
    notify(t("widget-deleted", { title: w.title }), { label: t("undo"), run: back });
  };
  const move = (id: string, e: KeyboardEvent) => {
    const ops = keyOps(store.view.peek(), id, e, document.dir === "rtl");
    if (ops) store.edit(moved(id), ops);
    return ops !== null;
  };
  const moved = (id: string) => t("edit-move", { title: doc.widgets[id]?.title ?? "" });
  const step = (id: string, by: -1 | 1) =>
    store.edit(moved(id), stepOps(store.view.peek(), id, by));
  const label = (w: Widget) => t("edit-change", { title: w.title });
  const change = (opened: Widget, draft: Draft) => {
    setChanging(null);
    const now = store.view.peek().widgets[opened.id];
    const m = merge(changeOps(opened, draft), diff(opened, now, ["widgets", opened.id]));
    if (m.conflicts.length > 0) setOpen({ ops: m.ops, clash: m.conflicts });
    else store.edit(label(opened), m.ops);
  };
  const decide = (choice: "mine" | "theirs") => {
    const mine = (open?.clash ?? []).map((c) => ({ path: c.path, from: c.theirs, to: c.mine }));
    const ops = [...(open?.ops ?? []), ...(choice === "mine" ? mine : [])];
    setOpen(null);
    store.edit(t("edit-decide"), ops);
  };

  return (
    <>
      {items.length === 0 && <NoWidgets editing={editing} add={() => setAdding(true)} />}
      <Grid
        items={items}
        editing={editing}
        label={doc.name}
        moved={(list) => store.edit(t("edit-layout"), layoutOps(store.view.peek(), list))}
        render={(id) => {
          const w = doc.widgets[id];
          if (!w) return null;
          const edit = {
            change: () => setChanging(w),
            remove: () => remove(w),
            key: (e: KeyboardEvent) => move(id, e),
            step: (by: -1 | 1) => step(id, by),
          };
          return <Connected board={board} widget={w} edit={editing ? edit : null} />;
        }}
      />
      {adding && Form && board.datasets.value && (
        <Form
          title={t("widget-add")}
          start={{
            type: "line",
            title: "",
            config: { agg: "avg", datasetId: board.datasets.value.find((d) => d.firstAt)?.id },
          }}
          datasets={board.datasets.value}
          range={parseRange(query.value)}
          close={() => setAdding(false)}
          save={(d) => {
            setAdding(false);
            store.edit(t("edit-add", { title: d.title }), addOps(store.view.peek(), d));
          }}
        />
      )}
      {changing && Form && board.datasets.value && (
        <Form
          title={t("widget-change", { title: changing.title })}
          start={{ type: changing.type, title: changing.title, config: changing.config }}
          datasets={board.datasets.value}
          range={parseRange(query.value)}
          close={() => setChanging(null)}
          save={(d) => change(changing, d)}
        />
      )}
      {open && <ConflictDialog open={{ id: 0, label: "", ...open }} doc={doc} resolve={decide} />}
    </>
  );
}

/** The form is loaded when somebody first needs it; who only looks never does. */
function useForm(needed: boolean): typeof WidgetForm | null {
  const [form, setForm] = useState<{ Form: typeof WidgetForm } | null>(null);
  useEffect(() => {
    if (!needed || form) return;
    fetchForm().then((Form) => setForm({ Form }), notifyError);
  }, [needed, form]);
  return form?.Form ?? null;
}

/** The list of datasets is asked for only when a form or an empty widget needs it. */
function useDatasetsWhenNeeded(board: OpenBoard, doc: Doc, form: boolean): void {
  const empty = Object.values(doc.widgets).some((w) => {
    const part = board.charts.value.get(w.id);
    return part?.data !== undefined && emptiness(w, part.data, undefined) !== null;
  });
  const needed = form || empty;
  useEffect(() => {
    if (needed && !board.datasets.peek()) void board.loadDatasets();
  }, [needed, board]);
}

function Connected({
  board,
  widget,
  edit,
}: {
  board: OpenBoard;
  widget: Widget;
  edit: Parameters<typeof WidgetFrame>[0]["edit"];
}) {
  const part = board.charts.value.get(widget.id);
  const datasets = board.datasets.value;
  const stale = board.data.error.value !== null && board.data.stale.value;
  const silent = useShownState() !== "live";
  return (
    <WidgetFrame
      widget={widget}
      data={part?.data}
      problem={part?.problem}
      dataset={datasets?.find((d) => d.id === widget.config.datasetId)}
      datasetsKnown={datasets !== null}
      busy={board.data.busy.value}
      stale={stale ? t("widget-stale") : silent ? t("widget-silent") : ""}
      group={`board-${widget.dashboardId}`}
      retry={() => void board.data.reload()}
      edit={edit}
    />
  );
}

function NoWidgets({ editing, add }: { editing: boolean; add: () => void }) {
  const action = editing ? (
    <Button icon="plus" variant="primary" onClick={add}>
      {t("widget-add")}
    </Button>
  ) : (
    <Button icon="edit" variant="primary" onClick={() => toggleEdit(true)}>
      {t("edit")}
    </Button>
  );
  return (
    <div class="card">
      <Empty icon="dashboard" title={t("widgets-none")} actions={may("editor") && action}>
        {t("widgets-none-text")}
      </Empty>
    </div>
  );
}
