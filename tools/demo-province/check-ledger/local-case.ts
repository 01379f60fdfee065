/**
 * A petition as a local system holds it, in that system's own codes, with empty text for nothing. Every demo system
 * has its own reader into this shape; what must stand at the far side is derived from it in one place.
 */
export interface LocalCase {
  readonly key: string;
  /** `undefined`: not classified yet. */
  readonly kind: 'KN' | 'TC' | 'KNPA' | undefined;
  readonly agency: string;
  /** Days are `yyyy-MM-dd`. */
  readonly received: string;
  readonly channel: string;
  readonly forwarded: { readonly agency: string; readonly number: string; readonly day: string };
  readonly fields: readonly string[];
  readonly content: string;
  readonly anonymous: boolean;
  /** 1 person, 2 group, 3 organisation. */
  readonly petitionerType: number;
  readonly headCount: string;
  readonly representatives: string;
  readonly organisation: { readonly name: string; readonly address: string };
  readonly people: readonly LocalPerson[];
  readonly agent: (LocalPerson & { readonly type: 'lawyer' | 'legal-aid' | 'other' }) | undefined;
  readonly accused: readonly Accused[];
  readonly prior: Prior | undefined;
  readonly reception: Reception | undefined;
  readonly handling: Handling | undefined;
  readonly acceptance: Acceptance | undefined;
  readonly rounds: readonly Round[];
  readonly files: readonly LocalFile[];
}

export interface LocalPerson {
  readonly name: string;
  readonly idNumber: string;
  readonly idDay: string;
  readonly idPlace: string;
  readonly gender: 'male' | 'female' | '';
  readonly phone: string;
  readonly province: string;
  readonly district: string;
  readonly ward: string;
  readonly address: string;
  readonly nationality: string;
  readonly ethnicity: string;
}

export interface Accused extends LocalPerson {
  /** 1 person, 2 organisation. */
  readonly type: 1 | 2;
  readonly position: string;
  readonly organisation: string;
}

export interface Prior {
  readonly agency: string;
  readonly round: string;
  readonly day: string;
  readonly type: string;
  readonly result: string;
}

export interface Reception {
  readonly leader: string;
  readonly periodic: boolean;
  readonly delegated: boolean;
  readonly delegatedBy: string;
}

export interface Handling {
  readonly day: string;
  readonly eligible: boolean;
  readonly direction: string;
  readonly agency: string;
  readonly next: string;
  readonly officer: string;
  readonly approver: string;
  readonly summary: string;
}

export interface Acceptance {
  readonly day: string;
  readonly due: string;
  readonly agency: string;
  readonly approver: string;
}

/** Wire name of a figure → its exact decimal text. */
export type FigureTable = Readonly<Record<string, string>>;

export interface Round {
  readonly round: number;
  readonly day: string;
  readonly agency: string;
  readonly result: string;
  readonly form: string;
  readonly rightToSue: boolean | undefined;
  readonly summary: string;
  readonly figures: FigureTable;
  readonly disciplinedPeople: readonly {
    readonly name: string;
    readonly position: string;
    readonly measure: string;
  }[];
  readonly disciplinedOrganisations: readonly { readonly name: string; readonly measure: string }[];
  readonly enforcements: readonly Enforcement[];
}

export interface Enforcement {
  readonly day: string;
  readonly agency: string;
  readonly figures: FigureTable;
}

export interface LocalFile {
  readonly type: string;
  readonly title: string;
  readonly fileName: string;
  readonly summary: string;
  readonly base64: string;
}
