import type { Principal } from '@kntc/domain';

/** Somebody of the province who may look at any of its cases. */
export const AN_OPERATOR: Principal = {
  accountId: '00000000-0000-4000-8000-00000000000a',
  login: 'van.hanh',
  roles: ['operator'],
  agencies: 'all',
  via: 'local',
  authenticatedAt: '2026-11-26T00:00:00.000Z',
};
