// Dashboards: make one, find one, rename or delete it.

import { useState } from "preact/hooks";
import { api } from "../core/api";
import { relative } from "../core/format";
import { t } from "../core/i18n";
import { inTenant, may } from "../core/session";
import type { Dashboard, DashboardListItem } from "../core/types";
import { navigate } from "../core/url";
import { deleteDashboard } from "../dashboards/actions";
import { type DashboardList, useDashboards } from "../dashboards/list";
import { NameDialog } from "../dashboards/namedialog";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Menu, MenuItem } from "../ui/menu";
import { Empty, PageHead, Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";

export default function DashboardsPage() {
  const list = useDashboards();
  const [naming, setNaming] = useState<DashboardListItem | "new" | null>(null);
  const items = list.items.value;
  const create = (
    <Button icon="plus" variant="primary" onClick={() => setNaming("new")}>
      {t("board-new")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("nav-dashboards")}>
        {may("editor") && items && items.length > 0 && create}
      </PageHead>
      {list.error.value && <ProblemBox error={list.error.value} retry={list.load} />}
      {!items && !list.error.value && <Skeleton height={220} />}
      {items?.length === 0 && (
        <div class="card">
          <Empty icon="dashboard" title={t("boards-none")} actions={may("editor") && create}>
            {t("boards-none-text")}
          </Empty>
        </div>
      )}
      {items && items.length > 0 && (
        <ul class="card rows">
          {items.map((d) => (
            <Row key={d.id} d={d} list={list} rename={() => setNaming(d)} />
          ))}
        </ul>
      )}
      {naming && <Naming of={naming} list={list} close={() => setNaming(null)} />}
    </>
  );
}

function Naming(props: { of: DashboardListItem | "new"; list: DashboardList; close: () => void }) {
  const { of, list, close } = props;
  if (of === "new") {
    const make = async (v: { name: string; description: string | null }) => {
      const made = await api.post<Dashboard>("/api/dashboards", v);
      close();
      navigate(inTenant(`/dashboards/${made.id}?edit=1`));
    };
    return <NameDialog title={t("board-new")} action={t("create")} close={close} save={make} />;
  }
  const save = async (v: { name: string; description: string | null }) => {
    const now = await api.patch<Dashboard>(`/api/dashboards/${of.id}`, v, { ifMatch: of.revision });
    list.put({
      ...of,
      name: now.name,
      description: now.description,
      revision: now.revision,
      updatedAt: now.updatedAt,
    });
    close();
  };
  return (
    <NameDialog
      title={t("dashboard-rename")}
      action={t("save")}
      name={of.name}
      description={of.description ?? ""}
      close={close}
      save={save}
    />
  );
}

function Row({
  d,
  list,
  rename,
}: {
  d: DashboardListItem;
  list: DashboardList;
  rename: () => void;
}) {
  const label = t("dashboard-menu", { name: d.name });
  return (
    <li>
      <Icon name="dashboard" class="muted" />
      <div class="text">
        <a class="row-link" href={inTenant(`/dashboards/${d.id}`)}>
          {d.name}
        </a>
        {d.description && (
          <span class="muted tiny">
            <bdi>{d.description}</bdi>
          </span>
        )}
      </div>
      <span class="muted tiny">
        {t("widget-count", { count: d.widgetCount })} · {relative(d.updatedAt)}
      </span>
      {may("editor") && (
        <div class="row over">
          <Menu
            placement="bottom-end"
            button={{ class: "button ghost icon-only", label, children: <Icon name="more" /> }}
          >
            <MenuItem icon="edit" href={inTenant(`/dashboards/${d.id}?edit=1`)}>
              {t("edit")}
            </MenuItem>
            <MenuItem icon="file" onSelect={rename}>
              {t("rename")}
            </MenuItem>
            <MenuItem
              icon="trash"
              danger
              onSelect={() => void deleteDashboard(d, () => list.drop(d.id), list.load)}
            >
              {t("delete")}
            </MenuItem>
          </Menu>
        </div>
      )}
    </li>
  );
}
