import type { RouteRule } from './route-rule';

/** Accounts are what administrators of the configuration look after, and no machine does. */
const ADMINISTRATORS = ['config-admin'];

function rule(route: string, status: number): RouteRule {
  return { route, targets: ['none'], roles: ADMINISTRATORS, status };
}

/** Offices, people, their accounts here and in the national system: written by hand like the others. */
export const OF_PEOPLE: readonly RouteRule[] = [
  ...[
    'agencies',
    'agencies/form',
    'users',
    'users/counts',
    'users/form',
    'national-accounts',
    'national-accounts/form',
  ].map((path) => rule(`GET /api/v1/${path}`, 200)),
  // Let in, and then told what is missing: a body.
  ...[
    'agencies/preview',
    'agencies/import',
    'users/preview',
    'users/import',
    'national-accounts',
    'national-accounts/confirm',
  ].map((path) => rule(`POST /api/v1/${path}`, 400)),
  // Let in; of what id nobody has.
  ...['users/:id/disable', 'users/:id/remove', 'national-accounts/:id/end'].map((path) =>
    rule(`POST /api/v1/${path}`, 404),
  ),
];
