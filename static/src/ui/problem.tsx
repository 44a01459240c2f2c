// Shows an error: what happened, what to do, and the request id to hand to whoever runs the server.
import { hasMessage, t } from "../core/i18n";
import type { ApiError } from "../core/problem";
import { Button, CopyButton } from "./button";
import { Icon } from "./icon";

/** The person's language where we have words for this code, the server's sentence otherwise. */
export function errorText(error: ApiError): string {
  const id = `error-${error.code.replaceAll("_", "-")}`;
  if (hasMessage(id)) return t(id);
  return error.detail || error.title || t("error-unexpected");
}

export function RequestId({ id }: { id: string }) {
  if (!id) return null;
  return (
    <p class="request-id">
      <span>{t("request-id")}</span>
      <code>{id}</code>
      <CopyButton text={id} variant="ghost" />
    </p>
  );
}

export function ProblemBox({ error, retry }: { error: ApiError; retry?: () => void }) {
  return (
    <div class="problem" role="alert">
      <Icon name="alert" />
      <div class="text">
        <p>{errorText(error)}</p>
        <RequestId id={error.requestId} />
      </div>
      {retry && (
        <Button icon="refresh" onClick={retry}>
          {t("retry")}
        </Button>
      )}
    </div>
  );
}
