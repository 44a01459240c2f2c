// Which dashboards show this dataset, with the widgets that do.

import { useEffect } from "preact/hooks";
import { api } from "../core/api";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { inTenant } from "../core/session";
import type { Dataset, WidgetType } from "../core/types";
import { Icon } from "../ui/icon";
import { Loaded } from "../ui/loaded";
import { Empty, Skeleton } from "../ui/parts";

interface Users {
  items: { id: string; name: string; widgets: { id: string; title: string; type: WidgetType }[] }[];
}

export function UsedBy({ d, boards }: { d: Dataset; boards: number }) {
  const users = useResource<Users>(
    (signal) => api.get(`/api/datasets/${d.id}/dashboards`, { signal }),
    [d.id, boards],
  );
  // A widget is told to those who look at its dashboard; who comes back from there looks again.
  useEffect(() => {
    const back = () => !document.hidden && void users.reload();
    document.addEventListener("visibilitychange", back);
    return () => document.removeEventListener("visibilitychange", back);
  }, [users]);
  return (
    <section class="card">
      <header>
        <h2>{t("tab-used")}</h2>
      </header>
      <Loaded of={users} skeleton={<Skeleton height={120} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="dashboard" title={t("used-none")}>
              {t("used-none-text")}
            </Empty>
          ) : (
            <ul class="rows">
              {items.map((b) => (
                <li key={b.id}>
                  <Icon name="dashboard" class="muted" />
                  <div class="text">
                    <a class="row-link" href={inTenant(`/dashboards/${b.id}`)}>
                      {b.name}
                    </a>
                    <span class="muted tiny">
                      {b.widgets.map((w) => w.title || t(`type-${w.type}`)).join(" · ")}
                    </span>
                  </div>
                  <span class="muted small">{t("widgets-count", { count: b.widgets.length })}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
