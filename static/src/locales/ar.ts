// All words of one language, joined from its parts.

import charts from "./ar/charts.ftl";
import core from "./ar/core.ftl";
import boards from "./ar/dashboards.ftl";
import datasets from "./ar/datasets.ftl";
import pages from "./ar/pages.ftl";

export default [core, pages, charts, datasets, boards].join("\n");
