import type { EntryState } from '@kntc/domain';
import { loadProvince } from '@kntc/platform';
import { wrongUsage } from '../refusal';
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
