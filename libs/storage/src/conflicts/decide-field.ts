import type { FieldDifference } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import type { Command, OperationResult } from '../operations/operation';
import { insertDecision, type ConflictRow, type NewDecision } from './conflict-rows';
import { placeOver } from './decided-overlay';
import type { ConflictTools, ShownNow, WantedDecision } from './conflict-tools';

type Refused = Extract<OperationResult, { readonly kind: 'refused' }>;

interface Deciding {
  readonly tools: ConflictTools;
  readonly wanted: WantedDecision;
  readonly shown: ShownNow;
  readonly command: Command;
}

/** Stores what was decided of one field, with its overlay where a value goes into the record. `undefined`: stored. */
export async function decideField(
  manager: EntityManager,
  row: ConflictRow,
  deciding: Deciding,
): Promise<Refused | undefined> {
  const { tools, wanted, command } = deciding;
  const { field, way } = wanted;
  const difference = row.fields.find((one) => one.field === field);
  const key = tools.stepOf(field);
  if (difference === undefined || key === undefined) return { kind: 'refused', why: 'no-conflict' };
  const made = await madeOf(manager, { row, difference }, deciding);
  if ('why' in made) return { kind: 'refused', why: made.why };
  await insertDecision(manager, row, {
    decision: { field, way, theirs: difference.theirs, ...key, ...made },
    by: [command.actor, command.approver ?? null, command.reason],
  });
  return undefined;
}

type Made = Pick<NewDecision, 'digest' | 'overlayId' | 'replacedId'>;

/** The digest that both sides should show, and what has to lie over the record for it. */
async function madeOf(
  manager: EntityManager,
  { row, difference }: { readonly row: ConflictRow; readonly difference: FieldDifference },
  { tools, wanted: { field, way, text }, shown, command }: Deciding,
): Promise<Made | { readonly why: Refused['why'] }> {
  const { ours, local = ours, theirs } = difference;
  if (way === 'ours') return local === undefined ? { why: 'not-decidable-here' } : { digest: local };
  // Ours has become the same: nothing has to lie over it.
  if (way === 'theirs' && local === theirs) return { digest: theirs };
  const now = shown?.get(field);
  if (now === undefined) return { why: 'far-side-silent' };
  const typed = way === 'typed' ? (text ?? '') : undefined;
  const placed = await placeOver(manager, row, { tools, shown: now, typed, command });
  if ('why' in placed) return placed;
  return way === 'theirs' ? { ...placed, digest: theirs } : placed;
}
