// The staff's map: the queue of encroachments, allocation, layers.

import { auditTab, openAudit } from "./audit.js";
import { casesTab, openCases } from "./cases.js";
import { giveTab, openGive } from "./give.js";
import { load, listed, queueTab } from "./queue.js";
import { settings, t } from "./settings.js";
import { start } from "./start.js";
import { zoningTab } from "./zoning.js";

const { findings, allocate, audit, cases, zoning } = settings.may;

/** @param {LonLat} middle @returns {import("./tabs.js").Tab[]} */
function tabs(middle) {
  const made = [];
  if (findings) made.push({ id: "queue", label: t("tab.queue"), body: queueTab() });
  if (cases) made.push({ id: "cases", label: t("tab.cases"), body: casesTab(), open: openCases });
  if (audit) made.push({ id: "audit", label: t("tab.audit"), body: auditTab(), open: openAudit });
  if (allocate) made.push({ id: "give", label: t("tab.give"), body: giveTab(middle), open: openGive });
  if (zoning) {
    const { body, open } = zoningTab();
    made.push({ id: "zoning", label: t("tab.zoning"), body, open });
  }
  return made;
}

start(tabs, findings ? listed : null, findings ? "queue" : cases ? "cases" : "layers");
if (findings) load();
