import type { LedgerRecord } from '../state/ledger-entry';
import type { NationalStore } from '../state/national-store';
import type { StoredCase } from '../state/stored-case';
import type { UpdateMethod } from '../wire/methods';
import type { StepInForce } from './digest-form';

interface Place {
  readonly method: UpdateMethod;
  readonly seq: number;
  readonly ownId: string;
}

export interface StoredStep extends StepInForce {
  readonly record: LedgerRecord;
}

/** The steps of a case as they stand now, with their bodies from disk. */
export async function storedSteps(found: StoredCase, store: NationalStore): Promise<readonly StoredStep[]> {
  const steps: StoredStep[] = [];
  for (const { method, seq, ownId } of placesOf(found)) {
    const record = await store.ledger.read(seq);
    if (record !== null) steps.push({ method, ownId, body: record.body, record });
  }
  return steps;
}

function placesOf(found: StoredCase): readonly Place[] {
  const [petition] = found.petitions;
  const step = (method: UpdateMethod) => (stored: { readonly seq: number; readonly id?: string }) => ({
    method,
    seq: stored.seq,
    ownId: stored.id ?? '',
  });
  return [
    ...(petition === undefined ? [] : [{ method: 'CapNhatVuViec' as const, seq: petition.seq, ownId: '' }]),
    ...found.processing.map(step('CapNhatKQXuLy')),
    ...found.acceptance.map(step('CapNhatGiaiQuyet')),
    ...found.decisions.map(step('CapNhatKQGiaiQuyet')),
    ...found.enforcements.map(step('CapNhatThiHanh')),
  ];
}
