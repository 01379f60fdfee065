import type { FarEntry } from './far-side';
import type { LookEntry } from './looks';
import { STAGES, contentText, fileText, officerName, type LocalVersion } from './local-system';
import type { FarSideKind } from './swarm';

/**
 * Which promise was broken (`guarantees.md` §3): I1 loss, I2 twice, I3 wrong, I4 order, I5 not converged, I7 opened without
 * the audit, I11 overlap.
 */
export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I7' | 'I11';

export interface Violation {
  readonly invariant: Invariant;
  readonly key: string;
  readonly what: string;
}

/** What the gateway says of a petition it does not send on. */
export interface Held {
  readonly code: string;
  readonly detail: string;
}

export interface Evidence {
  readonly local: readonly LocalVersion[];
  readonly far: readonly FarEntry[];
  readonly looks: readonly LookEntry[];
  readonly nowMs: number;
  readonly farSide: FarSideKind;
  /** The gateway's database was put back: when it had been copied, and when that was. */
  readonly restored?: { readonly copiedAtMs: number; readonly atMs: number } | undefined;
}

const KEY = /^Nội dung đơn (K\d+), bản \d+\.$/;
const STEP_NAMES: Readonly<Record<string, number>> = { handling: 0, acceptance: 1 };

/**
 * Judges a run by two ledgers alone: what the local software committed, and what the far side did. It knows the rules of
 * mapping from its own table, not from the gateway's code.
 */
export class Oracle {
  constructor(private readonly evidence: Evidence) {}

  /** What must hold at every moment: nothing twice, nothing wrong, nothing out of order. */
  safety(): readonly Violation[] {
    return [...this.#twice(), ...this.#wrong(), ...this.#overlapping(), ...this.#unaudited()];
  }

  /** What must hold once every fault is over: everything there, or held for a reason this table foresees. */
  liveness(heldOf: (key: string) => Held | undefined): readonly Violation[] {
    const keys = new Set(this.evidence.local.map(({ key }) => key));
    return [...keys].flatMap((key) => this.#unfinished(key, heldOf(key)));
  }

  /** Two cases for one petition, or two petitions under one reference. */
  #twice(): readonly Violation[] {
    const created = this.evidence.far.filter((entry) => entry.decision === 'created');
    const byKey = grouped(created, (entry) => keyOf(entry) ?? 'nobody');
    return [...byKey]
      .filter(([, entries]) => entries.length > 1)
      .map(([key, entries]) =>
        violation('I2', key, `${entries.length} cases: ${entries.map((one) => one.caseId).join(', ')}`),
      );
  }

  /** Every accepted body is that of a version which existed, sent to its own case, never an older one after a newer. */
  #wrong(): readonly Violation[] {
    const created = this.evidence.far.filter((entry) => entry.decision === 'created');
    return created.flatMap((first) => {
      const key = keyOf(first);
      if (key === undefined) return [violation('I3', first.reference, 'a case of no petition')];
      return this.#checked(key, first.caseId);
    });
  }

  #checked(key: string, caseId: string): readonly Violation[] {
    const versions = this.evidence.local.filter((one) => one.key === key);
    let sofar = 0;
    for (const entry of this.#acceptedOf(caseId)) {
      const matching = versions.filter((one) => says(one, entry) && one.visibleAtMs <= entry.committedAtMs);
      const [newest] = matching.slice(-1);
      if (newest === undefined)
        return [violation('I3', key, `no version says ${entry.told.step} ${entry.told.officer}`)];
      if (newest.version < sofar)
        return [
          violation('I4', key, `${entry.told.step} of version ${newest.version} after version ${sofar}`),
        ];
      sofar = Math.max(sofar, matching[0]?.version ?? 0);
    }
    return [];
  }

  /** No two requests of one case are being worked on at the same time. */
  #overlapping(): readonly Violation[] {
    const byCase = grouped(this.#accepted(), (entry) => entry.reference);
    return [...byCase].flatMap(([reference, entries]) => {
      const inOrder = entries.toSorted((one, other) => one.arrivedAtMs - other.arrivedAtMs);
      const overlap = inOrder.find(
        (one, at) => at > 0 && one.arrivedAtMs < (inOrder[at - 1]?.committedAtMs ?? 0),
      );
      return overlap === undefined
        ? []
        : [violation('I11', reference, `${overlap.told.step} before the one before ended`)];
    });
  }

  /** Nothing is opened that is not on record already. */
  #unaudited(): readonly Violation[] {
    const audited = new Set<string>();
    return this.evidence.looks.flatMap(({ look, what }) => {
      if (what === 'audited') audited.add(look);
      return audited.has(look) ? [] : [violation('I7', look, 'opened before it was audited')];
    });
  }

  #unfinished(key: string, held: Held | undefined): readonly Violation[] {
    const newest = this.evidence.local.findLast(
      (one) => one.key === key && one.visibleAtMs <= this.evidence.nowMs,
    );
    if (newest === undefined) return [];
    const created = this.evidence.far.find((entry) => entry.decision === 'created' && keyOf(entry) === key);
    const missing = this.#missing(newest, created?.caseId);
    if (held !== undefined)
      return this.#isForeseen(newest, held) ? [] : [violation('I5', key, `held ${held.code} ${held.detail}`)];
    return missing.length === 0 ? [] : [violation('I1', key, `not there: ${missing.join(', ')}`)];
  }

  /** Steps of the version that the far side does not show as they are. */
  #missing(version: LocalVersion, caseId: string | undefined): readonly string[] {
    if (version.stage === 'handling') return [];
    const entries = caseId === undefined ? [] : this.#acceptedOf(caseId);
    const last = new Map(entries.map((entry) => [stepOf(entry), entry]));
    return expectedSteps(version).filter((step) => {
      const entry = last.get(step);
      return entry === undefined || !says(version, entry);
    });
  }

  /** Reasons for which this run may stop a petition, each from what really happened to it. */
  #isForeseen(newest: LocalVersion, held: Held): boolean {
    const entries = this.evidence.far.filter((entry) => this.#isAbout(entry, newest.key));
    const had = (...faults: readonly string[]): boolean =>
      entries.some(({ fault }) => fault !== undefined && faults.includes(fault));
    switch (held.code) {
      case 'CORRECTION_NEEDS_DECISION':
        return entries.some(
          (entry) =>
            entry.told.step === 'case' && entry.told.content !== contentText(newest.key, newest.content),
        );
      case 'REJECTED':
        // An own id that is not ours is told from a right one only when the next step is refused.
        return had('rejected', 'wrong-id');
      case 'WRONG_ANSWER':
        return had('wrong-id', 'garbage-after');
      case 'UNKNOWN_OUTCOME':
        return this.#isFoundAfterRestore(held, entries) || this.#mayBeUnknown(newest, entries);
      default:
        return false;
    }
  }

  /** A create that arrived between copy and restore and was never confirmed: the witness knows nothing of it. */
  #isFoundAfterRestore({ detail }: Held, entries: readonly FarEntry[]): boolean {
    const { copiedAtMs = Infinity, atMs = 0 } = this.evidence.restored ?? {};
    const isForgotten = entries.some(
      ({ decision, arrivedAtMs }) =>
        decision === 'created' && arrivedAtMs >= copiedAtMs && arrivedAtMs <= atMs,
    );
    return isForgotten && detail.startsWith('found-before-create:');
  }

  /**
   * Where nobody has proven that look-ups find everything, a create that left no trace is a person's question; where the
   * far side acts once, only of a petition that changed in between. There, so is a repeat that was refused.
   */
  #mayBeUnknown({ version }: LocalVersion, entries: readonly FarEntry[]): boolean {
    const { farSide } = this.evidence;
    const isTraceless = !entries.some(({ decision }) => decision === 'created');
    // What was sent to a wrong id is refused as well.
    const wasRefused = entries.some(({ fault }) => fault === 'rejected' || fault === 'wrong-id');
    switch (farSide) {
      case 'proven':
        return false;
      case 'unproven':
        return isTraceless;
      case 'key':
        return wasRefused;
      case 'reference':
        return wasRefused || (isTraceless && version > 1);
    }
  }

  #isAbout(entry: FarEntry, key: string): boolean {
    if (keyOf(entry) === key) return true;
    const created = this.evidence.far.find((one) => one.decision === 'created' && keyOf(one) === key);
    return created !== undefined && created.reference === entry.reference;
  }

  #accepted(): readonly FarEntry[] {
    return this.evidence.far.filter(({ decision }) => decision !== 'refused' && decision !== 'repeated');
  }

  #acceptedOf(caseId: string): readonly FarEntry[] {
    return this.#accepted().filter((entry) => entry.caseId === caseId);
  }
}

/** Whether a body says what a version says, as far as its step shows. */
function says(version: LocalVersion, { told }: FarEntry): boolean {
  const officer = officerName(version.officer);
  switch (told.method) {
    case 'CapNhatVuViec':
      return (
        told.content === contentText(version.key, version.content) &&
        told.officer === officer &&
        told.files.join('|') === filesOf(version).join('|')
      );
    case 'CapNhatThiHanh':
      return reached(version) >= 3;
    case 'CapNhatKQGiaiQuyet':
      return told.officer === officer && reached(version) >= 2;
    default:
      return told.officer === officer && reached(version) >= (STEP_NAMES[told.step] ?? 0);
  }
}

function filesOf({ key, files }: LocalVersion): readonly string[] {
  return Array.from({ length: files }, (_unused, nth) => fileText(key, nth + 1));
}

function expectedSteps(version: LocalVersion): readonly string[] {
  const all = ['case', 'handling', 'acceptance', 'decision 1', 'enforcement', 'decision 2'];
  return all.slice(0, reached(version) + 2);
}

function stepOf({ told }: FarEntry): string {
  if (told.method === 'CapNhatThiHanh') return 'enforcement';
  if (told.method !== 'CapNhatKQGiaiQuyet') return told.step;
  return told.step.includes('20/06/2026') ? 'decision 2' : 'decision 1';
}

function reached(version: LocalVersion): number {
  return STAGES.indexOf(version.stage);
}

/** The petition a create is about, from the text it carries. */
function keyOf({ told }: FarEntry): string | undefined {
  return KEY.exec(told.content)?.[1];
}

function grouped<T>(items: readonly T[], by: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}

function violation(invariant: Invariant, key: string, what: string): Violation {
  return { invariant, key, what };
}
