// What a tile's property looks like in a table: codes, weeks and dates in words.

import { typed } from "./format.js";
import { t } from "./settings.js";
import { weekWords } from "./week.js";

const date = /^\d{4}-\d{2}-\d{2}/;

/** @param {Field} field @param {any} value @returns {string | number | null} */
export function cell({ name, values }, value) {
  if (value === undefined || value === null || value === "") return null;
  if (values?.[value]) return values[value];
  if (name === "week") return weekWords(value);
  if (name === "goods") return codes("goods", value);
  if (name === "amenities") return codes("amenity", value);
  if (typeof value === "string" && date.test(value)) return typed(new Date(`${value.slice(0, 10)}T12:00Z`)) + value.slice(10).replace("T", " ");
  return value;
}

/** @param {string} stem @param {string} list */
function codes(stem, list) {
  return list.split(", ").map((code) => t(`${stem}.${code}`)).join(t("list.comma"));
}
