// All words of one language, joined from its parts.
import core from "./ar/core.ftl";
import pages from "./ar/pages.ftl";

export default [core, pages].join("\n");
