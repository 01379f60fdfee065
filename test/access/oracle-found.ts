const ROLES = ['operator', 'inspector', 'approver'] as const;
/** A pair hangs on both its cases: whoever must not know of either does not know of it. */
const TARGETS = ['own agency', 'other agency', 'excluded', 'absent'] as const;

/** Who may call what about pairs that may be one matter; part of the table written by hand. */
export const FOUND_RULES = [
  { route: 'GET /api/v1/duplicates', targets: ['none'], roles: ROLES, token: true, status: 200 },
  { route: 'GET /api/v1/duplicates/:id', targets: TARGETS, roles: ROLES, token: true, status: 200 },
  { route: 'GET /api/v1/duplicates/searches', targets: ['none'], roles: ROLES, token: true, status: 200 },
  // Of the own agency; of all cases only whoever works for the whole province.
  { route: 'POST /api/v1/duplicates/searches', targets: ['own agency'], roles: ROLES, status: 200 },
  // Let in; it was decided already, or never was.
  { route: 'POST /api/v1/duplicates/:id/decision', targets: TARGETS, roles: ROLES, status: 409 },
  { route: 'POST /api/v1/duplicates/:id/undo', targets: TARGETS, roles: ROLES, status: 409 },
] as const;
