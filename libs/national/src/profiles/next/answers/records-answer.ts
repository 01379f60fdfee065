import { isDigest128, Sealed } from '@kntc/domain';
import type { NationalRecordRead, NationalStep, RecordsRead, StepKind } from '@kntc/domain';
import type { Answer } from '../../ttcp-2018/answers/answer';
import { STEP_METHODS } from '../../ttcp-2018/body';
import { filledText, known, list, members, reading, text, WrongShape } from './shape';

/** Records that were asked for and no others: one that was not is a wrong answer, and so is one that is left out. */
export function recordsAnswer(answer: Answer, asked: readonly string[]): RecordsRead {
  return reading(answer, ({ BanGhi, KhongCo }) => {
    const records = list(BanGhi).map(recordOf);
    const absent = list(KhongCo).map((id) => filledText(id).toLowerCase());
    const answered = [...records.map(({ id }) => id), ...absent].toSorted();
    const wanted = asked.map((id) => id.toLowerCase()).toSorted();
    if (answered.length !== wanted.length || answered.some((id, at) => id !== wanted[at]))
      throw new WrongShape();
    return { kind: 'read' as const, records, absent };
  });
}

/** Records that carry exactly the references; one that does not was not asked for. Every reference is answered. */
export function recordsOfAnswer(answer: Answer, references: readonly string[]): RecordsRead {
  return reading(answer, ({ BanGhi, KhongCo }) => {
    const records = list(BanGhi).map(recordOf);
    const absent = list(KhongCo).map(filledText);
    const shown = new Set(records.map(({ reference }) => reference ?? ''));
    const answered = [...shown, ...new Set(absent)].toSorted();
    const wanted = [...new Set(references)].toSorted();
    if (answered.length !== wanted.length || answered.some((one, at) => one !== wanted[at]))
      throw new WrongShape();
    return { kind: 'read' as const, records, absent };
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
