import { CodeBookInMemory, type CrosswalkRow, type RecordIssue } from '@kntc/domain';
import type { Verdict } from '@kntc/intake';
import type { Cause, StandingRow } from '@kntc/storage';
import type { GatewayParts } from './gateway-parts';

/** What one record of a cause would become. */
export interface TriedRecord {
  readonly row: StandingRow;
  readonly verdict: Verdict;
  /** The cause would be gone. */
  readonly isCured: boolean;
}

type Target = Pick<CrosswalkRow, 'nationalCode' | 'validFrom' | 'validUntil'>;

/**
 * Judges some records of a cause with other rows of the crosswalk for its code, without putting them into use. Reads only;
 * `undefined`: the source is read by another process, or the rows are about a cause that is about no code.
 */
export async function tryCause(
  parts: GatewayParts,
  cause: Cause,
  {
    rows,
    targets,
  }: { readonly rows: readonly StandingRow[]; readonly targets: readonly Target[] | undefined },
): Promise<readonly TriedRecord[] | undefined> {
  const polled = parts.sources.find(({ source }) => source.info.id === cause.source);
  const isAboutCode = cause.list !== undefined && cause.localCode !== undefined;
  if (polled === undefined || (targets !== undefined && !isAboutCode)) return undefined;
  const keys = rows.map(({ local_key: key }) => key);
  const codeBook = targets === undefined ? undefined : await proposedBook(parts, cause, targets);
  const verdicts = await parts.judgeAnew.verdicts(polled.source, keys, codeBook);
  return rows.flatMap((row) => {
    const verdict = verdicts.get(row.local_key);
    return verdict === undefined ? [] : [{ row, verdict, isCured: !verdict.reasons.some(isOf(cause)) }];
  });
}

async function proposedBook(
  { configuration, province }: GatewayParts,
  { source: sourceId = '', list = 0, localCode = '' }: Cause,
  targets: readonly Target[],
): Promise<CodeBookInMemory> {
  const inUse = await configuration.crosswalk();
  const others = inUse.filter(
    (row) => !(row.sourceId === sourceId && row.list === list && row.localCode === localCode),
  );
  const proposed = targets.map((target) => ({ sourceId, list, localCode, ...target }));
  return new CodeBookInMemory('proposed', {
    crosswalk: [...others, ...proposed],
    codes: await configuration.nationalCodes(),
    agencies: province.agencies,
  });
}

function isOf({ code, list, localCode }: Cause): (issue: RecordIssue) => boolean {
  return (issue) => issue.code === code && issue.list === list && issue.localCode === localCode;
}
