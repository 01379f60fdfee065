import { createKeyedDigest } from '@kntc/confidentiality';
import {
  approvalOfResolution,
  resolutionSteps,
  type DecisionWay,
  type NationalProfile,
  type ResolutionStep,
} from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { loadSources, overlayJudge } from '@kntc/sources';
import { PgConflicts, type ShownNow, type WantedDecision } from '@kntc/storage';
import { farSide } from '../composition/national-side';
import { withAllKeys } from '../database/open-keys';
import type { Place } from '../database/place';
import type { Questions } from '../database/questions';
import type { OperationOptions } from '../operation-answer';
import { Refusal } from '../refusal';

export interface ResolveOptions extends OperationOptions {
  readonly field: string;
  readonly take: DecisionWay;
  readonly preview?: true;
}

export interface PreviewedSteps {
  readonly steps: readonly ResolutionStep[];
  readonly needsApprover: boolean;
}

interface Deciding {
  readonly conflicts: PgConflicts;
  readonly questions: Questions;
  /** What the far side shows of a record now; `undefined`: it did not answer, or there is no such record. */
  readonly shownOf: (reference: string) => Promise<ShownNow>;
  readonly steps: (reference: string, field: string, take: DecisionWay) => Promise<PreviewedSteps>;
}

export function wantedOf(
  field: string,
  way: DecisionWay,
  text: string | undefined,
): readonly WantedDecision[] {
  return [{ field, way, text }];
}

/**
 * Opens what decides about fields that differ: database, keys, sources, and the far side for reading only.
 * @throws Refusal where no far side is known
 */
export async function decidingConflicts<T>(
  place: Place,
  options: OperationOptions,
  work: (deciding: Deciding) => Promise<T>,
): Promise<T> {
  const { environment, terminal } = place;
  const far = await farSide(environment, terminal.variables);
  if (far === undefined)
    throw new Refusal([
      'Chưa biết địa chỉ CSDLQG, nên không đọc được giá trị đang có ở đó.',
      'Lệnh chưa chạy, chưa có gì thay đổi.',
      'Đặt NATIONAL_BASE_URL như của cổng, hoặc chạy lệnh trên máy có cổng đang chạy.',
    ]);
  const { profile } = far;
  return withAllKeys(place, options, async ({ database, audit, approvals, seals, keys }) => {
    const conflicts = new PgConflicts({
      dataSource: database.dataSource,
      ids: randomIds,
      audit,
      approvals,
      seals,
      keyedDigest: createKeyedDigest(keys),
      judge: overlayJudge(loadSources(environment.configDir, terminal.variables).sources),
      policy: async () => (await database.questions.policy())?.policy,
      stepOf: (field) => profile.readBack?.stepOf(field),
    });
    return work({
      conflicts,
      questions: database.questions,
      shownOf: (reference) => shownNow(conflicts, profile, reference),
      steps: async (reference, field, way) => {
        const row = await conflicts.find(reference);
        const key = profile.readBack?.stepOf(field);
        const follow = key === undefined ? [] : [{ key, way }];
        return {
          steps: resolutionSteps(follow, profile.capabilities.repeat),
          needsApprover: approvalOfResolution([way], row?.kind) === 'content',
        };
      },
    });
  });
}

async function shownNow(
  conflicts: PgConflicts,
  profile: NationalProfile,
  reference: string,
): Promise<ShownNow> {
  const row = await conflicts.find(reference);
  if (row?.national_id === undefined || row.national_id === null || profile.readBack === undefined)
    return undefined;
  const id = row.national_id.toLowerCase();
  const shown = await profile.readBack.byId(id, { account: profile.accountOf(row.agency_id) });
  if (shown.kind !== 'shown') return undefined;
  const own = shown.records.find(({ caseId }) => caseId.toLowerCase() === id);
  return own && new Map(own.fields.map((field) => [field.name, field]));
}
