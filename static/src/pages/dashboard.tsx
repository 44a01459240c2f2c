// One dashboard: look at it, narrow its time, change it together with others.

import { useEffect, useState } from "preact/hooks";
import { warm } from "../charts/registry";
import { t } from "../core/i18n";
import { diff } from "../core/ops";
import { parseRange } from "../core/range";
import { inTenant, may, tenant } from "../core/session";
import type { Store } from "../core/store";
import { guardLeaving, query, setQuery } from "../core/url";
import { type OpenBoard, useBoard } from "../dashboards/board";
import { BoardGrid } from "../dashboards/boardgrid";
import { useBoardCommands } from "../dashboards/commands";
import { ConflictDialog } from "../dashboards/conflict";
import type { Doc } from "../dashboards/doc";
import { EditTools } from "../dashboards/edittools";
import { Freshness } from "../dashboards/freshness";
import { NameDialog } from "../dashboards/namedialog";
import { RangePicker } from "../dashboards/rangepicker";
import { Button, LinkButton } from "../ui/button";
import { Checkbox } from "../ui/field";
import { Empty, PageHead, Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import type { PageProps } from "./routes";

warm();

export default function DashboardPage({ params }: PageProps) {
  const id = params.id as string;
  const board = useBoard(id, tenant.value?.id);
  const q = query.value;
  const range = parseRange(q);
  const compare = q.get("compare") === "1";
  const wanted = JSON.stringify([range, compare]);
  useEffect(() => {
    void board.data.load({ range, compare });
  }, [board, wanted]);
  const store = board.store.value;
  const error = board.error.value;
  if (error?.status === 404) return <Gone />;
  if (!store) return error ? <ProblemBox error={error} retry={board.load} /> : <Waiting />;
  return <Open board={board} store={store} />;
}

function Gone() {
  const actions = <LinkButton href={inTenant("/dashboards")}>{t("nav-dashboards")}</LinkButton>;
  return (
    <Empty page icon="dashboard" title={t("dashboard-gone")} actions={actions}>
      {t("dashboard-gone-text")}
    </Empty>
  );
}

/** The first time only, as tall as what comes. */
function Waiting() {
  return (
    <div class="stack">
      <Skeleton height={32} width="240px" />
      <Skeleton height={144} />
      <Skeleton height={304} />
      <Skeleton height={304} />
    </div>
  );
}

function Open({ board, store }: { board: OpenBoard; store: Store<Doc> }) {
  const doc = store.view.value;
  const editing = query.value.get("edit") === "1" && may("editor");
  const [adding, setAdding] = useState(false);
  const [naming, setNaming] = useState(false);
  const tools = { editing, store, add: () => setAdding(true) };
  useBoardCommands(tools);
  useUnsaved(store);
  const clash = store.conflict.value;
  const save = (v: { name: string; description: string | null }) => {
    store.edit(t("edit-name"), diff({ name: doc.name, description: doc.description }, v));
    setNaming(false);
  };
  return (
    <>
      <PageHead title={doc.name} note={<Note board={board} about={doc.description} />}>
        {parseRange(query.value) && <Compare />}
        <RangePicker />
        {editing ? <EditTools {...tools} rename={() => setNaming(true)} /> : <ViewTools />}
      </PageHead>
      {board.data.error.value && (
        <ProblemBox error={board.data.error.value} retry={board.data.reload} />
      )}
      <Unsent store={store} />
      <BoardGrid
        board={board}
        store={store}
        editing={editing}
        adding={adding}
        setAdding={setAdding}
      />
      {naming && (
        <NameDialog
          title={t("dashboard-rename")}
          action={t("save")}
          name={doc.name}
          description={doc.description ?? ""}
          close={() => setNaming(false)}
          save={save}
        />
      )}
      {clash && <ConflictDialog open={clash} doc={doc} resolve={(c) => store.resolve(c)} />}
    </>
  );
}

function Note({ board, about }: { board: OpenBoard; about: string | null }) {
  return (
    <div class="board-note">
      <Freshness data={board.data} />
      {about && (
        <p class="muted tiny">
          <bdi>{about}</bdi>
        </p>
      )}
    </div>
  );
}

/** The edit that the server refused: to be sent again, or given up. */
function Unsent({ store }: { store: Store<Doc> }) {
  const error = store.failed.value;
  if (!error) return null;
  return (
    <div class="unsent">
      <ProblemBox error={error} retry={() => store.retry()} />
      <Button onClick={() => store.discard()}>{t("unsent-discard")}</Button>
    </div>
  );
}

/** Edits that could not be sent are not left behind without a word. */
function useUnsaved(store: Store<Doc>): void {
  useEffect(() => guardLeaving(() => !store.failed.peek() || confirm(t("unsaved-leave"))), [store]);
}

function ViewTools() {
  if (!may("editor")) return null;
  return (
    <Button icon="edit" onClick={() => setQuery({ edit: "1" })}>
      {t("edit")}
    </Button>
  );
}

/** Against the period before: dashed behind lines, as a change under numbers. */
function Compare() {
  const on = query.value.get("compare") === "1";
  return (
    <Checkbox
      name="compare"
      label={t("compare")}
      checked={on}
      onChange={() => setQuery({ compare: on ? null : "1" })}
    />
  );
}
