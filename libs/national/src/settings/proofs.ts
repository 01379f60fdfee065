import type { z } from 'zod';

/** What the settings say about how our records are recognised at the far side. */
interface Proofs {
  readonly referenceMarker: boolean;
  readonly lookupByReference: string;
  readonly answers: {
    readonly provenUnprocessed: readonly number[];
    readonly conflict?: { readonly status: number } | undefined;
  };
  readonly capabilities: {
    readonly idempotencyKey: false | { readonly window: number };
    readonly uniqueReference: boolean;
  };
  readonly timeBounds: { readonly requestMax: number; readonly margin: number };
}

type Problem = readonly [path: readonly string[], message: string];

/** Words that contradict each other: a second create may rest on none of them. */
export function checkProofs({ value, issues }: z.core.ParsePayload<Proofs>): void {
  for (const [path, message] of problemsOf(value))
    issues.push({ code: 'custom', path: [...path], message, input: value });
}

function* problemsOf(proofs: Proofs): Generator<Problem> {
  const { referenceMarker, lookupByReference, answers, capabilities, timeBounds } = proofs;
  const { idempotencyKey } = capabilities;
  if (!referenceMarker && lookupByReference === 'proven')
    yield [
      ['lookupByReference'],
      '`proven` needs referenceMarker: true, a look-up has nothing else to recognise our record by',
    ];
  if (capabilities.uniqueReference) yield* uniqueReferenceProblems(proofs);
  if (idempotencyKey !== false && idempotencyKey.window / 2 <= timeBounds.requestMax + timeBounds.margin)
    yield [
      ['capabilities', 'idempotencyKey', 'window'],
      'half of it must be longer than timeBounds.requestMax + margin, or no repeat ever comes in time',
    ];
  if (answers.conflict !== undefined && answers.provenUnprocessed.includes(answers.conflict.status))
    yield [['answers', 'conflict', 'status'], 'is listed in provenUnprocessed: it cannot mean both'];
}

function* uniqueReferenceProblems({ referenceMarker, answers, capabilities }: Proofs): Generator<Problem> {
  const path = ['capabilities', 'uniqueReference'];
  if (!referenceMarker)
    yield [path, '`true` needs referenceMarker: true, the far side sees no other reference'];
  if (answers.conflict === undefined)
    yield [path, '`true` needs answers.conflict: how the far side names what stands there'];
  if (capabilities.idempotencyKey !== false) yield [path, 'choose one: idempotencyKey or uniqueReference'];
}
