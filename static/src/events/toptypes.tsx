// The types with most events of the chosen span: share, number, and how that compares.
import { number, percent } from "../core/format";
import { t } from "../core/i18n";
import { Empty } from "../ui/parts";
import { eventsPath } from "./say";
import { TrendMark } from "./trendmark";
import type { Overview, Span } from "./types";
import { sum } from "./windows";

/** What is there is never told as nothing. */
function shareText(count: number, whole: number): string {
  const share = whole > 0 ? count / whole : 0;
  return share > 0 && share < 0.001 ? `<${percent(0.001)}` : percent(share);
}

export function TopTypes({ o, span }: { o: Overview; span: Span }) {
  const list = o.topTypes[span].filter((x) => x.count > 0);
  const whole = sum(o.segments[span]);
  const most = list[0]?.count ?? 1;
  return (
    <section class="card" aria-labelledby="top-types">
      <header>
        <h2 id="top-types">{t("live-types")}</h2>
        <span class="muted tiny live-span">{t(`live-in-${span}`)}</span>
      </header>
      {list.length === 0 ? (
        <Empty icon="pulse" title={t(`live-none-${span}`)} />
      ) : (
        <ol class="top-types">
          {list.map((x) => (
            <li key={x.type}>
              <i class="share" style={{ width: `${(x.count / most) * 100}%` }} aria-hidden="true" />
              <a class="row-link cut" href={eventsPath({ type: x.type }, span)}>
                <bdi>{x.type}</bdi>
              </a>
              <span class="trend-cell">
                <TrendMark now={x.count} before={x.previous} span={span} />
              </span>
              <span class="num muted">{shareText(x.count, whole)}</span>
              <span class="num count">{number(x.count)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
