/**
 * Every route there is, written by hand: method, path, and what it asks for (`open` = nothing). A route that is not here
 * fails the build, and so does one that asks for something else than here. Add yours, and its cells to the matrix.
 */
export const DECLARED_ROUTES: readonly string[] = [
  'GET /api/v1/overview overview.read',
  'GET /api/v1/records records.read',
  'GET /health/live open',
  'GET /health/ready open',
  'GET /metrics open',
  'POST /api/v1/hooks/:source open',
];
