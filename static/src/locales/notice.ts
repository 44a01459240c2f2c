// The words of the notice about limits: fetched when there is one.
import type { Words } from "../core/i18n";

export const noticeWords: Words = {
  en: () => import("./en/notice.ftl"),
  fr: () => import("./fr/notice.ftl"),
  ar: () => import("./ar/notice.ftl"),
};
