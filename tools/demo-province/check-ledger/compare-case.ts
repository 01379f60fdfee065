import { markerOf } from './reference';
import { squashed } from './clean-text';
import type { Difference } from './difference';
import type { ExpectedCase, ExpectedDecision } from './expected-bodies';
import { lastOfEach, type FarCase } from './far-cases';
import { compareFlat, flatten, type Flat } from './flat';
import { memberText, type LedgerEntry } from './ledger';

const IDS = ['Id', 'VuViec.Id', 'IdKetQua', 'ThiHanhId'];
// A denunciation may leave out who handled it; its text is replaced by a summary of codes and checked for secrecy.
const FREE_IN_DENUNCIATIONS = [
  'NoiDungDon',
  'NoiDungXuLy.CanBoXuLy',
  'NoiDungXuLy.CanBoDuyetKQXL',
  'CanBoDuyet',
];

/** Compares what must stand at the far side for one case with what does, step by step and field by field. */
export function compareCase(expected: ExpectedCase, far: FarCase | undefined): Difference[] {
  const { key } = expected.local;
  if (far === undefined) {
    return [{ key, step: 'CapNhatVuViec', field: 'entry', expected: 'created once', found: 'nothing' }];
  }
  const differences: Difference[] = [];
  const add = (step: string, field: string, wanted: string, found: string): void => {
    differences.push({ key, step, field, expected: wanted, found });
  };
  const created = far.entries.filter((entry) => entry.decision === 'created');
  if (created.length !== 1) add('CapNhatVuViec', 'created', '1', String(created.length));
  if (far.caseIds.size !== 1) add('CapNhatVuViec', 'case ids', '1', String(far.caseIds.size));
  if (far.entries.some((entry) => entry.decision === 'attached'))
    add('CapNhatVuViec', 'attached', 'never', 'attached');

  const body = (step: string, wanted: Flat | undefined, entry: LedgerEntry | undefined): void =>
    compareBody({ step, wanted, entry, secret: expected.local.kind === 'TC' }, add);
  const last = (method: string): LedgerEntry | undefined => lastOfEach(far.entries, method, () => '').get('');
  body('CapNhatVuViec', expected.petition, last('CapNhatVuViec'));
  if (
    !memberText(last('CapNhatVuViec')?.body, 'NoiDungDon')
      .trimEnd()
      .endsWith(`\n${markerOf(expected.reference)}`)
  ) {
    add('CapNhatVuViec', 'NoiDungDon', 'marker on its own last line', 'none');
  }
  body('CapNhatKQXuLy', expected.handling, last('CapNhatKQXuLy'));
  body('CapNhatGiaiQuyet', expected.acceptance, last('CapNhatGiaiQuyet'));
  compareDecisions(expected, far, { body, add });
  return differences;
}

type Add = (step: string, field: string, expected: string, found: string) => void;

interface Pair {
  readonly step: string;
  readonly wanted: Flat | undefined;
  readonly entry: LedgerEntry | undefined;
  readonly secret: boolean;
}

function compareBody({ step, wanted, entry, secret }: Pair, add: Add): void {
  if (wanted === undefined && entry === undefined) return;
  if (wanted === undefined) return add(step, 'entry', 'nothing', 'sent');
  if (entry === undefined) return add(step, 'entry', 'sent', 'nothing');
  const ignored = secret ? [...IDS, ...FREE_IN_DENUNCIATIONS] : IDS;
  const same = (expected: string, found: string): boolean => expected === squashed(found);
  for (const { field, expected, found } of compareFlat(wanted, flatten(entry.body), { ignored, same })) {
    add(step, field, expected, found);
  }
}

interface Tools {
  readonly body: (step: string, wanted: Flat | undefined, entry: LedgerEntry | undefined) => void;
  readonly add: Add;
}

/** Decisions are told apart by agency and day, as the far side can do nothing else. */
function compareDecisions(expected: ExpectedCase, far: FarCase, { body, add }: Tools): void {
  const method = 'CapNhatKQGiaiQuyet';
  const decisions = [...lastOfEach(far.entries, method, decisionIdOf).values()];
  const taken = new Set<string>();
  for (const decision of expected.decisions) {
    const step = `${method} lần ${decision.round}`;
    const entry = decisions.find((one) =>
      matches(decision.body, one.body, ['MaCoQuanBanHanh', 'NgayBanHanh']),
    );
    body(step, decision.body, entry);
    if (entry === undefined) continue;
    taken.add(decisionIdOf(entry));
    compareEnforcements(decision, decisionIdOf(entry), far, { body, add });
  }
  for (const entry of decisions) {
    if (!taken.has(decisionIdOf(entry)))
      add(method, 'entry', 'nothing', `decision of ${memberText(entry.body, 'NgayBanHanh')}`);
  }
  const orphans = far.entries.filter(
    (entry) => entry.method === 'CapNhatThiHanh' && !taken.has(memberText(entry.body, 'IdKetQua')),
  );
  for (const orphan of orphans)
    add('CapNhatThiHanh', 'IdKetQua', 'a decision of this case', memberText(orphan.body, 'IdKetQua'));
}

function compareEnforcements(
  decision: ExpectedDecision,
  decisionId: string,
  far: FarCase,
  { body, add }: Tools,
): void {
  const method = 'CapNhatThiHanh';
  const own = far.entries.filter((entry) => memberText(entry.body, 'IdKetQua') === decisionId);
  const rows = [...lastOfEach(own, method, (entry) => entry.id ?? `seq ${entry.seq}`).values()];
  const left = new Set(rows);
  for (const wanted of decision.enforcements) {
    const names = ['MaCoQuanThiHanh', 'NgayCapNhat'].map((name) => `ThiHanhGiaiQuyet.${name}`);
    const entry = [...left].find((one) => matches(wanted, one.body, names));
    body(
      `${method} lần ${decision.round} ngày ${wanted.get('ThiHanhGiaiQuyet.NgayCapNhat') ?? ''}`,
      wanted,
      entry,
    );
    if (entry !== undefined) left.delete(entry);
  }
  for (const entry of left) {
    add(
      method,
      'entry',
      'nothing',
      `enforcement of ${memberText(entry.body, 'ThiHanhGiaiQuyet', 'NgayCapNhat')}`,
    );
  }
}

function matches(wanted: Flat, body: unknown, names: readonly string[]): boolean {
  const found = flatten(body);
  return names.every((name) => found.get(name) === wanted.get(name));
}

function decisionIdOf(entry: LedgerEntry): string {
  return entry.resultId ?? entry.id ?? `seq ${entry.seq}`;
}
