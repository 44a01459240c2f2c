// All words of one language, joined from its parts.

import charts from "./en/charts.ftl";
import core from "./en/core.ftl";
import boards from "./en/dashboards.ftl";
import datasets from "./en/datasets.ftl";
import pages from "./en/pages.ftl";

export default [core, pages, charts, datasets, boards].join("\n");
