import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { caseNumberIn, stepsOf } from './source-tables';

/** One request of a case as the far side stored it. */
export interface SentStep {
  readonly method: string;
  readonly body: Record<string, unknown>;
}

/** A line of the ledger. */
export interface Entry extends SentStep {
  readonly decision: string;
  readonly caseId: string | null;
  readonly reference: string | null;
  readonly arrivedAt: string;
  readonly respondedAt: string | null;
  readonly bodySha256: string;
  /** Only of a refusal. */
  readonly message?: string;
}

const ORDER = ['CapNhatVuViec', 'CapNhatKQXuLy', 'CapNhatGiaiQuyet', 'CapNhatKQGiaiQuyet', 'CapNhatThiHanh'];

export interface LedgerReport {
  readonly creates: number;
  readonly steps: number;
  /** From the first request's arrival to the last answer. */
  readonly seconds: number;
  /** What is not as it must be; empty when all is well. */
  readonly wrong: readonly string[];
  /** Requests of the first cases, in case order, for the plain loop to send once more. */
  readonly sample: readonly (readonly SentStep[])[];
}

/** What stands in the ledger, and from its first to its last request. */
export interface Pace {
  readonly cases: number;
  readonly steps: number;
  readonly seconds: number;
}

interface SeenCase {
  readonly no: number;
  steps: number;
}

/**
 * Reads the far side's ledger and says whether it holds what it must: every case once, no reference twice, nothing
 * refused, and for each case its steps in order, as many as its source row asks for.
 */
export async function readLedger(
  origin: string,
  expect: { readonly cases: number; readonly sample: number },
): Promise<LedgerReport> {
  const seen = new Map<string, SeenCase>();
  const references = new Set<string>();
  const sample = new Map<number, SentStep[]>();
  const wrong: string[] = [];
  let [steps, first, last] = [0, Number.POSITIVE_INFINITY, 0];
  for await (const entry of entriesOf(origin)) {
    steps += 1;
    first = Math.min(first, Date.parse(entry.arrivedAt));
    last = Math.max(last, Date.parse(entry.respondedAt ?? entry.arrivedAt));
    const problem = take(entry, seen, references);
    if (problem !== undefined) wrong.push(problem);
    const no = seen.get(entry.caseId ?? '')?.no ?? 0;
    if (no <= expect.sample)
      sample.set(no, [...(sample.get(no) ?? []), { method: entry.method, body: entry.body }]);
  }
  wrong.push(...unfinished(seen, expect.cases));
  return {
    creates: seen.size,
    steps,
    seconds: (last - first) / 1000,
    wrong,
    sample: [...sample].toSorted(([a], [b]) => a - b).map(([, sent]) => sent),
  };
}

function take(entry: Entry, seen: Map<string, SeenCase>, references: Set<string>): string | undefined {
  const { decision, caseId, reference, method } = entry;
  if (decision === 'refused' || caseId === null) return `${method} refused`;
  if (method === ORDER[0]) {
    const isAgain = reference === null || references.has(reference) || seen.has(caseId);
    references.add(reference ?? '');
    seen.set(caseId, { no: caseNumberIn(String(entry.body['NoiDungDon'])), steps: 1 });
    return isAgain ? `${caseId} created again` : undefined;
  }
  const known = seen.get(caseId);
  if (known === undefined || ORDER[known.steps] !== method) return `${caseId}: ${method} out of order`;
  known.steps += 1;
  return undefined;
}

function unfinished(seen: ReadonlyMap<string, SeenCase>, cases: number): readonly string[] {
  const numbers = new Set([...seen.values()].map(({ no }) => no));
  const short = [...seen].filter(([, { no, steps }]) => steps !== stepsOf(no));
  return [
    ...(numbers.size === cases && seen.size === cases ? [] : [`${seen.size} cases instead of ${cases}`]),
    ...short.map(([caseId, { no, steps }]) => `${caseId}: ${steps} steps instead of ${stepsOf(no)}`),
  ];
}

/** The control call answers one entry per line inside one JSON array, so that nobody needs all of it at once. */
export async function* entriesOf(origin: string): AsyncGenerator<Entry> {
  const { body } = await fetch(`${origin}/_control/ledger`);
  if (body === null) return;
  const lines = createInterface({ input: Readable.fromWeb(body), crlfDelay: Infinity });
  for await (const line of lines) {
    const text = line.replace(/^\{"entries":\[/, '').replace(/(,|\]\})$/, '');
    if (text !== '') yield JSON.parse(text);
  }
}

export interface Requests {
  readonly lookUps: number;
  readonly refused: number;
  /** Answered 429: they came faster than the far side takes them. */
  readonly tooMany: number;
}

/** Requests that leave no line in the ledger. */
export async function countRequests(origin: string): Promise<Requests> {
  const answer = await fetch(`${origin}/_control/statistics`);
  const { methods } = (await answer.json()) as { methods: Record<string, Record<string, number>> };
  const total = (decision: string): number =>
    Object.values(methods).reduce((all, counts) => all + (counts[decision] ?? 0), 0);
  return {
    lookUps: methods['TraThongTinDon']?.['answered'] ?? 0,
    tooMany: total('too-many'),
    refused: total('refused'),
  };
}
