// All words of one language, joined from its parts.
import core from "./fr/core.ftl";
import pages from "./fr/pages.ftl";

export default [core, pages].join("\n");
