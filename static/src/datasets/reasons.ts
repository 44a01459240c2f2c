// Why a value was rejected, in the person's words where we have them.

import { hasMessage, t } from "../core/i18n";

export function reasonText(code: string): string {
  const id = `reason-${code.replaceAll("_", "-")}`;
  return hasMessage(id) ? t(id) : code;
}
