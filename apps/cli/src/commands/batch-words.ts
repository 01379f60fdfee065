import type { EntryState } from '@kntc/domain';
import { loadProvince } from '@kntc/platform';
import type { Operation } from '../operation-answer';
import { wrongUsage, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';

/** What became of rows, as columns of lists. */
export const STATE_WORDS: Readonly<Record<EntryState, string>> = {
  open: 'chưa có kết quả',
  entered: 'đã nhập',
  refused: 'bị từ chối',
  'not-entered': 'chưa nhập',
  unknown: 'đã huỷ, chưa rõ',
};

/** Nothing where there is such an agency. @throws Refusal where there is none */
export function agencyOf(shell: Shell, agency: string): void {
  const { agencies } = loadProvince(shell.place().environment.configDir);
  if (!agencies.some(({ id }) => id === agency))
    throw wrongUsage(`Không có cơ quan ${agency}.`, 'Xem mã cơ quan trong config/agencies.yaml.');
}

/** What is asked of a batch, but for what it does. */
export function operationOn(
  id: string,
  name: string,
  command: Operation['command'],
): Omit<Operation, 'act' | 'done'> {
  return { name, target: id, command, missing: missing(id) };
}

/** There is no such batch. */
export function missing(id: string): ThreeLines {
  return [`Không có đợt ${id}.`, 'Không có gì thay đổi.', 'Xem số đợt: npm run kntc -- batch list.'];
}
