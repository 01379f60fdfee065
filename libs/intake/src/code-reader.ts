import { mask } from '@kntc/domain';
import type { CodeBook, PartialDate, RecordIssue } from '@kntc/domain';

/** As `sources check`: a code is shown, what is longer may be a name that got into the wrong column. */
const LONGEST_CODE = 30;

/** Translates the codes of one record and gathers those that have no national counterpart. */
export class CodeReader {
  readonly issues: RecordIssue[] = [];

  constructor(
    private readonly codeBook: CodeBook,
    private readonly sourceId: string,
    private readonly onDate: PartialDate | undefined,
  ) {}

  /** National code, or `undefined` when there is no local code or no counterpart (then an issue is noted). */
  read(list: number, localCode: string | undefined, field: string): string | undefined {
    if (localCode === undefined) return undefined;
    const translation = this.codeBook.translate(this.sourceId, list, localCode, this.onDate);
    if (translation.kind === 'found') return translation.code;
    const shown = localCode.length <= LONGEST_CODE ? localCode : mask(localCode);
    this.issues.push({ code: 'UNKNOWN_CODE', field, list, localCode: shown, masked: shown });
    return undefined;
  }
}
