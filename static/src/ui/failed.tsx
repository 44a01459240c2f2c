// The whole page could not be shown: says why, and tries again.
import { t } from "../core/i18n";
import type { ApiError } from "../core/problem";
import { Button } from "./button";
import { Icon } from "./icon";
import { errorText, RequestId } from "./problem";

export function Failed({ error }: { error: ApiError }) {
  return (
    <main class="empty">
      <Icon name="alert" size={28} />
      <h1>{t("failed-title")}</h1>
      <p>{errorText(error)}</p>
      <RequestId id={error.requestId} />
      <div class="actions">
        <Button variant="primary" icon="refresh" onClick={() => location.reload()}>
          {t("retry")}
        </Button>
      </div>
    </main>
  );
}
