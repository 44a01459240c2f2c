// A trend as it stands beside a number: arrow, sign, and the sentence for those who ask.
import { Icon } from "../ui/icon";
import { trendText } from "./say";
import { trend } from "./trend";
import type { Span } from "./types";

interface Props {
  now: number;
  /** The same stretch one period earlier; null where that is not known. */
  before: number | null;
  span: Span;
}

export function TrendMark({ now, before, span }: Props) {
  const said = trendText(trend(now, before), span);
  if (!said) return null;
  return (
    <span class="trend" title={said.long}>
      {said.way !== "none" && <Icon name={said.way === "up" ? "arrowUp" : "arrowDown"} size={12} />}
      <bdi aria-hidden="true">{said.text}</bdi>
      <span class="visually-hidden">{said.long}</span>
    </span>
  );
}
