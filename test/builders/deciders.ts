import type { Decider } from '@kntc/domain';

/** The head of an agency, and somebody who holds the head's written word until 26/11/2026. */
export const head: Decider = { account: 'an', roles: ['approver'], agencies: ['xa-a'], headOf: ['xa-a'] };
export const delegation = {
  agencyId: 'xa-a',
  documentNo: '12/UQ-UBND',
  validFrom: '2026-11-01',
  validUntil: '2026-11-26',
};
export const delegate: Decider = {
  account: 'chi',
  roles: ['approver'],
  agencies: ['xa-a'],
  delegations: [delegation],
};

export const refused = (why: string) => ({ kind: 'refused', why });
export const allowed = { kind: 'allowed' };
