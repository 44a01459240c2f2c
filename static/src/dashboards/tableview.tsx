// "View as table": the numbers of a chart, scrolled inside its widget.

import { DataTable } from "../charts/table";
import type { Env, Table } from "../charts/types";

export function FullTable(props: { table: Table; env: Env; caption: string }) {
  return (
    // A region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling needs focus
    <section class="chart chart-table" tabIndex={0} aria-label={props.caption}>
      <DataTable {...props} />
    </section>
  );
}
