// The grid of a dashboard: CSS grid to look at, gridstack on top while somebody edits.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Dragging, startDragging } from "./drag";
import { domOrder, type Item } from "./layout";

export interface GridProps {
  items: Item[];
  editing: boolean;
  label: string;
  render: (id: string) => ComponentChildren;
  moved: (items: Item[]) => void;
}

export const NARROW = "(max-width: 719px)";

/** Whether the screen is narrow now; a tablet may be turned while somebody edits. */
function useNarrow(): boolean {
  const [narrow, set] = useState(matchMedia(NARROW).matches);
  useEffect(() => {
    const media = matchMedia(NARROW);
    const hear = () => set(media.matches);
    media.addEventListener("change", hear);
    return () => media.removeEventListener("change", hear);
  }, []);
  return narrow;
}

export function Grid({ items, editing, label, render, moved }: GridProps) {
  const ref = useRef<HTMLElement>(null);
  const dragging = useRef<Dragging | null>(null);
  const hear = useRef(moved);
  hear.current = moved;
  const now = useRef(items);
  now.current = items;
  const order = useRef<string[]>([]);
  const pointer = useNarrow() ? false : editing;
  // On a narrow screen the document's order is what people see.
  order.current = domOrder(items, pointer ? order.current : []);

  useEffect(() => {
    const el = ref.current;
    if (!pointer || !el) return;
    let gone = false;
    const rtl = getComputedStyle(el).direction === "rtl";
    void startDragging(el, now.current, rtl, (list) => hear.current(list)).then((d) => {
      if (gone) d.destroy();
      else {
        dragging.current = d;
        d.sync(now.current);
      }
    });
    return () => {
      gone = true;
      dragging.current?.destroy();
      dragging.current = null;
    };
  }, [pointer]);

  useLayoutEffect(() => {
    dragging.current?.sync(items);
  }, [items]);

  return (
    <section class="grid" ref={ref} aria-label={label}>
      {order.current
        .flatMap((id) => items.find((i) => i.id === id) ?? [])
        .map((i) => (
          <div
            key={i.id}
            class="cell"
            data-id={i.id}
            style={{ "--x": i.x + 1, "--y": i.y + 1, "--w": i.w, "--h": i.h }}
          >
            <div class="cell-body grid-stack-item-content">{render(i.id)}</div>
          </div>
        ))}
    </section>
  );
}
