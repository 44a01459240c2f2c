// The words of sending an event for the first time: fetched with what shows it.
import type { Words } from "../core/i18n";

export const sendingWords: Words = {
  en: () => import("./en/sending.ftl"),
  fr: () => import("./fr/sending.ftl"),
  ar: () => import("./ar/sending.ftl"),
};
