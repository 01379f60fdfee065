import type { CaseDraft, MappedRecord, RawRecord } from '@kntc/domain';
import {
  aDraft,
  aMappedRecord,
  aRoundDraft,
  aSecondRoundDraft,
  ENFORCEMENT_DRAFT,
} from '../builders/a-draft';
import { STAGES, type LocalVersion } from './local-version';

/** A version as its row shows it. */
export function toRaw({ key, localKey, content, officer, stage, files }: LocalVersion): RawRecord {
  const row = { ma: key, nd: String(content), cb: String(officer), gd: stage, tep: String(files) };
  return { localKey, row, children: {} };
}

/** What the field map of a source file would do. */
export function toMapped({ row }: RawRecord): MappedRecord {
  const [key, content, officer, stage] = [row['ma'], row['nd'], row['cb'], row['gd']].map(String) as [
    string,
    string,
    string,
    string,
  ];
  const reached = STAGES.findIndex((one) => one === stage);
  const draft = aDraft({
    registerNo: key,
    content: contentText(key, Number(content)),
    reception: { leader: officerName(Number(officer)) },
    attachments: filesOf(key, Number(row['tep'])),
  });
  const { handling, acceptance } = draft;
  return aMappedRecord({
    ...draft,
    handling: { ...handling, handledBy: officerName(Number(officer)) },
    acceptance: reached >= 1 ? { ...acceptance, approvedBy: officerName(Number(officer)) } : undefined,
    rounds: roundsOf(reached, Number(officer)),
  });
}

function filesOf(key: string, count: number): NonNullable<CaseDraft['attachments']> {
  return Array.from({ length: count }, (_unused, nth) => ({
    title: `Tệp ${nth + 1}`,
    fileName: `tep-${nth + 1}.pdf`,
    content: Buffer.from(fileText(key, nth + 1)),
  }));
}

function roundsOf(reached: number, officer: number): CaseDraft['rounds'] {
  if (reached < 2) return [];
  const enforcements = reached >= 3 ? [ENFORCEMENT_DRAFT] : [];
  const first = aRoundDraft({ round: 1, summary: officerName(officer), enforcements });
  return reached >= 4 ? [first, aSecondRoundDraft({ summary: officerName(officer) })] : [first];
}

export function contentText(key: string, content: number): string {
  return `Nội dung đơn ${key}, bản ${content}.`;
}

/** What the nth file of a petition holds. */
export function fileText(key: string, nth: number): string {
  return `%PDF tệp ${nth} của ${key}`;
}

export function officerName(officer: number): string {
  return `Cán bộ ${officer}`;
}
