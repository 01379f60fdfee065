import { provesNothing } from '../ports/look-up';
import type { LookUpOutcome } from '../ports/national';

/** Which of the three sides is older than it was: our database, the national one. */
export type WentBack = 'gateway' | 'national';

/** How one record of ours compares with what the far side shows under its reference. */
export type Finding =
  /** The far side shows the id we know. */
  | { readonly kind: 'same' }
  /** Neither side knows of it: it was never created, or on neither side any more. */
  | { readonly kind: 'nowhere' }
  /** It stands there, and our database knows no id of it. */
  | { readonly kind: 'unknown-here'; readonly nationalId: string }
  /** It stands there under another id than the one we know. */
  | { readonly kind: 'other-id'; readonly nationalId: string }
  /** We hold an acknowledged id, and the far side shows nothing. */
  | { readonly kind: 'lost-there' }
  /** The far side shows several, or nothing that proves anything. */
  | { readonly kind: 'unclear' };

export type FindingKind = Finding['kind'];

/** What the sign-off of two people makes of a record. */
export type AfterSignOff =
  /** Goes on as it is; what was sent since the backup is looked up or asked for, never assumed. */
  | 'go-on'
  /** The id the far side shows becomes ours, and everything that may be repeated is sent anew. */
  | 'adopt'
  /** What was acknowledged is lost: it is created once more, after one more look. */
  | 'create-again'
  /** Waits for a person. */
  | 'ask';

/**
 * Compares a record with the look-up of its reference. `undefined`: the look-up failed and says nothing, ask again.
 *
 * @param nationalId the id we know, if any; ids are compared without regard to case
 */
export function findingOf(nationalId: string | undefined, look: LookUpOutcome): Finding | undefined {
  switch (look.kind) {
    case 'found':
      if (nationalId === undefined) return { kind: 'unknown-here', nationalId: look.caseId };
      return nationalId.toLowerCase() === look.caseId.toLowerCase()
        ? { kind: 'same' }
        : { kind: 'other-id', nationalId: look.caseId };
    case 'absent':
      return nationalId === undefined ? { kind: 'nowhere' } : { kind: 'lost-there' };
    case 'several':
      return { kind: 'unclear' };
    case 'failed':
      return provesNothing(look) ? { kind: 'unclear' } : undefined;
  }
}

/**
 * What becomes of each finding once two people signed it off (`guarantees.md` §2.6). When our own database went back, an id
 * the far side shows under our reference is believed; one that contradicts ours is not. When the far side went back,
 * exactly what it lost comes back, and ids it gave anew are taken.
 */
export const AFTER_SIGN_OFF: Readonly<Record<WentBack, Readonly<Record<FindingKind, AfterSignOff>>>> = {
  gateway: {
    same: 'go-on',
    nowhere: 'go-on',
    'unknown-here': 'adopt',
    'other-id': 'ask',
    'lost-there': 'ask',
    unclear: 'ask',
  },
  national: {
    same: 'go-on',
    nowhere: 'go-on',
    'unknown-here': 'adopt',
    'other-id': 'adopt',
    'lost-there': 'create-again',
    unclear: 'ask',
  },
};

/** The findings that end in one way, for statements that act on all of them at once. */
export function findingsThat(way: AfterSignOff, side: WentBack): readonly FindingKind[] {
  const kinds = Object.keys(AFTER_SIGN_OFF[side]) as FindingKind[];
  return kinds.filter((kind) => AFTER_SIGN_OFF[side][kind] === way);
}
