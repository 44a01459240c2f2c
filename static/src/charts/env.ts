// How charts write on this page: the person's locale, time zone and words.

import { zone } from "../core/format";
import { locale, t } from "../core/i18n";
import type { Env } from "./types";

export function chartEnv(zoom?: Env["zoom"], tz = zone()): Env {
  const l = locale.value;
  return {
    // Latin digits everywhere, as on the rest of the page.
    locale: l === "ar" ? "ar-u-nu-latn" : l,
    tz,
    dir: l === "ar" ? "rtl" : "ltr",
    words: t,
    zoom,
  };
}
