// Arrow keys walk the cursor along a chart, and what it stands on is spoken.

/** Where the cursor goes next; -1 means it leaves the chart. Null: not our key. */
export function cursorStep(key: string, at: number, count: number): number | null {
  const last = count - 1;
  if (count === 0) return null;
  const page = Math.max(1, Math.round(count / 10));
  const from = at < 0 ? (key === "ArrowLeft" || key === "PageUp" ? last + 1 : -1) : at;
  const clamp = (n: number) => Math.min(last, Math.max(0, n));
  switch (key) {
    case "ArrowRight":
      return clamp(from + 1);
    case "ArrowLeft":
      return clamp(from - 1);
    case "PageDown":
      return clamp(from + page);
    case "PageUp":
      return clamp(from - page);
    case "Home":
      return 0;
    case "End":
      return last;
    case "Escape":
      return at < 0 ? null : -1;
    default:
      return null;
  }
}

/** Binds the keys to an element; answers the function that unbinds them. */
export function walkWithKeys(
  el: HTMLElement,
  chart: { at(): number; count(): number; go(i: number): void; say(i: number): string },
): () => void {
  const live = document.createElement("p");
  live.className = "visually-hidden";
  live.setAttribute("aria-live", "polite");
  el.append(live);
  const onKey = (e: KeyboardEvent) => {
    if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.target !== el) return;
    const next = cursorStep(e.key, chart.at(), chart.count());
    if (next === null) return;
    e.preventDefault();
    e.stopPropagation();
    chart.go(next);
    live.textContent = next < 0 ? "" : chart.say(next);
  };
  el.addEventListener("keydown", onKey);
  return () => {
    el.removeEventListener("keydown", onKey);
    live.remove();
  };
}
