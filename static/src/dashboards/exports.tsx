// What can be taken out of a widget: its table, a CSV, a picture, the whole screen.

import { download, fileName, toCsv } from "../charts/csv";
import type { Chart } from "../charts/types";
import { t } from "../core/i18n";
import { notifyError } from "../core/toast";
import { Icon } from "../ui/icon";
import { Menu, MenuItem } from "../ui/menu";

interface Props {
  title: string;
  chart: { current: Chart | null };
  asTable: boolean;
  setAsTable: (on: boolean) => void;
}

export function Exports({ title, chart, asTable, setAsTable }: Props) {
  const csv = () => {
    const made = chart.current;
    if (made)
      download(
        new Blob([toCsv(made.table(true))], { type: "text/csv;charset=utf-8" }),
        fileName(title, "csv"),
      );
  };
  const png = () => {
    chart.current?.png().then((b) => download(b, fileName(title, "png")), notifyError);
  };
  return (
    <Menu
      placement="bottom-end"
      button={{
        class: "button ghost icon-only widget-menu",
        label: t("widget-menu", { title }),
        children: <Icon name="more" />,
      }}
    >
      <MenuItem icon="table" onSelect={() => setAsTable(!asTable)}>
        {asTable ? t("view-as-chart") : t("view-as-table")}
      </MenuItem>
      <MenuItem icon="download" onSelect={csv}>
        {t("export-csv")}
      </MenuItem>
      <MenuItem icon="download" onSelect={png}>
        {t("export-png")}
      </MenuItem>
    </Menu>
  );
}
