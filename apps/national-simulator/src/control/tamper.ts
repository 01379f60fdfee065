import { createHash, randomUUID } from 'node:crypto';
import { InvalidInput } from '../settings/parse-settings';
import type { Judgement } from '../state/judge';
import type { Arrival, NationalStore } from '../state/national-store';

/** Under this name the ledger shows what was done on the web of the far side, and not over the wire. */
export const WEB_ACCOUNT = 'trang-web-csdlqg';

type Body = Readonly<Record<string, unknown>>;

/**
 * What somebody does on the web of the far side, behind the back of whoever sends. `edit` changes a record; `remove` takes it
 * away with all its steps; `replace` gives its id to another case; `duplicate` enters it once more under a new id.
 */
interface Change {
  readonly do: 'edit' | 'remove' | 'replace' | 'duplicate';
  readonly caseId: string;
  /** Laid over the stored body, member by member; places of a list by their number. */
  readonly set: Body;
}

const KINDS: readonly string[] = ['edit', 'remove', 'replace', 'duplicate'];

/** Does the changes in their order. @returns the id each record has now. @throws InvalidInput naming the first that cannot be done */
export async function tamper(input: unknown, store: NationalStore): Promise<readonly string[]> {
  const changes = (input as { changes?: unknown } | null)?.changes;
  if (!Array.isArray(changes)) throw new InvalidInput('changes: expected a list');
  const ids: string[] = [];
  for (const [index, change] of changes.map(parsed).entries()) ids.push(await done(change, index, store));
  return ids;
}

function parsed(value: unknown, index: number): Change {
  const change = (value ?? {}) as Partial<Change>;
  if (typeof change.do !== 'string' || !KINDS.includes(change.do))
    throw new InvalidInput(`changes[${index}].do: expected ${KINDS.join(' | ')}`);
  if (typeof change.caseId !== 'string') throw new InvalidInput(`changes[${index}].caseId: expected an id`);
  return { do: change.do, caseId: change.caseId, set: change.set ?? {} };
}

async function done(change: Change, index: number, store: NationalStore): Promise<string> {
  const found = store.state.find(change.caseId);
  const seq = found?.petitions[0]?.seq;
  const record = seq === undefined ? null : await store.ledger.read(seq);
  if (!found || !record) throw new InvalidInput(`changes[${index}].caseId: no such case`);
  const body = laidOver(record.body, change.set) as Body;
  const act = (judgement: Accepted): Promise<unknown> => store.record(arrivalOf(body), () => judgement);
  switch (change.do) {
    case 'edit':
      await act(accepted('updated', found.id));
      return found.id;
    case 'remove':
      await act(accepted('deleted', found.id));
      return found.id;
    case 'replace':
      await act(accepted('deleted', found.id));
      await act(accepted('created', found.id));
      return found.id;
    case 'duplicate': {
      const id = randomUUID();
      await act(accepted('created', id));
      return id;
    }
  }
}

type Accepted = Extract<Judgement, { readonly kind: 'accepted' }>;

function accepted(decision: Accepted['decision'], id: string): Accepted {
  return { kind: 'accepted', decision, id, caseId: id, resultId: null };
}

function arrivalOf(body: Body): Arrival {
  const ledgerText = JSON.stringify(body);
  return {
    method: 'CapNhatVuViec',
    bodySha256: createHash('sha256').update(ledgerText).digest('hex'),
    ledgerText,
    body,
    arrivedAt: Date.now(),
    faultId: null,
    repeatKey: null,
    account: WEB_ACCOUNT,
  };
}

function laidOver(stored: unknown, given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const entries = Object.entries(given);
  if (Array.isArray(stored))
    return entries.reduce<unknown[]>(
      (list, [key, value]) => list.with(Number(key), laidOver(list[Number(key)], value)),
      stored,
    );
  const base = (typeof stored === 'object' && stored !== null ? stored : {}) as Body;
  return { ...base, ...Object.fromEntries(entries.map(([key, value]) => [key, laidOver(base[key], value)])) };
}
