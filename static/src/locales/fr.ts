// All words of one language, joined from its parts.

import charts from "./fr/charts.ftl";
import core from "./fr/core.ftl";
import boards from "./fr/dashboards.ftl";
import datasets from "./fr/datasets.ftl";
import pages from "./fr/pages.ftl";

export default [core, pages, charts, datasets, boards].join("\n");
