// The shapes of the phone page: positions, answers, what is kept on the phone.

interface Settings { person?: { username: string; name: string } }

interface Fix { lon: number; lat: number; accuracy_m: number; at: number; heading: number | null; mock: boolean }
interface SpotHere {
  id: number; number: string; label: string; distance_m: number; verdict: string; free_label: string;
  permit: { holder: string | null; state: string; state_label: string; valid_label: string; week_label: string } | null;
}
interface Answer {
  /** When the data of an answer of the phone's own were fetched, and for when it is. */
  offline?: Date; asked?: Date;
  place: { street: string; way: string; block: string; district: { id: number; name: string; own: boolean } | null };
  headline: { verdict: string; tone: string; title: string; detail: string; sure: string; advice: string };
  zones: unknown[]; spots: SpotHere[];
}

interface PackRow { shape: [number, number][][][]; box: Box; [field: string]: any }
interface Pack {
  at: Date; districts: { id: number; fa: string; en: string }[];
  zones: PackRow[]; spots: PackRow[]; ways: PackRow[]; streets: PackRow[];
}

interface KeptPhoto { blob: Blob; name: string; shrunk: boolean }
interface ReportPayload {
  kind: string; note: string; seen_at: string;
  fix: { lon: number; lat: number; accuracy_m: number; age_s: number; mock: boolean };
  size?: { length_m: number; depth_m: number; bearing_deg: number; east_m: number; north_m: number };
  outline?: { type: "Polygon"; coordinates: LonLat[][] };
  case?: number;
}
interface KeptReport {
  id: string; person: string; made_at: string; state: "waiting" | "sent" | "refused"; payload: ReportPayload;
  photos: KeptPhoto[]; tries: number; next_at: number; error: string; reason?: string; sent_at?: string;
  photo_count?: number; lost_photos?: number; answer?: { id: string; occupation: number; [field: string]: any };
}
interface Similar {
  items: { kind_label: string; seen_label: string; distance_m: number }[];
  cases: { id: number; number_label: string; kind_label: string; state_label: string; distance_m: number }[];
}
interface Draft {
  id: string; kind: string; length: number; depth: number; bearing: number; at: LonLat | null; corners: LonLat[]; drawing: boolean;
  photos: KeptPhoto[]; note: string; busy: boolean; error: string; fix: Fix | null; corrects: string | null;
  similar: Similar | null; about: number | null;
}

/** Written above the service worker by the server. */
declare const SHELL: { version: string; files: string[] };

interface CardKey { kid: string; public: string; withdrawn: string | null }
interface CardClaims { serial: number; vendor: string; goods: string[]; issued: Date; expires: Date }
/** `point` and `rmse`: from the register, which knows spots of other districts, too. */
interface CardPermit { spot: number; number: string; week: string; since: string | null; until: string | null; point?: LonLat; rmse?: number | null }
interface CardList { at: Date; keys: CardKey[]; ended: Map<number, { since: Date; reason: string }>; held: Map<number, CardPermit[]> }
/** `known`: of when the list is; null when the register itself was asked. */
interface CardFacts extends CardClaims { state: string; since: Date | null; reason: string; permits: CardPermit[]; known: Date | null; typed: boolean }
interface CardVerdict { state: string; tone: string; title: string; detail: string; sure: string }
