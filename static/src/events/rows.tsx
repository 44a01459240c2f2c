// The rows of the explorer: any number of them, only those on the screen are drawn.
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../core/i18n";
import { EventRow } from "./eventrow";
import type { EventItem } from "./types";
import { useVisible } from "./virtual";

const WIDE = 40;
const NARROW = 60;
/** So many rows before the end the next page is asked for. */
const AHEAD = 30;

function useRowHeight(): number {
  const narrow = matchMedia("(max-width: 767px)");
  const [height, setHeight] = useState(narrow.matches ? NARROW : WIDE);
  useEffect(() => {
    const change = () => setHeight(narrow.matches ? NARROW : WIDE);
    narrow.addEventListener("change", change);
    return () => narrow.removeEventListener("change", change);
  }, []);
  return height;
}

interface Props {
  items: EventItem[];
  /** More may follow. */
  open: boolean;
  dim: boolean;
  onOpen: (id: string) => void;
  /** The end comes into sight. */
  onEnd: () => void;
}

export function EventRows({ items, open, dim, onOpen, onEnd }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const height = useRowHeight();
  const { from, to } = useVisible(list, items.length, height);
  useEffect(() => {
    if (open && to > items.length - AHEAD) onEnd();
  }, [open, to, items.length]);
  return (
    <div class={dim ? "event-table dim" : "event-table"}>
      <div class="event-row event-head" aria-hidden="true">
        <span>{t("event-type")}</span>
        <span>{t("event-who")}</span>
        <span class="num">{t("event-value")}</span>
        <span>{t("event-payload")}</span>
        <span class="num">{t("event-occurred")}</span>
      </div>
      <ol ref={list} class="event-list" style={{ height: `${items.length * height}px` }}>
        {items.slice(from, to).map((e, i) => (
          <li
            key={e.id}
            style={{ transform: `translateY(${(from + i) * height}px)`, height: `${height}px` }}
            aria-setsize={open ? -1 : items.length}
            aria-posinset={from + i + 1}
          >
            <EventRow e={e} onOpen={() => onOpen(e.id)} />
          </li>
        ))}
      </ol>
    </div>
  );
}
