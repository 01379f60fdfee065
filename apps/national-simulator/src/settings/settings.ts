import type { UpdateMethod } from '../wire/methods';

export interface Account {
  readonly username: string;
  readonly password: string;
  /** Codes (list 2) of the only agencies it may enter and update records for; absent: all. */
  readonly agencies?: readonly string[];
}

/** What a repeat of an already recorded step does at the far side (unknown in reality, hence a setting). */
export type Repeat = 'replace' | 'add' | 'reject';

/** How answers look on the wire. */
export interface AnswerSettings {
  /** Layers of JSON: 2 = a JSON string that holds JSON, as the real side. */
  readonly layers: 1 | 2;
  /** Key of the id in answers to updates. */
  readonly idKey: 'Id' | 'MaVuViec' | 'id';
}

export interface LookupSettings {
  readonly contentMatching: 'contains' | 'exact' | 'ignored';
  readonly nameMatching: 'contains' | 'exact';
  /** Most rows one look-up answers. */
  readonly resultCap: number;
  /** Petitions committed less than this ago are not found yet. */
  readonly indexLagMs: number;
  /** Characters of `NoiDung` a row shows; null shows all. */
  readonly contentTruncation: number | null;
}

/**
 * What becomes of a request that arrives twice: `nothing` keeps it from acting again (the real side, as far as anybody
 * knows); `key`: it acts once per `Idempotency-Key` for `keyWindowMs`; `reference`: one case per marker line.
 */
export type ActsOnce = 'nothing' | 'key' | 'reference';

export interface Settings {
  readonly accounts: readonly Account[];
  readonly maxBodyBytes: number;
  /** Refuse a step whose earlier step is missing. */
  readonly strictOrder: boolean;
  readonly unknownKeys: 'refuse' | 'ignore';
  /** May an agency replace a record another agency entered? */
  readonly foreignUpdate: 'refuse' | 'allow';
  /** Added to every wire answer. */
  readonly latencyMs: number;
  /** Requests let through in a second, all accounts together; others get a 429. null: as many as come. */
  readonly requestsPerSecond: number | null;
  readonly answers: AnswerSettings;
  /** CapNhatVuViec with an Id: `replace` updates the record, `add` keeps the new petition beside the old, `reject` refuses. */
  readonly repeat: Readonly<Record<UpdateMethod, Repeat>>;
  readonly lookup: LookupSettings;
  readonly actsOnce: ActsOnce;
  readonly keyWindowMs: number;
}

export const DEFAULT_SETTINGS: Settings = {
  accounts: [{ username: 'kntc_demo', password: 'kntc_demo' }],
  maxBodyBytes: 50 * 1024 * 1024,
  strictOrder: true,
  unknownKeys: 'refuse',
  foreignUpdate: 'refuse',
  latencyMs: 0,
  requestsPerSecond: null,
  answers: { layers: 2, idKey: 'Id' },
  repeat: {
    CapNhatVuViec: 'replace',
    CapNhatKQXuLy: 'replace',
    CapNhatGiaiQuyet: 'replace',
    CapNhatKQGiaiQuyet: 'replace',
    CapNhatThiHanh: 'replace',
  },
  lookup: {
    contentMatching: 'contains',
    nameMatching: 'contains',
    resultCap: 50,
    indexLagMs: 0,
    contentTruncation: null,
  },
  actsOnce: 'nothing',
  keyWindowMs: 24 * 3_600_000,
};
