// Says on every page, once a month and kind, that a limit of the workspace is reached.
import { dateTime, number } from "../core/format";
import { t } from "../core/i18n";
import { keptList } from "../core/keptlist";
import { inTenant, tenant } from "../core/session";
import { IconButton } from "../ui/button";
import { Icon } from "../ui/icon";
import type { Limit } from "./limit";
import { monthEnd } from "./usage";

const dismissed = keptList("bw.limit-dismissed");

export function LimitNotice({ limit }: { limit: Limit }) {
  const { month, kind, soft, hard } = limit;
  const name = `${tenant.value?.id} ${month} ${kind}`;
  if (dismissed.has(name)) return null;
  const most = number(kind === "hard" ? hard : soft);
  const until = dateTime(monthEnd(month), { dateStyle: "medium", timeZone: "UTC" });
  return (
    <div class={`limit-notice ${kind}`} role="status">
      <Icon name="alert" />
      <p>
        {t(`limit-${kind}`, { limit: most, until })}{" "}
        <a href={inTenant("/settings/usage")}>{t("limit-look")}</a>
      </p>
      <IconButton icon="close" label={t("dismiss")} onClick={() => dismissed.add(name)} />
    </div>
  );
}
