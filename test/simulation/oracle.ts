import type { FarEntry } from './far-side';
import { Foreseen } from './foreseen';
import { accepted, acceptedOf, expectedSteps, grouped, keyOf, says, stepOf } from './histories';
import type { Evidence, Held } from './evidence';
import type { LocalVersion } from './local-version';

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

/** Lost cases of which the gateway only alarms people (`libs/delivery/src/still-there.ts`). */
const FEW = 5;
/** A request that is on its way when sending stops is over after this. */
const ON_ITS_WAY_MS = 30_000;

/**
 * Judges a run by two ledgers alone: what the local software committed, and what the far side did. It knows the rules of
 * mapping from its own table, not from the gateway's code.
 */
export class Oracle {
  readonly #foreseen: Foreseen;

  constructor(private readonly evidence: Evidence) {
    this.#foreseen = new Foreseen(evidence);
  }

  /**
   * What must hold at every moment: nothing twice, nothing wrong, nothing out of order. A far side that went back has two
   * histories, and it must hold in both: what happened until then, and what stands.
   */
  safety(): readonly Violation[] {
    const { far, farRestored } = this.evidence;
    const until = farRestored && far.filter(({ committedAtMs }) => committedAtMs < farRestored.atMs);
    const histories = until === undefined ? [far] : [until, this.#standing];
    return [
      ...histories
        .map((history) => history.filter((one) => !this.#isStray(one)))
        .flatMap((history) => [...twice(history), ...this.#wrong(history), ...overlapping(history)]),
      ...this.#unaudited(),
      ...this.#unnoticed(),
    ];
  }

  /** What must hold once every fault is over: everything there, or held for a reason this table foresees. */
  liveness(heldOf: (key: string) => Held | undefined): readonly Violation[] {
    const keys = new Set(this.evidence.local.map(({ key }) => key));
    return [...keys].flatMap((key) => this.#unfinished(key, heldOf(key)));
  }

  /** What the far side did and still knows. */
  get #standing(): readonly FarEntry[] {
    return this.evidence.far.filter(({ isUndone }) => isUndone !== true);
  }

  /** Every accepted body is that of a version which existed, sent to its own case, never an older one after a newer. */
  #wrong(history: readonly FarEntry[]): readonly Violation[] {
    const created = history.filter((entry) => entry.decision === 'created');
    return created.flatMap((first) => {
      const key = keyOf(first);
      if (key === undefined) return [violation('I3', first.reference, 'a case of no petition')];
      return this.#checked(key, acceptedOf(history, first.caseId));
    });
  }

  #checked(key: string, entries: readonly FarEntry[]): readonly Violation[] {
    let sofar = 0;
    for (const entry of entries) {
      const matching = this.#saidBy(key, entry);
      const [newest] = matching.slice(-1);
      if (newest === undefined)
        return [violation('I3', key, `no version says ${entry.told.step} ${entry.told.officer}`)];
      if (newest.version < sofar && !this.#isReleased(key, entry))
        return [
          violation('I4', key, `${entry.told.step} of version ${newest.version} after version ${sofar}`),
        ];
      sofar = Math.max(sofar, matching[0]?.version ?? 0);
    }
    return [];
  }

  /** Versions of a petition that were there to be read, and say what an entry says. */
  #saidBy(key: string, entry: FarEntry): readonly LocalVersion[] {
    return this.evidence.local.filter(
      (one) => one.key === key && one.visibleAtMs <= entry.committedAtMs && says(one, entry),
    );
  }

  /** A person let out what the source showed, older than what stood there. */
  #isReleased(key: string, entry: FarEntry): boolean {
    const { released = [] } = this.evidence.sourceRestored ?? {};
    return released.some(
      (one) => one.key === key && one.atMs <= entry.committedAtMs && says(one.version, entry),
    );
  }

  /**
   * Sent to the id of a case that was lost, which another has now: nobody can know before the look that notices. Once
   * sending has stopped for it there must be none.
   */
  #isStray({ told, committedAtMs }: FarEntry): boolean {
    const { atMs = Infinity, begunAtMs = Infinity, givesIdsAnew } = this.evidence.farRestored ?? {};
    const isBetween = committedAtMs >= atMs && committedAtMs < begunAtMs + ON_ITS_WAY_MS;
    return (
      givesIdsAnew === true &&
      isBetween &&
      this.evidence.far.some(
        (one) => one.isUndone === true && one.decision === 'created' && one.caseId === told.caseId,
      )
    );
  }

  /** More lost than single cases, where look-ups prove it: the gateway must see that by itself. */
  #unnoticed(): readonly Violation[] {
    const { farRestored, farSide } = this.evidence;
    const isProven = farSide === 'proven' || farSide === 'key';
    if (farRestored === undefined || !isProven || farRestored.lost <= FEW) return [];
    return farRestored.begunBy === 'watch'
      ? []
      : [violation('I5', 'far side', `${farRestored.lost} cases lost, and people had to notice`)];
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
      (one) => one.key === key && one.visibleAtMs <= this.evidence.nowMs && one.undoneAtMs === undefined,
    );
    if (newest === undefined) return [];
    const created = this.#standing.find((entry) => entry.decision === 'created' && keyOf(entry) === key);
    const missing = this.#missing(newest, created?.caseId);
    if (held !== undefined)
      return this.#foreseen.isForeseen(newest, held)
        ? []
        : [violation('I5', key, `held ${held.code} ${held.detail}`)];
    return missing.length === 0 ? [] : [violation('I1', key, `not there: ${missing.join(', ')}`)];
  }

  /** Steps of the version that the far side does not show as they are. */
  #missing(version: LocalVersion, caseId: string | undefined): readonly string[] {
    if (version.stage === 'handling') return [];
    const entries = caseId === undefined ? [] : acceptedOf(this.#standing, caseId);
    const last = new Map(entries.map((entry) => [stepOf(entry), entry]));
    return expectedSteps(version).filter((step) => {
      const entry = last.get(step);
      return entry === undefined || !says(version, entry);
    });
  }
}

/** Two cases for one petition, or two petitions under one reference. */
function twice(history: readonly FarEntry[]): readonly Violation[] {
  const created = history.filter((entry) => entry.decision === 'created');
  const byKey = grouped(created, (entry) => keyOf(entry) ?? 'nobody');
  return [...byKey]
    .filter(([, entries]) => entries.length > 1)
    .map(([key, entries]) =>
      violation('I2', key, `${entries.length} cases: ${entries.map((one) => one.caseId).join(', ')}`),
    );
}

/** No two requests of one case are being worked on at the same time. */
function overlapping(history: readonly FarEntry[]): readonly Violation[] {
  const byCase = grouped(accepted(history), (entry) => entry.reference);
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

function violation(invariant: Invariant, key: string, what: string): Violation {
  return { invariant, key, what };
}
