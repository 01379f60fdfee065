import { previewRecord } from '@kntc/delivery';
import { fieldLabel, releaseOf, shownSide, type DueRecord, type UserRole } from '@kntc/domain';
import { MOST_RECORDS, toStanding, type ChosenSet, type StandingRow } from '@kntc/storage';
import type { GatewayParts } from './gateway-parts';

export type PreviewAct = 'create' | 'update' | 'attach' | 'nothing' | 'conflict' | 'blocked';

/** What would become of one record. */
export interface PreviewedRecord {
  readonly row: StandingRow;
  readonly act: PreviewAct;
  /** Why it would stay: a code of `REASONS`, or why a re-sync leaves it alone. */
  readonly why?: string | undefined;
}

export interface ResyncPreview {
  readonly seen: readonly PreviewedRecord[];
  readonly unseen: number;
  readonly samples: readonly PreviewedSample[];
}

type Side = ReturnType<typeof shownSide>;

export interface PreviewedSample {
  readonly reference: string;
  readonly act: PreviewAct;
  readonly fields: readonly {
    readonly field: string;
    readonly label: string;
    readonly before: Side;
    readonly after: Side;
  }[];
}

/** Records whose plan is worked out: what a person waits a few seconds for. */
const LOOKED_AT = 2_000;
const AT_ONCE = 200;
const SAMPLES = 3;
const SAMPLE_FIELDS = 20;

/**
 * What a re-sync of these records would do, by the rules that would do it: each is planned, or judged, as it stands, and nothing is
 * sent, asked of the far side or stored. What the far side would answer nobody knows.
 */
export async function previewResync(
  parts: GatewayParts,
  { rows }: ChosenSet,
  roles: readonly UserRole[],
): Promise<ResyncPreview> {
  const looked = rows.slice(0, Math.min(LOOKED_AT, MOST_RECORDS));
  const seen: PreviewedRecord[] = [];
  for (let at = 0; at < looked.length; at += AT_ONCE)
    seen.push(...(await previewed(parts, looked.slice(at, at + AT_ONCE))));
  return { seen, unseen: rows.length - seen.length, samples: await samplesOf(parts, seen, roles) };
}

async function previewed(
  parts: GatewayParts,
  rows: readonly StandingRow[],
): Promise<readonly PreviewedRecord[]> {
  const releases = rows.map((row) => ({
    row,
    release: releaseOf(toStanding(row), row.attempt_no ?? undefined),
  }));
  const skipped = releases.flatMap(({ row, release }) =>
    release.kind === 'skip' ? [{ row, act: 'blocked' as const, why: release.why }] : [],
  );
  const of = (kind: 'due' | 'judge') =>
    releases.flatMap(({ row, release }) => (release.kind === kind ? [row] : []));
  return [...skipped, ...(await planned(parts, of('due'))), ...(await judged(parts, of('judge')))];
}

async function planned(
  { resyncRecords, profile, knowledge }: GatewayParts,
  rows: readonly StandingRow[],
): Promise<readonly PreviewedRecord[]> {
  const records = await resyncRecords.read(rows.flatMap((row) => row.national_record_id ?? []));
  const ports = {
    profile,
    codeBook: () => knowledge.codeBook,
    identityPolicy: () => knowledge.identityPolicy,
  };
  return rows.flatMap((row) => {
    const record: DueRecord | undefined = records.get(row.national_record_id ?? '');
    if (record === undefined) return [];
    const preview = previewRecord(record, ports);
    return [{ row, act: preview.act, why: 'code' in preview ? preview.code : undefined }];
  });
}

/** What is no case yet is judged by what is in use now; a source that another process reads is left out. */
async function judged(
  { judgeAnew, sources }: GatewayParts,
  rows: readonly StandingRow[],
): Promise<readonly PreviewedRecord[]> {
  const all: PreviewedRecord[] = [];
  for (const { source } of sources) {
    const own = rows.filter(({ source_id: id }) => id === source.info.id);
    if (own.length === 0) continue;
    const verdicts = await judgeAnew.verdicts(
      source,
      own.map(({ local_key: key }) => key),
    );
    for (const row of own) {
      const verdict = verdicts.get(row.local_key);
      if (verdict === undefined) continue;
      const act = verdict.class !== 'accepted' ? 'blocked' : verdict.isClaimed ? 'attach' : 'create';
      all.push({ row, act, ...(act === 'blocked' && { why: verdict.reasons[0]?.code }) });
    }
  }
  return all;
}

/** Fields that would change, of the first few that would be sent, masked by role; of a denunciation codes and dates alone. */
async function samplesOf(
  { sides }: GatewayParts,
  seen: readonly PreviewedRecord[],
  roles: readonly UserRole[],
): Promise<readonly PreviewedSample[]> {
  const wanted = seen.filter(({ act, row }) => ['create', 'update'].includes(act) && row.reference !== null);
  const samples: PreviewedSample[] = [];
  for (const { row, act } of wanted.slice(0, SAMPLES)) {
    const reference = row.reference ?? '';
    const changes = await sides.changes(reference);
    if (changes === undefined) continue;
    const about = { of: changes.kind, roles };
    samples.push({
      reference,
      act,
      fields: changes.fields.slice(0, SAMPLE_FIELDS).map(({ name, kind, before, after }) => ({
        field: name,
        label: fieldLabel(name),
        before: shownSide({ kind, value: before }, about),
        after: shownSide({ kind, value: after }, about),
      })),
    });
  }
  return samples;
}
