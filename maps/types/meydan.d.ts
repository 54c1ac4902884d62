// The shapes that the pages' scripts pass around: settings, the API's answers, the map.

type LonLat = [number, number];
type Box = [number, number, number, number];
type Named = { id: number; name: string };
type Params = Record<string, string | number>;

interface Settings {
  page: "public" | "workbench" | "downloads" | "field" | "vendors" | "draw_office";
  language: "fa" | "en";
  rtl: boolean;
  role: string | null;
  me?: Staff | null;
  csrf: string;
  zone: string;
  bounds: Box;
  districts: Named[];
  may: {
    audit?: boolean; allocate: boolean; findings: boolean; cases?: boolean; report?: boolean; edit?: boolean; vendors?: boolean; zones?: boolean; zoning?: boolean;
  };
  files: { worker: string; icons: string; draw: string[] };
  words: Record<string, string>;
}

interface Row { label: string; value: string }
interface Thing { type: string; id: number }
interface HeldRight {
  id: number; label: string; holder: string | null; valid: string; week: string;
  status: string; status_label?: string; can_end: boolean; can_undo: boolean;
}
interface Happening { at: string; at_label: string; by: string | null; what: string }
interface RuleVerdict {
  rule: number; kind: string; severity: string; result: "pass" | "fail" | "unknown"; blocks: boolean; partial: boolean;
  measured: number | null; threshold: number | null; sentence: string; legal_ref: string; proof: Shape | null;
}
interface RuleRow {
  id: number; kind: string; kind_label: string; sentence: string; severity: string; severity_label: string; zone: Named | null;
  goods: string[]; goods_label: string; week: string; week_label: string; valid_from: string; valid_until: string;
  valid_label: string; state: "in_force" | "coming" | "ended"; priority: number; params: Record<string, any>;
  shape: Shape | null; on_missing_data: string; legal_ref: string; version: number;
}
interface AskedEntry {
  name: string; label: string; kind: string; low: number; high: number; needed: boolean; usual: any; when: string[]; of: string;
  choices: { value: string; label: string }[];
}
interface RuleKind { kind: string; label: string; asks: AskedEntry[] }
interface AffectedSpot { id: number; number: string; sentence: string; permits: number; point: LonLat }
interface RulePreview {
  forbidden: number; permits: number; freed: number; noted: number; spots: AffectedSpot[]; freed_spots: AffectedSpot[];
}
interface ZoneRow {
  id: number; zone: number | null; stage: string; stage_label: string; code: string; name_fa: string; name_en: string; name: string;
  kind: string; kind_label: string; goods: string[]; goods_label: string; week: string; week_label: string; valid_from: string;
  valid_until: string; valid_label: string; legal_ref: string; why: string; shape: Shape;
}
interface ZoneAnswer {
  area_m2: number; edge_m: number; room_m2: number; spots: number; blocked: Shape | null; sentences: string[]; unlawful: number;
  permits: AffectedSpot[];
}
interface PlaceAnswer {
  ring: LonLat[]; zone: (Thing & { label: string }) | null; bans: string[]; lawful: boolean; verdicts: RuleVerdict[];
}
interface Standing {
  id: number; stage: string; stage_label: string; due_at: string | null; due_label: string; overdue: boolean;
}
interface Finding {
  id: number; kind: string; kind_label: string; certainty: string; certainty_label: string;
  title: string; summary: string; area_m2: number; share: number; depth_m: number;
  sigma_m: number | null; z: number | null;
  occupation: { id: number; kind: string; kind_label: string } | null;
  case: Standing | null;
  unit: { type: string; id: number; label: string };
  district: number | null; found_at: string; found_label: string; point: LonLat; bbox: Box;
}
interface FindingDetail extends Finding {
  file: { open: CaseRow | null; ended: CaseRow[]; may_open: boolean; track: string };
  why: string; grounds: Row[]; rows: Row[]; geometry: Shape | null; occupation_geometry: Shape | null;
  rights: HeldRight[];
}
interface Staff { id: number; name: string }
interface CaseRow {
  id: number; number: string; number_label: string; title: string; track: string; track_label: string;
  state: string; state_label: string; opened_label: string; due_label: string; due_words: string;
  days_left: number | null; overdue: boolean; assigned: Staff | null; district_label: string;
  finding: number | null; point: LonLat; bbox: Box;
}
interface CaseStep { to: string; label: string; needs_reason: boolean; grave: boolean; blocked: string | null }
interface CaseEvent {
  at: string; at_label: string; by: string; role_label: string; to: string; what: string; reason: string;
  deadline_label: string; legal_ref: string;
}
interface Piece {
  seq: number; kind: string; kind_label: string; at: string; at_label: string; by: string; sha256: string;
  hash: string; facts: Row[]; photo: string | null;
}
interface OnTheWay { state: string; label: string; where: "done" | "here" | "ahead"; at_label: string }
interface CaseDetail extends CaseRow {
  summary: string; rows: Row[]; line: OnTheWay[]; events: CaseEvent[]; steps: CaseStep[];
  may: { assign: boolean; take_on: boolean; measure: boolean; add_photo: boolean }; officers: (Staff & { open_cases: number })[];
  sees_evidence: boolean; evidence: Piece[]; previous: CaseRow[]; geometry: Shape | null;
}
interface Notice {
  id: number; number: string; number_label: string; issued_at: string; issued_label: string; deadline: string;
  deadline_label: string; served_at: string | null; served_label: string; sha256: string; pdf: string; slip: string | null;
}
interface Receipt {
  id: number; case: number; number: string; number_label: string; receipt_label: string; return_label: string;
  items: { number: string; what: string; quantity: string; condition: string }[];
  returned_at: string | null; returned_label: string; overdue: boolean; pdf: string;
}
interface Papers {
  notices: Notice[]; goods: Receipt[]; blocked: string; ways: { code: string; label: string }[];
  may: { read: boolean; issue: boolean; serve: boolean; slip: boolean; seize: boolean; give_back: boolean };
}
interface Cases {
  total: number; counts: Record<string, number>; items: CaseRow[]; next: string | null;
  officers: (Staff & { open: number; overdue: number })[];
}
/** As of when the findings are true, and what waits. */
interface Judging {
  true_at: string | null;
  true_label: string | null;
  waiting: number;
  done: number;
  total: number;
  held: boolean;
  kept: boolean;
  aside: number;
  may_hold: boolean;
}

interface AsOf { at: string; label: string; future: boolean; come: number; go: number }
interface ThenShape { id: number; certainty: string; occupation: number; shape: Shape }
interface Differences {
  spots: { taken: number[]; free: number[] };
  zones: { gone: number[]; come: { id: number; kind: string; geometry: Shape }[] };
}
interface Findings {
  as_of: AsOf | null;
  total: number; counts: Record<string, Record<string, number>>; items: Finding[]; next: string | null;
}
interface AuditEstimate { judged: number; wrong: number; low: number; high: number; sentence: string }
interface AuditItem {
  id: number; rank: number; type: string; key: number | null; title: string; summary: string; number_label: string;
  district_label: string; officer: string; verdict: string; note: string; bbox: Box | null; point: LonLat | null; still_open: boolean;
}
interface AuditGroup extends AuditEstimate {
  group: string; group_label: string; population: number; population_label: string; seed: string; root: string;
  drawn_by: string; drawn_label: string; items: AuditItem[];
}
interface Audit {
  week: string; label: string; weeks: { week: string; label: string }[]; may_draw: boolean; how: string;
  groups: AuditGroup[]; quarter: (AuditEstimate & { group: string; group_label: string })[];
}
interface Places { total: number; items: [number, number, number, string][]; shapes?: ThenShape[] }
interface HeatHour {
  hour: number; findings: number; minutes: number; days: number; a_day: number | null;
  shade: number; shade_a_day: number; label: string;
}
interface Heat { findings: number; note: string; hours: HeatHour[] }
interface Card extends Thing {
  title: string; subtitle: string; rows: Row[]; rights: HeldRight[]; rules?: RuleVerdict[];
  history: Happening[]; findings: Finding[]; cases?: CaseRow[]; bbox: Box | null; point: LonLat | null;
  geometry: Shape | null; actions: { id: string; label: string }[];
}
interface Hit {
  type: string; id: number | null; title: string; subtitle: string; point: LonLat | null; bbox: Box | null;
}
interface VendorHit {
  id: number; code: string; name: string | null; pseudonym: string; goods_label: string; spots: number;
}
interface FreeSpot {
  id: number; number: string; zone: Named; distance_m: number; week: string; week_label: string;
  goods_label: string; point: LonLat; bbox: Box;
}
interface Given {
  right: number; spot: Thing & { label: string }; vendor: Thing & { label: string };
  valid_label: string; week_label: string; undo_until: string;
}
interface TakenHours { week: string; week_label: string; valid_label: string }

type Shape = { type: string; coordinates?: unknown; geometries?: unknown };

interface Swatch {
  fill?: string; stroke?: string; width?: number; dash?: number[]; pattern?: string; symbol?: string;
}
interface LegendEntry { label: string; swatch: Swatch }
interface Field { name: string; title: string; values?: Record<string, string> }
interface MapLayer {
  id: string; title: string; group: string; group_title: string; geometry: string; default_on: boolean;
  minzoom: number; maxzoom: number; bounds: Box | null; tiles: string; revision: string;
  style: any[]; legend: LegendEntry[]; fields: Field[];
  downloads: { ext: string; href: string; label: string }[];
}
interface Feature { layer: string; id: number; properties: Record<string, any>; far: number }

interface View { zoom: number; lat: number; lon: number }
interface Address {
  view: View | null; layers: string[] | null; tab: string | null; selected: Thing | null; table: boolean;
  heat: boolean; queue: Record<string, string>;
}
interface Marked { area?: Shape | null; around?: Shape | null; point?: LonLat | null; pin?: LonLat | null; certainty?: string }
