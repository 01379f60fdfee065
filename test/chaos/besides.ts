import type { KntcSaid } from '../journey/mini-road';
import type { Ending, Endings } from './endings';

/** What records are put into, and what takes commands. */
interface Province {
  readonly kntc: (...words: readonly string[]) => Promise<KntcSaid>;
  readonly petition: (key: string, columns: Readonly<Record<string, string>>) => Promise<void>;
  readonly visit: (key: string, columns: Readonly<Record<string, string>>) => Promise<void>;
}

const NOTHING_SENT: readonly string[] = [];
const NO_PETITION = 'không phát sinh đơn';

/** What the source must say for visits without a petition to be told. */
export const BESIDES_SOURCE = {
  'sources/mini.yaml': [
    ['nulls: [""]', `receptionOnly: [{ column: tom_tat_xu_ly, equals: ${NO_PETITION} }]\nnulls: [""]`],
    [
      '  closedDate:',
      `  reception:
    when: { column: nguon, equals: TD }
    fields: { date: { column: ngay_nhan, date: [yyyy-MM-dd] } }
  closedDate:`,
    ],
  ],
} as const;

/** Columns of a record by the class it stands in for good, whatever goes wrong meanwhile. */
const BY_CLASS: readonly (readonly [columns: Readonly<Record<string, string>>, ending: Ending])[] = [
  [{ noi_bo: 't' }, { class: 'outOfScope', code: 'LOCAL_ONLY', steps: NOTHING_SENT }],
  [{ nguon: 'KHONG' }, { class: 'quarantined', code: 'UNKNOWN_CODE', steps: NOTHING_SENT }],
  [{ loai: '' }, { class: 'waiting', code: 'NOT_CLASSIFIED', steps: NOTHING_SENT }],
  // Its agency is beside manual entry: everything of it is ready, and nothing may be sent.
  [{ co_quan: 'TNMT' }, { class: 'waiting', code: null, steps: NOTHING_SENT }],
];
const VISIT: Ending = { class: 'noChannel', code: 'RECEPTION_WITHOUT_PETITION', steps: NOTHING_SENT };

/** From now on nothing of one agency is sent. */
export async function beginShadow(stack: Pick<Province, 'kntc'>): Promise<void> {
  const by = ['--agency', 'stnmt', '--actor', 'lanh-dao', '--reason', 'chạy song song'];
  const { code, errors } = await stack.kntc('shadow', 'begin', ...by);
  if (code !== 0) throw new Error(errors.join('\n'));
}

/** One record of every class beside what is delivered: the ledger must count them too while things go wrong. */
export async function besides(stack: Province, name: string): Promise<Endings> {
  const endings: Record<string, Ending> = {};
  for (const [nth, [columns, ending]] of BY_CLASS.entries()) {
    await stack.petition(`${name}-${nth}`, columns);
    endings[`${name}-${nth}`] = ending;
  }
  await stack.visit(`${name}-visit`, { tom_tat_xu_ly: NO_PETITION });
  return { ...endings, [`${name}-visit`]: VISIT };
}
