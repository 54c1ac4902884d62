// The public map.

import { hereTab } from "./here.js";
import { t } from "./settings.js";
import { start } from "./start.js";

start((_, features) => [{ id: "here", label: t("tab.here"), body: hereTab(features) }], null, "here");
