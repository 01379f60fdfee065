import { maskUnlessCode } from '@kntc/domain';
import type { CodeBook, PartialDate, RecordIssue } from '@kntc/domain';

/** Translates the codes of one record and gathers those that have no national counterpart. */
export class CodeReader {
  readonly issues: RecordIssue[] = [];
  /** Codes at paths the source file is lenient about. */
  readonly warnings: RecordIssue[] = [];

  constructor(
    private readonly codeBook: CodeBook,
    private readonly sourceId: string,
    private readonly onDate: PartialDate | undefined,
    private readonly lenient: readonly string[] = [],
  ) {}

  /** National code, or `undefined` when there is no local code or no counterpart (then an issue is noted). */
  read(list: number, localCode: string | undefined, field: string): string | undefined {
    if (localCode === undefined) return undefined;
    const translation = this.codeBook.translate(this.sourceId, list, localCode, this.onDate);
    if (translation.kind === 'found') return translation.code;
    const shown = maskUnlessCode(localCode);
    const isLenient = this.lenient.includes(field.replaceAll(/\[\d+\]/g, ''));
    (isLenient ? this.warnings : this.issues).push({
      code: 'UNKNOWN_CODE',
      field,
      list,
      localCode: shown,
      masked: shown,
    });
    return undefined;
  }
}
