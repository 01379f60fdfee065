import { codeHandle, maskUnlessCode } from '@kntc/domain';
import type { CodeBook, CodeTranslation, KeyedDigest, PartialDate, RecordIssue } from '@kntc/domain';

/** Whose codes they are, and on which day they are looked up. */
export interface CodesRead {
  readonly codeBook: CodeBook;
  readonly sourceId: string;
  /** For what stands for a code that may not be shown. */
  readonly keyedDigest: KeyedDigest;
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
    const { lenient = [] } = this.codes;
    const translation = this.#translate(list, localCode);
    if (translation.kind === 'found') return translation.code;
    const isLenient = lenient.includes(field.replaceAll(/\[\d+\]/g, ''));
    (isLenient ? this.warnings : this.issues).push({
      code: ISSUES[translation.kind],
      field,
      list,
      localCode: this.namedIn(list, localCode),
      masked: maskUnlessCode(localCode),
    });
    return undefined;
  }

  /** How causes and the crosswalk name a code: as it is, or, where it could be somebody's name, by what stands for it. */
  namedIn(list: number, localCode: string): string {
    const shown = maskUnlessCode(localCode);
    if (shown === localCode) return localCode;
    const { keyedDigest, sourceId } = this.codes;
    const digest = keyedDigest.digest(JSON.stringify(['code', sourceId, list, localCode.trim()]));
    return digest === '' ? shown : codeHandle(digest);
  }

  /** By the code itself, or by what a person was shown for it. */
  #translate(list: number, localCode: string): CodeTranslation {
    const { codeBook, sourceId, onDate } = this.codes;
    const translation = codeBook.translate(sourceId, list, localCode, onDate);
    const name = translation.kind === 'unmapped' ? this.namedIn(list, localCode) : localCode;
    return name === localCode ? translation : codeBook.translate(sourceId, list, name, onDate);
  }
}
