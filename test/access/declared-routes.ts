/**
 * Every route there is, written by hand: method, path, and what it asks for (`open` = nothing). A route that is not here
 * fails the build, and so does one that asks for something else than here. Whoever adds one says in `oracle.ts` who may
 * call it.
 */
export const DECLARED_ROUTES: readonly string[] = [
  'GET /api/v1/audit audit.read',
  'GET /api/v1/cases/:reference cases.read',
  'GET /api/v1/cases/:reference/attempts cases.read',
  'GET /api/v1/causes overview.read',
  'GET /api/v1/overview overview.read',
  'GET /api/v1/records records.read',
  'GET /api/v1/unmask-requests unmask.approve',
  'GET /health/live open',
  'GET /health/ready open',
  'GET /metrics open',
  'POST /api/v1/hooks/:source open',
  'POST /api/v1/unmask-requests unmask.request',
  'POST /api/v1/unmask-requests/:id/approval unmask.approve',
  'POST /api/v1/unmask-requests/:id/reveal unmask.reveal',
  'GET /api/v1/session session.own',
  'DELETE /api/v1/session session.own',
  'GET /api/v1/tokens session.own',
  'POST /api/v1/tokens session.own',
  'DELETE /api/v1/tokens/:id session.own',
  'GET /dang-nhap open',
  'POST /dang-nhap open',
  'POST /dang-nhap/ma open',
  'GET /dang-nhap/doi-mat-khau open',
  'POST /dang-nhap/doi-mat-khau open',
  'POST /dang-nhap/xac-thuc open',
  'GET /dang-nhap/sso open',
  'GET /dang-nhap/sso/tra-loi open',
  'POST /dang-xuat open',
];
