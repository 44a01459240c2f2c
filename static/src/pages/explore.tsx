// The explorer as a page: which dataset, or why there is none to look at.

import { useEffect } from "preact/hooks";
import { warm } from "../charts/registry";
import { t } from "../core/i18n";
import { inTenant, may } from "../core/session";
import type { Dataset } from "../core/types";
import { currentPath, navigate, query } from "../core/url";
import { usualAgg } from "../dashboards/choices";
import { useDatasets } from "../datasets/list";
import { useDataset } from "../datasets/one";
import { Explorer, Waiting } from "../explorer/explorer";
import { readView, type View, writeView } from "../explorer/view";
import { LinkButton } from "../ui/button";
import { Empty, PageHead } from "../ui/parts";
import { ProblemBox } from "../ui/problem";

/** Datasets that have, or once had, something to read. */
const readable = (d: Dataset): boolean => d.readyAt !== null;

function go(view: View, replace = false): void {
  navigate(`${currentPath.peek()}?${writeView(view)}`, { replace });
}

export default function ExplorePage() {
  warm();
  const list = useDatasets();
  const all = list.items.value;
  const view = readView(query.value);
  const first = all?.find(readable) ?? all?.[0];
  useEffect(() => {
    if (!view.dataset && first) go({ ...view, dataset: first.id, agg: usualAgg(first) }, true);
  }, [view.dataset, first?.id]);
  if (list.error.value && !all) {
    return (
      <>
        <PageHead title={t("nav-explore")} />
        <ProblemBox error={list.error.value} retry={list.load} />
      </>
    );
  }
  if (all?.length === 0 && !view.dataset) return <None />;
  if (!view.dataset || !all) return <Waiting />;
  return <Chosen key={view.dataset} view={view} datasets={all} />;
}

function None() {
  const href = inTenant("/datasets");
  return (
    <>
      <PageHead title={t("nav-explore")} />
      <Empty
        icon="dataset"
        title={t("explorer-none")}
        actions={may("editor") && <LinkButton href={href}>{t("upload-file")}</LinkButton>}
      >
        {t(may("editor") ? "explorer-none-text" : "explorer-none-viewer")}
      </Empty>
    </>
  );
}

function Chosen({ view, datasets }: { view: View; datasets: Dataset[] }) {
  const one = useDataset(view.dataset);
  const d = one.data.value;
  const error = one.error.value;
  if (error?.status === 404 || error?.status === 422) return <Gone />;
  if (error && !d) {
    return (
      <>
        <PageHead title={t("nav-explore")} />
        <ProblemBox error={error} retry={one.load} />
      </>
    );
  }
  if (!d) return <Waiting />;
  if (!readable(d)) return <Unread d={d} />;
  const choice = datasets.filter((x) => readable(x) || x.id === d.id);
  return (
    <Explorer
      d={d}
      datasets={choice.some((x) => x.id === d.id) ? choice : [d, ...choice]}
      view={view}
      set={(change) => go({ ...view, ...change })}
    />
  );
}

function Gone() {
  return (
    <Empty
      page
      icon="dataset"
      title={t("explorer-gone")}
      actions={<LinkButton href={inTenant("/explore")}>{t("explorer-another")}</LinkButton>}
    >
      {t("explorer-gone-text")}
    </Empty>
  );
}

/** Nothing to draw yet: being read, waiting for its file, or failed. The page draws by itself when it is ready. */
function Unread({ d }: { d: Dataset }) {
  const state = d.status === "error" ? "failed" : d.status === "created" ? "created" : "reading";
  return (
    <>
      <PageHead title={t("nav-explore")} />
      <Empty
        icon={state === "failed" ? "alert" : "dataset"}
        title={t(`explorer-${state}`, { name: d.name })}
        actions={
          <LinkButton href={inTenant(`/datasets/${d.id}`)}>{t("empty-never-go")}</LinkButton>
        }
      >
        {state === "reading" && t("explorer-reading-text")}
      </Empty>
    </>
  );
}
