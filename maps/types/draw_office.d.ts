// What the office's pages of rounds get from the API.

interface Settings { round?: string; swap?: number | null }
interface NextAct { what: string; when_label: string; due: boolean }
interface OfficeRow {
  code: string; title: string; stage: string; stage_label: string; lots_label: string; applications_label: string;
  applying_label: string; draw_label: string; next: NextAct | null; href: string;
}
interface OfficeMoment { day: string; clock: string; label: string }
interface OfficeStep { to: string; label: string; asks: string; blocked: string }
interface OfficeWitness { id: number; name: string; commit: string; revealed: boolean; word: string }
interface OfficeRound extends OfficeRow {
  title_fa: string; title_en: string; answer_days: number; number_name: string; number: string; legal_ref: string; cancelled_because: string;
  moments: { opens_at: OfficeMoment; closes_at: OfficeMoment; challenge_until: OfficeMoment; draw_at: OfficeMoment };
  valid: { from: string; until: string; label: string };
  line: { stage: string; label: string; where: "done" | "here" | "ahead" }[];
  needs: { code: string; met: boolean; what: string; sentence: string }[];
  steps: OfficeStep[]; counts: Record<string, number>; witnesses: OfficeWitness[];
  record: {
    root: string; rules_hash: string; frozen_label: string; drawn_label: string; pool_label: string; given_label: string;
    public: string; file: string; program: string;
  } | null;
  takes_applications: boolean; takes_challenges: boolean; may: { plan: boolean; handle: boolean };
}
interface OfficeLot { id: number; spot: string; spot_label: string; week: string; week_label: string; goods_label: string }
interface OfficeClass { id: number; title: string; title_fa: string; title_en: string; legal_ref: string }
interface OfficeMap {
  width: number; height: number; rings: string[]; streets: { points: string; width: number }[]; lots: { id: number; x: number; y: number }[];
}
interface OfficeZone {
  id: number; code: string; name: string; week: string; week_label: string; goods_label: string;
  lots: OfficeLot[]; lots_label: string; classes: OfficeClass[]; map: OfficeMap;
}
type Zones = Promise<OfficeZone[]> | null;
interface Wish { lot: number | null; zone: number | null; label: string }
interface OfficeChallenge {
  id: number; text: string; by: string; at_label: string; outcome: string; outcome_label: string; answer: string; decided_by: string; own: boolean;
}
interface OfficeApplication {
  id: number; receipt: string; at_label: string; status: string; status_label: string; reasons: string[]; note: string; decided_by: string;
  weight: number; classes: number[]; classes_label: string; vendor: { id: number; code: string; name: string | null; goods_label: string };
  wishes: Wish[]; papers: string[]; zones: number[]; challenges: OfficeChallenge[];
  may: { change: boolean; withdraw: boolean; judge: boolean; challenge: boolean };
}
interface OfficeApplications {
  items: OfficeApplication[]; next: number | null; counts: Record<string, number>; reasons: { code: string; label: string }[];
}
interface OfficePerson { receipt: string; name: string | null; code: string }
interface OfficeOffer extends OfficePerson {
  id: number; state: string; state_label: string; answer_by: string; answer_by_label: string; answered_label: string; late: boolean; right: number | null;
}
interface OfficeResult {
  summary: Record<string, number>;
  zones: { id: number; name: string; lots: {
    id: number; label: string; given: (OfficePerson & { rank_label: string }) | null; offers: OfficeOffer[]; waiting: number; next: OfficePerson[];
  }[] }[];
}
interface Reviewed {
  path: string; call: OfficeRound; one: OfficeApplication; zones: OfficeZone[]; reasons: { code: string; label: string }[]; open: boolean;
  again: (one: OfficeApplication | null, box: HTMLElement, zones: OfficeZone[]) => Promise<void>;
}
interface SwapRow {
  id: number; title: string; stage: string; stage_label: string; willing_label: string; made_label: string; done_label: string; href: string;
}
interface Permit { right: number; label: string; until_label: string; who: string }
interface SwapWhole extends SwapRow {
  willing: (Permit & { receipt: string; wishes: { right: number; label: string }[]; got: number | null })[];
  cycles: { receipt: string; who: string; gives: string; gets: string }[][];
  may: { plan: boolean; handle: boolean }; entered?: string;
}
