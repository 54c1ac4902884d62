// Says what became of a report: kept, how much of it, then received or refused and why.

import { t } from "../settings.js";
import { toast } from "../toast.js";
import { onAnswered } from "./outbox.js";

/** What was said of reports that have no answer yet. @type {Map<string, () => void>} */
const notes = new Map();

/** @param {string} id @param {"kept" | "shrunk" | "text_only" | "memory"} how */
export function kept(id, how) {
  const bad = how === "text_only" || how === "memory";
  notes.set(id, toast(t(`report.${how}`), { bad, seconds: how === "kept" ? 5 : 20 }));
}

/** @param {() => void} openList */
export function tellAnswers(openList) {
  onAnswered(({ id, state, error }) => {
    notes.get(id)?.();
    notes.delete(id);
    if (state === "sent") toast(t("report.sent"), { seconds: 4 });
    else toast(error, { bad: true, seconds: 12, label: t("foot.refused"), act: openList });
  });
}
