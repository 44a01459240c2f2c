// The words of the System page: fetched with it.
import type { Words } from "../core/i18n";

export const systemWords: Words = {
  en: () => import("./en/system.ftl"),
  fr: () => import("./fr/system.ftl"),
  ar: () => import("./ar/system.ftl"),
};
