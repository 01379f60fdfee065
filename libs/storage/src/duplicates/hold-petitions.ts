import {
  isFullDate,
  partialDate,
  type HeldPetition,
  type PartialDate,
  type PetitionKind,
} from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { HOLD, TO_HOLD } from './check-statements';

interface HoldRow {
  readonly id: string;
  readonly case_id: string;
  readonly kind: PetitionKind;
  readonly due_on: string | null;
  readonly due_stage: string | null;
}

/**
 * Holds those of the cases that were never sent and have a pair that keeps them, each until its own term. Within the transaction of
 * `on`. @param isAccepted as far as it was read; of the others the ledger's stage says it
 */
export async function holdPetitions(
  on: Pick<EntityManager, 'query'>,
  caseIds: readonly string[],
  isAccepted: ReadonlyMap<string, boolean>,
  { now, until }: { readonly now: Date; readonly until: (held: HeldPetition) => Date },
): Promise<void> {
  const rows: HoldRow[] = await on.query(TO_HOLD, [caseIds]);
  if (rows.length === 0) return;
  const terms = rows.map((row) =>
    until({
      kind: row.kind,
      isAccepted: isAccepted.get(row.case_id) ?? row.due_stage === 'resolution',
      acceptanceDueOn: row.due_stage === 'resolution' ? undefined : dayOf(row.due_on),
    }),
  );
  await on.query(HOLD, [rows.map(({ id }) => id), terms, now]);
}

function dayOf(text: string | null): PartialDate | undefined {
  const day = text === null ? undefined : partialDate(text);
  return day !== undefined && isFullDate(day) ? day : undefined;
}
