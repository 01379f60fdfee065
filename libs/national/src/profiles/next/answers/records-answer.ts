import { isDigest128, Sealed } from '@kntc/domain';
import type { NationalRecordRead, NationalStep, RecordsRead, StepKind } from '@kntc/domain';
import type { Answer } from '../../ttcp-2018/answers/answer';
import { STEP_METHODS } from '../../ttcp-2018/body';
import { filledText, known, list, members, reading, text, WrongShape } from './shape';

/**
 * The records that were asked for by id. One that is shown without being asked for is counted and left out; an answer that leaves
 * out one of those that were, shows it twice, or says of it both, is wrong.
 */
export function recordsAnswer(answer: Answer, asked: readonly string[]): RecordsRead {
  return answered(answer, asked, {
    byOf: ({ id }) => id,
    asWritten: (id) => id.toLowerCase(),
    isUnique: true,
  });
}

/** As {@link recordsAnswer} by reference, of which there may be several records. */
export function recordsOfAnswer(answer: Answer, references: readonly string[]): RecordsRead {
  return answered(answer, references, {
    byOf: ({ reference = '' }) => reference,
    asWritten: (reference) => reference,
    isUnique: false,
  });
}

interface Key {
  readonly byOf: (record: NationalRecordRead) => string;
  readonly asWritten: (key: string) => string;
  /** Two records of one key contradict each other. */
  readonly isUnique: boolean;
}

function answered(answer: Answer, asked: readonly string[], { byOf, asWritten, isUnique }: Key): RecordsRead {
  return reading(answer, ({ BanGhi, KhongCo }) => {
    const wanted = new Set(asked.map(asWritten));
    const all = list(BanGhi).map(recordOf);
    const records = all.filter((record) => wanted.has(byOf(record)));
    const absent = list(KhongCo).map((key) => asWritten(filledText(key)));
    const shown = new Set(records.map(byOf));
    const isAnswered = [...wanted].every((key) => shown.has(key) !== absent.includes(key));
    const isTwice = isUnique && shown.size < records.length;
    if (!isAnswered || isTwice || absent.some((key) => !wanted.has(key))) throw new WrongShape();
    return { kind: 'read' as const, records, absent, foreign: all.length - records.length };
  });
}

function recordOf(value: unknown): NationalRecordRead {
  const { MaVuViec, MaThamChieu, MaCoQuan, ThoiDiem, TomTat, CacBuoc } = members(value);
  const reference = text(MaThamChieu);
  return {
    id: filledText(MaVuViec).toLowerCase(),
    reference: reference === '' ? undefined : reference,
    agencyCode: filledText(MaCoQuan),
    changedAt: filledText(ThoiDiem),
    digest: known(TomTat, isDigest128),
    steps: list(CacBuoc).map(stepOf),
  };
}

function stepOf(value: unknown): NationalStep {
  const { PhuongThuc, Id, TomTat, NoiDung } = members(value);
  const digest = known(TomTat, isDigest128);
  return { kind: kindOf(PhuongThuc), ownId: text(Id), digest, fields: Sealed.of(members(NoiDung), digest) };
}

function kindOf(method: unknown): StepKind {
  const found = Object.entries(STEP_METHODS).find(([, name]) => name === method)?.[0];
  if (found === undefined) throw new WrongShape();
  return found as StepKind;
}
