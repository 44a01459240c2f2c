// Two people changed the same field: mine and theirs side by side, one press decides.

import { t } from "../core/i18n";
import type { Conflict } from "../core/ops";
import type { Change } from "../core/store";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import type { Doc } from "./doc";

function place(c: Conflict, doc: Doc): string {
  const [root, id, field, inner] = c.path;
  if (root !== "widgets") return t(root === "name" ? "name" : "description");
  const title = doc.widgets[id as string]?.title ?? "";
  const part = field === "config" && inner ? inner : field;
  return part ? `${title}: ${t(`part-${part}`)}` : title;
}

export function show(value: unknown): string {
  if (value === undefined || value === null || value === "") return t("conflict-nothing");
  if (Array.isArray(value)) return value.map(show).join(", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([k, v]) => `${k} = ${show(v)}`)
    .join(", ");
}

export function ConflictDialog(props: {
  open: Change;
  doc: Doc;
  resolve: (choice: "mine" | "theirs") => void;
}) {
  const { open, doc, resolve } = props;
  return (
    <Dialog
      title={t("conflict-title")}
      stays
      onClose={() => resolve("theirs")}
      footer={
        <>
          <Button onClick={() => resolve("theirs")}>{t("conflict-use-theirs")}</Button>
          <Button variant="primary" onClick={() => resolve("mine")}>
            {t("conflict-use-mine")}
          </Button>
        </>
      }
    >
      <p class="muted">{t("conflict-text")}</p>
      <div class="table-wrap">
        <table class="table conflict">
          <thead>
            <tr>
              <th scope="col">{t("conflict-field")}</th>
              <th scope="col">{t("conflict-mine")}</th>
              <th scope="col">{t("conflict-theirs")}</th>
            </tr>
          </thead>
          <tbody>
            {open.clash.map((c) => (
              <tr key={c.path.join(".")}>
                <th scope="row">{place(c, doc)}</th>
                <td>{show(c.mine)}</td>
                <td>{show(c.theirs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
