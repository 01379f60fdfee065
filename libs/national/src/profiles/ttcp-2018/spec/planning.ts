import type { Case, IdentityPolicy, NationalIds, PlannedStep, StepPlan } from '@kntc/domain';
import { aContext } from './a-case';
import { aProfile } from './a-profile';

export const CASE_ID = '3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a01';
export const IDS: NationalIds = {
  caseId: CASE_ID,
  resultIds: new Map([
    [1, '3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a02'],
    [2, '3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a03'],
  ]),
};
/** Nothing known yet: step 1 creates. */
export const NEW: NationalIds = { resultIds: new Map() };

/** The profile as the demo ships it. */
export const profile = aProfile();

export function plan(kase: Case, identityPolicy?: IdentityPolicy): StepPlan {
  return profile.plan(kase, aContext({ identityPolicy }));
}

export function bodyText(step: PlannedStep | undefined, ids = IDS, of = profile): string {
  if (step === undefined) throw new Error('the plan is shorter than expected');
  const body = of.body(step, ids);
  if (!(body instanceof Uint8Array)) throw new Error('a streamed body has no text yet');
  return Buffer.from(body).toString('utf8');
}

export function bodyOf(
  step: PlannedStep | undefined,
  ids = IDS,
  of = profile,
): Readonly<Record<string, unknown>> {
  return JSON.parse(bodyText(step, ids, of)) as Readonly<Record<string, unknown>>;
}

/** A member deep inside a body: `at(body, 'NguoiKNTC.DataNguoiKNTC.0')`. */
export function at(body: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], body);
}
