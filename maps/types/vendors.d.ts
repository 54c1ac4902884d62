// The shapes of the register of vendors.

interface Settings {
  choices?: { goods: string[][]; kinds: string[][]; reasons: string[][]; until: string };
}

interface VendorCard {
  serial: number; number: string; number_label: string; state: string; state_word: string; state_label: string; issued_label: string;
  until_label: string; ends_soon: boolean; note: string; pdf: string;
}
interface VendorRow {
  id: number; code: string; code_label: string; name: string | null; pseudonym: string; trade: string; goods_label: string;
  status: string; status_label: string; portrait: string | null; card: VendorCard | null;
}
interface VendorPaper {
  id: number; kind: string; title: string; paper: string; number: string; until_label: string; verified_label: string;
  counts: boolean; withdrawn: string;
}
interface VendorPermit { spot: string; spot_id: string; week: string; valid: string; state: string; state_label: string }
interface VendorFile extends VendorRow {
  goods: string[]; suspended_because: string; has_phone: boolean; permits: VendorPermit[]; papers: VendorPaper[] | null;
  cards: VendorCard[]; may: { edit: boolean }; known?: boolean;
}
interface VendorList { items: VendorRow[]; next: string | null; counts: Record<string, number> }
/** What a part of the file needs: it shows an answer, asks for one, and says what is wrong. */
type Act = (path: string, body?: unknown, done?: string) => Promise<boolean>;
