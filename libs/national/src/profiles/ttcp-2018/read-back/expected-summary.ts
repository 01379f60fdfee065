import { stepName } from '@kntc/domain';
import type { ExpectedField, ExpectedRecord, NotCompared, PetitionKind, SentRecord } from '@kntc/domain';
import type { StepContent } from '../step-draft';
import type { CapNhatVuViec } from '../wire/wire';
import { SHOWN } from './shown-rows';

/** Fixed names stand for somebody of whom nothing is said: they tell nobody apart. */
export interface FixedNames {
  readonly anonymousName: string;
  readonly withheldName: string;
}

const NOT_SHOWN: readonly string[] = [
  'receivedDate',
  'receivingAgency',
  'channel',
  'classification',
  'respondents',
  'attachments',
];
const STEPS: readonly string[] = ['handling', 'acceptance', 'resolution', 'enforcement'];

/** What a row of `TraThongTinDon` should show of a record: the first petitioner, and the text of the petition. */
export function expectedSummary({ kind, plan, confirmed }: SentRecord, names: FixedNames): ExpectedRecord {
  const step = plan.steps.find(({ key }) => key.kind === 'case');
  const content = step?.content as StepContent | undefined;
  const isSent = step !== undefined && confirmed.has(stepName(step.key));
  const unshown = [...NOT_SHOWN, ...STEPS.filter((one) => isConfirmed(one, confirmed))].map(
    (field): NotCompared => ({ field, why: 'not-shown' }),
  );
  const composed: NotCompared = { field: 'petitioners[0].addressDetail', why: 'composed-there' };
  if (!isSent || content?.method !== 'CapNhatVuViec')
    return { fields: [], unshown: [composed, ...unshown], carriesReference: false };
  return {
    fields: [...petitioner(content.wire, kind, names), narrative(content)],
    unshown: [composed, ...unshown],
    carriesReference: content.marker !== undefined,
  };
}

function isConfirmed(kind: string, confirmed: ReadonlySet<string>): boolean {
  return [...confirmed].some((name) => name.startsWith(`${kind}:`));
}

/** A denouncer's name may be hidden there, as the law wants it; a name that stands for nobody identifies nobody. */
function petitioner(
  { NguoiKNTC }: CapNhatVuViec,
  kind: PetitionKind,
  { anonymousName, withheldName }: FixedNames,
): readonly ExpectedField[] {
  const [person] = NguoiKNTC.DataNguoiKNTC;
  const organisation = NguoiKNTC.TenCoQuanToChuc;
  const name = organisation ?? person?.HoTen ?? '';
  const number = person?.SoDinhDanhCaNhan ?? '';
  const isFixed = name === anonymousName || name === withheldName;
  const mayBeHidden = kind === 'TC' || isFixed;
  return [
    { ...SHOWN.name, value: name, mayBeHidden, tells: isFixed || name === '' ? undefined : 'who' },
    { ...SHOWN.number, value: number, mayBeHidden, tells: number === '' ? undefined : 'who' },
  ];
}

function narrative({ wire, derivedText }: Extract<StepContent, { method: 'CapNhatVuViec' }>): ExpectedField {
  return {
    ...SHOWN.content,
    value: wire.NoiDungDon,
    tells: derivedText ? undefined : 'what',
    isDerived: derivedText,
  };
}
