// All words of one language, joined from its parts.
import core from "./en/core.ftl";
import pages from "./en/pages.ftl";

export default [core, pages].join("\n");
