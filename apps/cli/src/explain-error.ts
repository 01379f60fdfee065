import type { CommanderError } from 'commander';
import { FAILURES, GatewayError } from '@kntc/domain';
import { toSafeError } from '@kntc/platform';
import { Refusal, type ThreeLines } from './refusal';
import type { ExitCode } from './terminal';

export interface Explained {
  readonly exitCode: ExitCode;
  readonly lines: ThreeLines;
  /** A list behind the first line (all problems of a configuration), one entry per line. */
  readonly details: readonly string[];
}

const NOTHING_DONE = 'Lệnh dừng lại; không có gì thay đổi từ bước này.';

/** A command line that does not fit a command; the library's own error does not say which one. */
export class Misuse extends Error {
  constructor(
    /** Words of the command, without the program's name. */
    readonly command: readonly string[],
    readonly of: CommanderError,
  ) {
    super(of.message);
    this.name = 'Misuse';
  }
}

/** Any thrown value as three lines for a person. Texts of drivers are left out: they may quote rows and addresses. */
export function explainError(err: unknown): Explained {
  if (err instanceof Refusal) return { exitCode: err.exitCode, lines: err.lines, details: [] };
  if (err instanceof Misuse) return explainUsage(err);
  if (err instanceof GatewayError) return explainFailure(err);
  const { type, code, at } = toSafeError(err);
  const kind = code === undefined ? type : `${type} ${code}`;
  return {
    exitCode: 1,
    lines: [
      `Lỗi ngoài dự kiến (${kind}${at[0] === undefined ? '' : `, ${at[0]}`}).`,
      NOTHING_DONE,
      'Chạy npm run kntc -- doctor để kiểm tra máy; nếu vẫn lỗi, gửi dòng đầu tiên cho bộ phận kỹ thuật.',
    ],
    details: [],
  };
}

function explainFailure(err: GatewayError): Explained {
  const [what, action] = splitSentence(FAILURES[err.code].vi);
  const details = err.detail
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const only = details.length === 1 ? ` (${details[0]})` : '';
  return {
    exitCode: 1,
    lines: [
      `${err.code}: ${what}${only}`,
      NOTHING_DONE,
      action === '' ? 'Sửa chỗ nêu trên rồi chạy lại lệnh.' : action,
    ],
    details: details.length > 1 ? details : [],
  };
}

/** First sentence and the rest: the catalogue puts what happened first and the remedy after it. */
function splitSentence(text: string): readonly [string, string] {
  const end = text.indexOf('. ');
  return end < 0 ? [text, ''] : [text.slice(0, end + 1), text.slice(end + 2)];
}

const USAGE: Readonly<Record<string, string>> = {
  'commander.unknownCommand': 'Không có lệnh',
  'commander.unknownOption': 'Không có tham số',
  'commander.missingArgument': 'Thiếu đối số',
  'commander.optionMissingArgument': 'Thiếu giá trị của tham số',
  'commander.missingMandatoryOptionValue': 'Thiếu tham số bắt buộc',
  'commander.excessArguments': 'Thừa đối số',
  'commander.conflictingOption': 'Hai tham số không dùng cùng nhau được',
  'commander.invalidArgument': 'Giá trị không hợp lệ:',
};

function explainUsage({ command, of: err }: Misuse): Explained {
  const words = USAGE[err.code] ?? 'Lệnh viết chưa đúng';
  const named = [...err.message.matchAll(/'([^']*)'/g)].map((match) => `«${match[1]}»`).join(', ');
  const meant = /Did you mean (?:one of )?(.*)\?/.exec(err.message)?.[1];
  const help = `Xem cách dùng: ${['npm run kntc --', ...command, '--help'].join(' ')}`;
  const hint = meant === undefined ? '' : ` Có phải ${meant}?`;
  return {
    exitCode: 2,
    lines: [`${words} ${named}`.trimEnd() + '.', 'Lệnh chưa chạy, chưa có gì thay đổi.', help + hint],
    details: [],
  };
}
