import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { namedFile } from '../database/file-folders';
import { wrongUsage } from '../refusal';

const COLUMNS = z.union([z.string(), z.array(z.string()).min(1)]).optional();

const SCHEMA = z.strictObject({
  /** Columns of a petition; several are joined with a blank. */
  id: z.string(),
  caseType: COLUMNS,
  receivedDate: COLUMNS,
  subjectParty: COLUMNS,
  field: COLUMNS,
  summary: COLUMNS,
  content: COLUMNS,
  agency: COLUMNS,
  fullName: COLUMNS,
  birthDate: COLUMNS,
  birthYear: COLUMNS,
  idNumber: COLUMNS,
  phone: COLUMNS,
  line: COLUMNS,
  commune: COLUMNS,
  district: COLUMNS,
  province: COLUMNS,
  /** Rows with the same value are duplicates; with a pattern, its first group counts. */
  cluster: z.strictObject({ column: z.string(), pattern: z.string().optional() }).optional(),
  /** Columns of the file of labels, and which values say «duplicate». */
  pairs: z
    .strictObject({ a: z.string(), b: z.string(), label: z.string(), duplicate: z.array(z.string()).min(1) })
    .optional(),
  /** Data sets about people know no matter: their question is whether two rows are one person. */
  question: z.enum(['duplicate', 'person']).default('duplicate'),
});

/** How the columns of somebody else's data set are read as petitions. */
export type ColumnMap = z.infer<typeof SCHEMA>;

/** @throws Refusal naming what is wrong with the file */
export function readColumnMap(path: string): ColumnMap {
  const read = SCHEMA.safeParse(parsed(readFileSync(namedFile(path), 'utf8'), path));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw wrongUsage(
    `Tệp ánh xạ cột ${path} không đúng: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    'Sửa theo ví dụ trong docs/duplicates.md rồi chạy lại.',
  );
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrongUsage(`Tệp ${path} không phải JSON.`, 'Sửa theo ví dụ trong docs/duplicates.md rồi chạy lại.');
  }
}
