import { FOUND_RULES } from './oracle-found';
import { CASE_TARGETS, decision, OF_AGENCIES, type RouteRule } from './route-rule';

/** What is asked and decided about what both sides see differently; see {@link ORACLE}. */
export const BOTH_SIDES_RULES: readonly RouteRule[] = [
  {
    route: 'GET /api/v1/findings',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver'],
    token: true,
    status: 200,
  },
  {
    route: 'GET /api/v1/conflicts',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver'],
    token: true,
    status: 200,
  },
  {
    route: 'GET /api/v1/conflicts/:reference',
    targets: CASE_TARGETS,
    roles: ['operator', 'inspector', 'approver'],
    token: true,
    // Both sides agree.
    status: 404,
  },
  // Let in; nothing differs there, and nothing was decided.
  ...['resolve', 'undo'].map((act) => decision(`conflicts/:reference/${act}`, 409)),
  { ...decision('conflicts/groups/:group/resolve', 404), targets: ['none'] },
  ...['proposals', 'correction-requests', 'entry-batches'].map((list) => ({
    route: `GET /api/v1/${list}`,
    targets: ['none'] as const,
    roles: ['operator', 'inspector', 'approver'],
    token: true as const,
    status: 200,
  })),
  ...FOUND_RULES,
  {
    route: 'GET /api/v1/proposals/:id',
    targets: OF_AGENCIES,
    roles: ['operator', 'inspector', 'approver'],
    token: true,
    status: 200,
  },
  { ...decision('proposals/:id/decision', 200), targets: OF_AGENCIES },
  // They are the province's: of another agency than one's own.
  ...['', '/files/:file'].map((of) => ({
    route: `GET /api/v1/correction-requests/:id${of}`,
    targets: ['other agency', 'absent'] as const,
    roles: ['operator', 'inspector', 'approver'],
    token: true as const,
    status: 200,
  })),
  // Let in, and then told what is missing: a body.
  ...['', '/:id/sent', '/:id/withdraw'].map((path) => ({
    ...decision(`correction-requests${path}`, 400),
    targets: ['none'] as const,
  })),
  // Let in, and then told what is missing: a body; of what number no batch has.
  { ...decision('entry-batches', 400), targets: ['none'] },
  ...['cancel', 'result', 'workbook'].map((act) => ({
    ...decision(`entry-batches/:id/${act}`, 404),
    targets: ['none'] as const,
  })),
  {
    route: 'GET /api/v1/reconciliation',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver', 'config-admin'],
    token: true,
    status: 200,
  },
  // Of the own agency; of all records only whoever works for the whole province.
  { ...decision('reconciliation', 200), targets: ['own agency'] },
];
