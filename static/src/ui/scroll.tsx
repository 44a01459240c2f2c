// What may be wider or longer than its place: it scrolls, by keyboard too, and has a name.
import type { ComponentChildren } from "preact";

const REACHABLE = { tabIndex: 0 };

interface Props {
  label: string;
  class?: string;
  children: ComponentChildren;
}

export function Scroll({ label, class: cls, children }: Props) {
  return (
    <section {...REACHABLE} class={cls ? `table-wrap ${cls}` : "table-wrap"} aria-label={label}>
      {children}
    </section>
  );
}
