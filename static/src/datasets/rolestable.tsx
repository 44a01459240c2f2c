// The first rows of a file as a table; above each column what it is, to be changed.

import { t } from "../core/i18n";
import type { ColumnRole, PlanColumn } from "../core/types";
import { Scroll } from "../ui/scroll";
import { ROLES } from "./mapping";

/** More than anybody looks through; the others keep the role that was recognised. */
const SHOWN = 60;

interface Props {
  columns: readonly PlanColumn[];
  rows: readonly (readonly (string | null)[])[];
  setRole?: (column: string, role: ColumnRole) => void;
  /** Nothing was recognised: what nobody chose yet is not ignored, it is open. */
  open?: boolean;
}

export function RolesTable({ columns, rows, setRole, open }: Props) {
  const shown = columns.slice(0, SHOWN);
  return (
    <>
      <Scroll label={t("draft-rows")} class={open ? "roles-table" : "roles-table decided"}>
        <table class="table">
          <thead>
            <tr>
              {shown.map((c) => (
                <th key={c.name} scope="col" class={`is-${c.role}`}>
                  <div class="column-name">
                    <bdi class="cut" title={c.name}>
                      {c.name}
                    </bdi>
                  </div>
                  <RolePicker column={c} setRole={setRole} open={open} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>
                {shown.map((c, at) => (
                  <Cell key={c.name} column={c} text={row[at] ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {columns.length > SHOWN && (
        <p class="muted tiny">{t("draft-more-columns", { count: columns.length - SHOWN })}</p>
      )}
    </>
  );
}

function Cell({ column, text }: { column: PlanColumn; text: string | null }) {
  return (
    <td class={`is-${column.role}`}>
      <bdi class="cut" title={text && text.length > 24 ? text : undefined}>
        {text}
      </bdi>
    </td>
  );
}

function RolePicker({
  column,
  setRole,
  open,
}: Omit<Props, "columns" | "rows"> & { column: PlanColumn }) {
  const { name, role } = column;
  if (!setRole) return <span class="muted tiny">{t(`role-is-${role}`)}</span>;
  // Only a table in long form has these two, and it keeps them where they are.
  const own = role === "name" || role === "value" ? [role] : [];
  return (
    <select
      class={`input small role-${role}`}
      aria-label={t("draft-role-of", { column: name })}
      value={role}
      onChange={(e) => setRole(name, e.currentTarget.value as ColumnRole)}
    >
      {[...own, ...ROLES].map((r) => (
        <option key={r} value={r} selected={r === role}>
          {open && r === "unused" ? t("role-unknown") : t(`role-is-${r}`)}
        </option>
      ))}
    </select>
  );
}
