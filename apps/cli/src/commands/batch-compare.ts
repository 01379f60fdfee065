import { createHash } from 'node:crypto';
import { createKeyedDigest, createSearchDigest } from '@kntc/confidentiality';
import { OPERATION_DONE } from '@kntc/domain';
import type { ListedRecords } from '@kntc/domain';
import { createLogger, loadOwnership, loadProvince, randomIds, systemClock } from '@kntc/platform';
import { compareList, proposeListed, type ListCompared } from '@kntc/reconciliation';
import { PgConfiguration, PgListedRuns, PgReconciliation, PgStrangers } from '@kntc/storage';
import type { Command } from 'commander';
import { isoDate, said } from '../arguments';
import { planningProfile } from '../composition/entry-batches';
import { withAllKeys, type OpenKeys } from '../database/open-keys';
import { commandOf, perform, withOperationOptions, type OperationOptions } from '../operation-answer';
import { table } from '../output';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { workbookAt } from './batch-files';
import { agencyOf } from './batch-words';
import { printAnswer } from './holds';

interface CompareOptions extends OperationOptions {
  readonly agency: string;
  readonly file: string;
  readonly madeAt: Date;
  readonly whole?: true;
}

const CLASS_WORDS: Readonly<Record<keyof ListCompared['classes'], string>> = {
  matching: 'hai phía khớp',
  different: 'khác nhau',
  onlyLocal: 'chỉ cổng có',
  onlyNational: 'CSDLQG thừa',
};
const SHOWN = 50;

/** `kntc batch compare`: a list from the national web in place of look-ups over an interface. */
export function addCompareCommand(command: Command, shell: Shell): void {
  withOperationOptions(command.command('compare'))
    .description(
      'So hồ sơ đã xác nhận của một cơ quan với danh sách xuất từ trang CSDLQG (.xlsx, .csv); chỉ đọc.',
    )
    .requiredOption('--agency <mã cơ quan>', 'cơ quan trong config/agencies.yaml', said)
    .requiredOption(
      '--file <tệp>',
      'danh sách: mã vụ việc, và càng nhiều càng tốt: mã hồ sơ, chủ đơn, số giấy tờ, nội dung',
      said,
    )
    .requiredOption(
      '--made-at <lúc>',
      'lúc xuất danh sách, 2026-03-05 hoặc 2026-03-05T14:30; hồ sơ xác nhận sau lúc đó không so',
      momentOf,
    )
    .option(
      '--whole',
      'danh sách đủ mọi vụ việc của cơ quan: hồ sơ không có trong đó là không còn trên CSDLQG',
    )
    .action(shell.does((options: CompareOptions) => compare(shell, options)));
}

/** A day, or a minute of it, in Vietnam. @throws Refusal for what is none */
function momentOf(text: string): Date {
  const [day = '', time = '00:00', ...rest] = text.split('T');
  const moment = new Date(`${isoDate(day)}T${time}:00+07:00`);
  if (rest.length === 0 && /^\d{2}:\d{2}$/.test(time) && !Number.isNaN(moment.getTime())) return moment;
  throw wrongUsage(
    `«${text.slice(0, 40)}» không phải một lúc có thật.`,
    'Viết 2026-03-05 hoặc 2026-03-05T14:30.',
  );
}

async function compare(shell: Shell, options: CompareOptions): Promise<ExitCode> {
  agencyOf(shell, options.agency);
  const { bytes, sheets } = await workbookAt(options.file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const command = commandOf(options);
  const place = shell.place();
  return withAllKeys(place, options, async (open) => {
    const keyedDigest = createKeyedDigest(open.keys);
    const list = planningProfile(place, keyedDigest).manualEntry?.listed(sheets);
    if (list === undefined) throw new Refusal(NO_LIST);
    const runs = new PgListedRuns({ ...open, dataSource: open.database.dataSource, ids: randomIds });
    const made: { id?: string | undefined } = {};
    const answer = await perform(
      {
        name: 'batch compare',
        target: `${options.agency} ${sha256}`,
        command,
        done: [...OPERATION_DONE['list-compared'], 'Từng sai khác: npm run kntc -- findings list.'],
        act: async () => {
          const result = await runs.open({ agency: options.agency, sha256 }, command);
          if (result.kind === 'done') made.id = result.id;
          return result;
        },
      },
      open.database.questions,
    );
    if (made.id === undefined) {
      printAnswer(shell, answer, options.json);
      return answer.exitCode;
    }
    const compared = await run(shell, { id: made.id, options, list, open, runs });
    const strangers = await propose({ options, list, open });
    shell.answer(options.json, { ...answer, ...compared, ...toldOf(list, strangers) }, () => [
      ...answer.text,
      ...lines(compared, list, strangers),
    ]);
    return compared.classes.matching === compared.compared - compared.unanswered ? 0 : 1;
  });
}

interface Running {
  readonly id: string;
  readonly options: CompareOptions;
  readonly list: ListedRecords;
  readonly open: OpenKeys;
  readonly runs: PgListedRuns;
}

async function run(shell: Shell, { id, options, list, open, runs }: Running): Promise<ListCompared> {
  const { agency, madeAt, whole } = options;
  const place = shell.place();
  const { dataSource } = open.database;
  const { configDir } = place.environment;
  const { id: provinceId, agencies } = loadProvince(configDir);
  const keyedDigest = createKeyedDigest(open.keys);
  const codeBook = await new PgConfiguration(dataSource, provinceId).loadCodeBook(agencies);
  const logger = createLogger('error', { write: (line: string) => shell.terminal.err(line.trimEnd()) });
  const store = new PgReconciliation({ ...open, dataSource, provinceId, logger });
  return compareList(
    runs.run(id, agency),
    { list, isWhole: whole === true, madeAgoMs: agoMs(madeAt) },
    {
      store,
      profile: planningProfile(place, keyedDigest),
      codeBook: () => codeBook,
      keyedDigest,
      ownership: loadOwnership(configDir),
    },
  );
}

/** What stands only in the list waits for a clerk among the proposals, as if an interface had told of it. */
function propose({
  options,
  list,
  open,
}: Pick<Running, 'options' | 'list' | 'open'>): Promise<readonly string[]> {
  const { dataSource } = open.database;
  return proposeListed(
    { agencyId: options.agency, list, isWhole: options.whole === true, madeAgoMs: agoMs(options.madeAt) },
    {
      store: new PgStrangers({ ...open, dataSource, ids: randomIds, search: createSearchDigest(open.keys) }),
      keyedDigest: createKeyedDigest(open.keys),
    },
  );
}

function agoMs(moment: Date): number {
  return Math.max(0, systemClock.now().getTime() - moment.getTime());
}

function toldOf({ unreadable }: ListedRecords, strangers: readonly string[]): object {
  return { unreadable, onlyInList: strangers };
}

function lines(
  { compared, unanswered, classes }: ListCompared,
  { unreadable, showsReferences }: ListedRecords,
  strangers: readonly string[],
): readonly string[] {
  const shown = strangers.slice(0, SHOWN).map((nationalId) => `  ${nationalId}`);
  return [
    ...table(
      ['So được', ...Object.values(CLASS_WORDS), 'danh sách chưa đủ để nói'],
      [
        [
          compared - unanswered,
          ...Object.keys(CLASS_WORDS).map((name) => classes[name as keyof ListCompared['classes']]),
          unanswered,
        ],
      ],
    ),
    ...(showsReferences
      ? []
      : ['Danh sách không có cột nội dung hay mã hồ sơ: chỉ so được theo mã vụ việc, tên và số giấy tờ.']),
    ...(unreadable.length === 0
      ? []
      : [`Dòng không có mã vụ việc đọc được: ${unreadable.slice(0, SHOWN).join(', ')}.`]),
    ...(strangers.length === 0
      ? []
      : [
          `Chỉ có trong danh sách, không hồ sơ nào ở đây mang mã đó: ${strangers.length}. Đã đưa vào danh sách đề xuất, chờ quyết định: npm run kntc -- proposals list.`,
          ...shown,
        ]),
  ];
}

const NO_LIST = [
  'Không trang nào của tệp có cột mã vụ việc.',
  'Chưa so sánh gì.',
  'Xuất lại danh sách từ trang CSDLQG, có cột «Mã vụ việc»; càng đủ cột càng so được nhiều.',
] as const;
