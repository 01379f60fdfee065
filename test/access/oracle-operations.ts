import type { RouteRule } from './route-rule';

const WORK_ON_CASES = ['operator', 'inspector', 'approver'];

/** What is read by whoever works on cases. @param status what is answered where the thing that is named is not there */
function reading(path: string, status: number): RouteRule {
  return { route: `GET /api/v1/${path}`, targets: ['none'], roles: WORK_ON_CASES, token: true, status };
}

function deciding(path: string, status: number): RouteRule {
  return { route: `POST /api/v1/${path}`, targets: ['none'], roles: WORK_ON_CASES, status };
}

/** Queues, re-syncs as operations, and what is said of causes: written by hand like the others. */
export const OF_OPERATIONS: readonly RouteRule[] = [
  {
    route: 'GET /api/v1/queues',
    targets: ['none'],
    roles: [...WORK_ON_CASES, 'config-admin'],
    token: true,
    status: 200,
  },
  ...['alerts', 'alerts/channels'].map((path): RouteRule => ({
    ...reading(path, 200),
    roles: [...WORK_ON_CASES, 'config-admin'],
  })),
  // Whoever is woken by an alert may say so, IT too.
  { ...deciding('alerts/test', 400), roles: [...WORK_ON_CASES, 'config-admin'] },
  { ...deciding('alerts/:id/acknowledge', 404), roles: [...WORK_ON_CASES, 'config-admin'] },
  // Let in, and then told what is missing: a body.
  ...['queues/pause', 'queues/resume', 'resync', 'resync/preview'].map((path) => deciding(path, 400)),
  reading('resync', 200),
  // Let in; of what id nobody has.
  ...['', '/items', '/events'].map((of) => reading(`resync/:id${of}`, 404)),
  ...['stop', 'pause', 'go-on'].map((act) => deciding(`resync/:id/${act}`, 404)),
  reading('causes/:id/notes', 404),
  ...['acknowledge', 'assign', 'comment', 'samples'].map((act) => deciding(`causes/:id/${act}`, 404)),
];
