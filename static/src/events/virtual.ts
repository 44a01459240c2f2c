// Which rows of a long list are on the screen: rows of one height, scrolled with the page; pure but for the hook.
import { useEffect, useState } from "preact/hooks";

/** Rows drawn beyond either edge, so that scrolling never shows a hole. */
const SPARE = 12;

export interface Part {
  from: number;
  /** One behind the last. */
  to: number;
}

/** `top`: where the list begins, in pixels below the upper edge of the screen (negative: above it). */
export function partOf(count: number, height: number, top: number, screen: number): Part {
  const first = Math.floor(-top / height) - SPARE;
  const last = Math.ceil((screen - top) / height) + SPARE;
  const from = Math.min(count, Math.max(0, first));
  return { from, to: Math.max(from, Math.min(count, last)) };
}

/** The part of a list to draw; follows scrolling and the size of the window. */
export function useVisible(
  ref: { current: HTMLElement | null },
  count: number,
  height: number,
): Part {
  const [part, setPart] = useState<Part>({ from: 0, to: Math.min(count, SPARE * 4) });
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const top = ref.current?.getBoundingClientRect().top ?? 0;
      const next = partOf(count, height, top, innerHeight);
      setPart((now) => (now.from === next.from && now.to === next.to ? now : next));
    };
    const soon = () => {
      if (!frame) frame = requestAnimationFrame(look);
    };
    look();
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", soon);
      removeEventListener("resize", soon);
    };
  }, [count, height]);
  return { from: Math.min(part.from, count), to: Math.min(part.to, count) };
}
