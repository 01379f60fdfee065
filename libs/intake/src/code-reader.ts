import { maskUnlessCode } from '@kntc/domain';
import type { CodeBook, PartialDate, RecordIssue } from '@kntc/domain';

/** Whose codes they are, and on which day they are looked up. */
export interface CodesRead {
  readonly codeBook: CodeBook;
  readonly sourceId: string;
  readonly onDate: PartialDate | undefined;
  readonly lenient?: readonly string[] | undefined;
}

/** A code without a row and one whose row leads nowhere are mended in different places. */
const ISSUES = {
  split: 'CODE_SPLIT',
  unmapped: 'UNKNOWN_CODE',
  'not-national': 'CODE_NOT_NATIONAL',
} as const;

/** Translates the codes of one record and gathers those that have no national counterpart. */
export class CodeReader {
  constructor(
    private readonly codes: CodesRead,
    readonly issues: RecordIssue[] = [],
    /** Codes at paths the source file is lenient about. */
    readonly warnings: RecordIssue[] = [],
  ) {}

  /** The same record, for what was done on another day: an act is judged by its own date. Without one, as before. */
  at(date: PartialDate | undefined): CodeReader {
    if (date === undefined) return this;
    return new CodeReader({ ...this.codes, onDate: date }, this.issues, this.warnings);
  }

  /** National code, or `undefined` when there is no local code or no counterpart (then an issue is noted). */
  read(list: number, localCode: string | undefined, field: string): string | undefined {
    if (localCode === undefined) return undefined;
    const { codeBook, sourceId, onDate, lenient = [] } = this.codes;
    const translation = codeBook.translate(sourceId, list, localCode, onDate);
    if (translation.kind === 'found') return translation.code;
    const shown = maskUnlessCode(localCode);
    const isLenient = lenient.includes(field.replaceAll(/\[\d+\]/g, ''));
    (isLenient ? this.warnings : this.issues).push({
      code: ISSUES[translation.kind],
      field,
      list,
      localCode: shown,
      masked: shown,
    });
    return undefined;
  }
}
