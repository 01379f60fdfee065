import type { ChangesRead, NationalChange } from '@kntc/domain';
import type { Answer } from '../../ttcp-2018/answers/answer';
import { filledText, known, list, members, reading, text } from './shape';

const KINDS = { tao: 'created', 'cap-nhat': 'changed', 'go-bo': 'removed' } as const;

export function changesAnswer(answer: Answer): ChangesRead {
  return reading(answer, ({ ThayDoi, ConTro, Con }) => ({
    kind: 'read' as const,
    changes: list(ThayDoi).map(changeOf),
    cursor: filledText(ConTro),
    hasMore: known(Con, isFlag) === 1,
  }));
}

function changeOf(value: unknown): NationalChange {
  const { MaVuViec, MaThamChieu, Loai, ThoiDiem } = members(value);
  const reference = text(MaThamChieu);
  return {
    id: filledText(MaVuViec).toLowerCase(),
    reference: reference === '' ? undefined : reference,
    kind: KINDS[known(Loai, isKind)],
    at: filledText(ThoiDiem),
  };
}

function isKind(value: unknown): value is keyof typeof KINDS {
  return typeof value === 'string' && Object.hasOwn(KINDS, value);
}

function isFlag(value: unknown): value is 0 | 1 {
  return value === 0 || value === 1;
}
