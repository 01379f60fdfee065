import { createHash } from 'node:crypto';
import { ENTRY_PROBLEMS, OPERATION_DONE } from '@kntc/domain';
import type { JudgedEntries } from '@kntc/domain';
import { systemClock } from '@kntc/platform';
import type { RowScope } from '@kntc/storage';
import { withBatches } from '../composition/entry-batches';
import { readAs } from '../database/list-reading';
import { commandOf, perform, type OperationOptions } from '../operation-answer';
import { table } from '../output';
import { Refusal, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { workbookAt } from './batch-files';
import { missing, operationOn } from './batch-words';
import { printAnswer } from './holds';

/** What `batch read` is asked with. */
export interface ReadBackOptions extends OperationOptions {
  readonly file: string;
  readonly preview?: true;
}

const NOT_A_BATCH: ThreeLines = [
  'Tệp này không phải tệp của một đợt nhập tay.',
  'Chưa ghi nhận dòng nào.',
  'Nộp đúng tệp .xlsx của đợt; tải lại: npm run kntc -- batch workbook <đợt>.',
];

/**
 * Reads the result workbook of a batch: rows that can be used are recorded, the others are named with why.
 * @returns 1 where a row was not recorded
 */
export async function readBack(shell: Shell, id: string, options: ReadBackOptions): Promise<ExitCode> {
  const command = commandOf(options);
  const { bytes, sheets } = await workbookAt(options.file);
  const workbookSha256 = createHash('sha256').update(bytes).digest('hex');
  return withBatches(shell.place(), options, async (batches, open) => {
    const judged = await batches.judge(id, sheets, systemClock.now());
    if (judged === undefined) throw new Refusal(missing(id));
    if (judged === 'not-a-batch') throw new Refusal(NOT_A_BATCH);
    if (options.preview === true) {
      const asked = { what: `batch ${id}`, kind: 'judgement' as const, by: options };
      const look = async (scope: RowScope) =>
        [await batches.view(id, scope)].filter((one) => one !== undefined);
      const seen = await readAs(shell.place(), open.database, { ...asked, read: look });
      if (seen.length === 0) throw new Refusal(missing(id));
      shell.answer(options.json, { preview: true, ...told(judged) }, () => judgedLines(judged));
      return judged.objections.length === 0 ? 0 : 1;
    }
    const answer = await perform(
      {
        ...operationOn(id, 'batch read', command),
        done: [
          ...OPERATION_DONE['batch-read'],
          'Xem: npm run kntc -- batch list; dòng sai thì sửa trong tệp rồi nộp lại.',
        ],
        act: () => batches.read(id, { answers: judged.answers, workbookSha256 }, command),
      },
      open.database.questions,
    );
    if (answer.exitCode !== 0) {
      printAnswer(shell, answer, options.json);
      return answer.exitCode;
    }
    shell.answer(options.json, { ...answer, workbookSha256, ...told(judged) }, () => [
      ...answer.text,
      ...judgedLines(judged),
      `Giữ tệp này làm chứng cứ: SHA-256 ${workbookSha256}.`,
    ]);
    return judged.objections.length === 0 ? 0 : 1;
  });
}

function told({ answers, objections, ...counts }: JudgedEntries): object {
  return { accepted: answers.length, objections, ...counts };
}

function judgedLines({
  answers,
  objections,
  unanswered,
  missing: absent,
  repeated,
}: JudgedEntries): readonly string[] {
  return [
    `Dùng được ${answers.length} dòng; ${repeated} dòng đã ghi nhận từ trước; ${unanswered} dòng chưa điền; ${absent} dòng không có trong tệp.`,
    ...(objections.length === 0
      ? []
      : [
          `${objections.length} dòng không ghi nhận:`,
          ...table(
            ['Trang', 'Dòng', 'Hồ sơ', 'Vì sao', 'Việc cần làm'],
            objections.map(({ sheet, line, reference, problem }) => [
              sheet,
              line,
              reference ?? '',
              ...ENTRY_PROBLEMS[problem],
            ]),
          ),
        ]),
  ];
}
