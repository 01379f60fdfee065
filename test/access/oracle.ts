import { BOTH_SIDES_RULES } from './oracle-both-sides';
import { OF_OPERATIONS } from './oracle-operations';
import { OF_PEOPLE } from './oracle-people';
import { CASE_TARGETS, decision, type RouteRule, type Target } from './route-rule';

/**
 * Who may call what, written by hand from the requirements (guarantees §5.1, issue 4) and not from the tables of the
 * product: these are compared with it, cell by cell.
 */

const STATUTORY = ['forms', 'workbook', 'usage-report', 'differences', 'changes', 'closings'].map(
  (list) => `statutory/${list}`,
);
const OF_PERIODS = [...STATUTORY, 'receptions', 'receptions/book'];

export const ORACLE: readonly RouteRule[] = [
  { route: 'GET /health/live', targets: ['none'], roles: 'everybody', status: 200 },
  { route: 'GET /health/ready', targets: ['none'], roles: 'everybody', status: 200 },
  { route: 'GET /api/openapi.json', targets: ['none'], roles: 'everybody', status: 200 },
  { route: 'GET /metrics', targets: ['none'], roles: 'everybody', status: 200 },
  // No account opens it: an unsigned bell is refused whoever rings.
  { route: 'POST /api/v1/hooks/:source', targets: ['none'], roles: 'everybody', status: 401 },
  {
    route: 'GET /api/v1/overview',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver', 'config-admin'],
    token: true,
    status: 200,
  },
  {
    route: 'GET /api/v1/records',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver'],
    token: true,
    status: 200,
  },
  {
    route: 'GET /api/v1/cases/:reference',
    targets: CASE_TARGETS,
    roles: ['operator', 'inspector', 'approver'],
    token: true,
    status: 200,
  },
  {
    route: 'GET /api/v1/cases/:reference/attempts',
    targets: CASE_TARGETS,
    roles: ['operator', 'inspector', 'approver'],
    token: true,
    status: 200,
  },
  {
    route: 'GET /api/v1/ledger',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver', 'config-admin'],
    token: true,
    status: 200,
  },
  {
    route: 'GET /api/v1/deadlines',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver'],
    token: true,
    status: 200,
  },
  {
    route: 'GET /api/v1/outages',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver', 'config-admin'],
    token: true,
    status: 200,
  },
  ...['records', 'files/:file'].map((of) => ({
    route: `GET /api/v1/outages/:id/${of}`,
    targets: ['own agency', 'absent'] as const,
    roles: ['operator', 'inspector', 'approver'],
    token: true as const,
    status: 200,
  })),
  {
    route: 'GET /api/v1/shadow',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver', 'config-admin'],
    token: true,
    status: 200,
  },
  {
    route: 'GET /api/v1/causes',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver', 'config-admin'],
    token: true,
    status: 200,
  },
  ...['code-lists', 'codes', 'crosswalk', 'missing-codes', 'code-list-changes'].map((list) => ({
    route: `GET /api/v1/${list}`,
    targets: ['none'] as const,
    roles: ['operator', 'inspector', 'approver', 'config-admin'],
    token: true as const,
    status: list === 'codes' ? 400 : 200,
  })),
  {
    route: 'GET /api/v1/code-list-changes/:list',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver', 'config-admin'],
    token: true,
    // Nothing waits.
    status: 404,
  },
  // Let in, and then told what is missing: the period.
  ...OF_PERIODS.map((list) => ({
    route: `GET /api/v1/${list}`,
    targets: ['none'] as const,
    roles: ['operator', 'inspector', 'approver'],
    token: true as const,
    status: list.endsWith('closings') ? 200 : 400,
  })),
  // Let in, and then told what is missing: a body.
  { route: 'POST /api/v1/receptions/book', targets: ['none'], roles: ['inspector'], status: 400 },
  { ...decision('receptions/entered', 400), targets: ['none'] },
  ...['closings', 'adjustments'].map((act) => ({
    route: `POST /api/v1/statutory/${act}`,
    targets: ['none'] as const,
    roles: ['operator', 'inspector', 'approver'],
    status: 400,
  })),
  // Let in, and then told what is missing: a body.
  ...['crosswalk', 'code-list-changes/:list/accept', 'code-list-changes/:list/refuse'].map((path) => ({
    route: `POST /api/v1/${path}`,
    targets: ['none'] as const,
    roles: ['approver', 'config-admin'],
    status: 400,
  })),
  { route: 'GET /api/v1/audit', targets: ['none'], roles: ['auditor'], token: true, status: 200 },
  { route: 'GET /api/v1/unmask-requests', targets: ['none'], roles: ['approver'], status: 200 },
  { route: 'POST /api/v1/unmask-requests', targets: CASE_TARGETS, roles: ['inspector'], status: 201 },
  {
    route: 'POST /api/v1/unmask-requests/:id/approval',
    targets: CASE_TARGETS,
    roles: ['approver'],
    status: 200,
  },
  {
    route: 'POST /api/v1/unmask-requests/:id/reveal',
    targets: CASE_TARGETS,
    roles: ['inspector'],
    status: 200,
  },
  { route: 'GET /api/v1/session', targets: ['none'], roles: 'signed-in', status: 200 },
  { route: 'DELETE /api/v1/session', targets: ['none'], roles: 'signed-in', status: 204 },
  { route: 'GET /api/v1/tokens', targets: ['none'], roles: 'signed-in', status: 200 },
  // Let in, and then told what is missing: a body; of what id nobody has.
  { route: 'POST /api/v1/tokens', targets: ['none'], roles: 'signed-in', status: 400 },
  { route: 'DELETE /api/v1/tokens/:id', targets: ['none'], roles: 'signed-in', status: 404 },
  { route: 'GET /dang-nhap', targets: ['none'], roles: 'everybody', status: 200 },
  { route: 'GET /dang-nhap/doi-mat-khau', targets: ['none'], roles: 'everybody', status: 200 },
  // Without a provider both lead to the page of the sign-in.
  { route: 'GET /dang-nhap/sso', targets: ['none'], roles: 'everybody', status: 200 },
  { route: 'GET /dang-nhap/sso/tra-loi', targets: ['none'], roles: 'everybody', status: 200 },
  // Forms that come from no page of ours are refused, whoever sends them.
  { route: 'POST /dang-nhap', targets: ['none'], roles: 'everybody', status: 403 },
  { route: 'POST /dang-nhap/ma', targets: ['none'], roles: 'everybody', status: 403 },
  { route: 'POST /dang-nhap/doi-mat-khau', targets: ['none'], roles: 'everybody', status: 403 },
  { route: 'POST /dang-nhap/xac-thuc', targets: ['none'], roles: 'everybody', status: 403 },
  { route: 'POST /dang-xuat', targets: ['none'], roles: 'everybody', status: 403 },
  {
    route: 'GET /api/v1/holds',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver'],
    token: true,
    status: 200,
  },
  // Let in; nothing is held there.
  ...['release', 'keep', 'not-there', 'national-id'].map((act) => decision(`holds/:reference/${act}`, 409)),
  decision('scope-decisions', 409),
  {
    route: 'GET /api/v1/overlays',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver'],
    token: true,
    status: 200,
  },
  ...BOTH_SIDES_RULES,
  // Of a field that cannot be completed, and of one that was not.
  decision('overlays', 409),
  decision('overlays/withdraw', 409),
  {
    route: 'GET /api/v1/requests',
    targets: ['none'],
    roles: ['operator', 'inspector', 'approver'],
    token: true,
    status: 200,
  },
  // Let in, and then told what is missing: a body; of what id nobody has.
  { ...decision('requests', 400), targets: ['none'] },
  { ...decision('requests/:id/reply', 404), targets: ['none'] },
  ...OF_OPERATIONS,
  ...OF_PEOPLE,
  // Each record is answered by itself.
  { ...decision('resyncs', 200), targets: ['none'] },
];

/** Who calls. */
export interface Caller {
  readonly name: string;
  readonly roles: readonly string[];
  readonly scope: 'own agency' | 'province';
  readonly as: 'nobody' | 'person' | 'token' | 'token for nothing';
}

const ROLES = ['operator', 'inspector', 'approver', 'config-admin', 'auditor', 'key-custodian'] as const;
const SCOPES = ['own agency', 'province'] as const;

export const CALLERS: readonly Caller[] = [
  { name: 'nobody', roles: [], scope: 'own agency', as: 'nobody' },
  ...SCOPES.flatMap((scope) => [
    { name: `no role, ${scope}`, roles: [], scope, as: 'person' as const },
    ...ROLES.flatMap((role) =>
      (['person', 'token', 'token for nothing'] as const).map((as) => ({
        name: `${role}, ${scope}, ${as}`,
        roles: [role],
        scope,
        as,
      })),
    ),
  ]),
];

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** The status a call must have. */
export function expectedStatus(rule: RouteRule, caller: Caller, target: Target): number {
  if (rule.roles === 'everybody') return rule.status;
  if (caller.as === 'nobody') return 401;
  const isLetIn =
    (rule.roles === 'signed-in' || caller.roles.some((role) => rule.roles.includes(role))) &&
    (caller.as === 'person' || (caller.as === 'token' && rule.token === true));
  if (!isLetIn) return 403;
  const isThere =
    target === 'none' ||
    target === 'own agency' ||
    (target === 'other agency' && caller.scope === 'province');
  return isThere ? rule.status : 404;
}
