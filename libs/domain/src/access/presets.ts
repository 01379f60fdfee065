import { holds, type Permission } from './permissions';
import type { UserRole } from './principal';
import { exclusivePair } from './role-rules';

/** One person of a preset: where this person works, and as what. */
export interface PresetPerson {
  readonly id: string;
  readonly name: string;
  /** `agency` the one the preset is for; `province` all of them. */
  readonly at: 'agency' | 'province';
  readonly roles: readonly UserRole[];
  /** Head of the agency, or somebody with the head's written delegation. */
  readonly decides?: 'head' | 'delegate' | undefined;
}

/** A set of people that covers every duty of an agency, for a given number of people there. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly people: readonly PresetPerson[];
}

export type PresetFinding =
  | { readonly kind: 'exclusive-pair'; readonly person: string; readonly pair: readonly [UserRole, UserRole] }
  | { readonly kind: 'duty-without-person'; readonly duty: Duty }
  /** Everybody who may approve is the only one who may ask. */
  | { readonly kind: 'nobody-else'; readonly duty: Duty };

/** What must be done by somebody, and by whom it can be. Of a duty with `asks` a second person approves. */
const DUTIES = {
  'look-after-queues': { does: (one: PresetPerson) => may(one, 'records.read') },
  'work-on-cases': { does: (one: PresetPerson) => one.roles.includes('inspector') },
  'approve-content': {
    asks: (one: PresetPerson) => may(one, 'records.read') && !one.roles.includes('approver'),
    does: (one: PresetPerson) => one.roles.includes('approver') && one.decides !== undefined,
  },
  'approve-policy-and-mapping': {
    asks: (one: PresetPerson) => one.roles.includes('config-admin'),
    does: (one: PresetPerson) => one.roles.includes('approver'),
  },
  unmask: {
    asks: (one: PresetPerson) => may(one, 'unmask.request'),
    does: (one: PresetPerson) => may(one, 'unmask.approve'),
  },
  configure: { does: (one: PresetPerson) => may(one, 'accounts.manage') },
  audit: { does: (one: PresetPerson) => may(one, 'audit.read') },
  'keep-keys': { does: (one: PresetPerson) => may(one, 'keys.manage') },
} as const;
export type Duty = keyof typeof DUTIES;

/** What is wrong with a preset: nothing, if every duty has its people and nobody holds roles that exclude each other. */
export function checkPreset({ people }: Preset): readonly PresetFinding[] {
  const pairs = people.flatMap(({ id, roles }) => {
    const pair = exclusivePair(roles);
    return pair === undefined ? [] : [{ kind: 'exclusive-pair' as const, person: id, pair }];
  });
  return [...pairs, ...(Object.keys(DUTIES) as Duty[]).flatMap((duty) => checkDuty(duty, people))];
}

function checkDuty(duty: Duty, people: readonly PresetPerson[]): readonly PresetFinding[] {
  const rule: { asks?: (one: PresetPerson) => boolean; does: (one: PresetPerson) => boolean } = DUTIES[duty];
  const doers = people.filter(rule.does);
  const askers = rule.asks === undefined ? [] : people.filter(rule.asks);
  if (doers.length === 0 || (rule.asks !== undefined && askers.length === 0))
    return [{ kind: 'duty-without-person', duty }];
  const isStuck = askers.some((asker) => doers.every((doer) => doer.id === asker.id));
  return isStuck ? [{ kind: 'nobody-else', duty }] : [];
}

function may({ roles }: PresetPerson, permission: Permission): boolean {
  return holds(roles, permission);
}
