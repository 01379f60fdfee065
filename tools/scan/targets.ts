import type { SqlTarget } from './sqlmap';

const UUID = '0b3f6f0e-6d5f-4a0e-9a55-1c1f4f6d2a10';

/** A request to be tried, as whom, and by which answers one sees that it got to where its values are used. */
export interface Target extends SqlTarget {
  readonly as: 'officer' | 'approver' | 'auditor' | 'visitor';
  readonly handled: readonly number[];
}

export interface Known {
  readonly reference: string;
  /** Of the officer's session. */
  readonly csrf: string;
  /** Of a sign-in form. */
  readonly formToken: string;
}

/** Every route of the gateway that takes a value, with values it accepts. `*` marks a value inside a path. */
export function targets({ reference, csrf, formToken }: Known): readonly Target[] {
  const wanted = {
    reference,
    field: 'petitioner.name',
    place: 1,
    reasonCode: 'verify-identity',
    reasonText: 'scanning for holes',
  };
  const token = { name: 'scan', scopes: ['records.read'], days: 1, reason: 'scan' };
  return [
    { as: 'officer', path: '/api/v1/records?class=waiting&limit=5', handled: [200] },
    { as: 'officer', path: `/api/v1/cases/${reference}*`, handled: [200, 404] },
    {
      as: 'officer',
      method: 'POST',
      path: '/api/v1/unmask-requests',
      body: JSON.stringify(wanted),
      handled: [201],
    },
    {
      as: 'approver',
      method: 'POST',
      path: `/api/v1/unmask-requests/${UUID}*/approval`,
      body: '{}',
      handled: [404],
    },
    {
      as: 'officer',
      method: 'POST',
      path: `/api/v1/unmask-requests/${UUID}*/reveal`,
      body: '{}',
      handled: [404],
    },
    { as: 'officer', method: 'POST', path: '/api/v1/tokens', body: JSON.stringify(token), handled: [201] },
    { as: 'officer', method: 'DELETE', path: `/api/v1/tokens/${UUID}*`, handled: [204, 404] },
    { as: 'auditor', path: '/api/v1/audit?limit=5', handled: [200] },
    ...signInTargets(csrf, formToken),
  ];
}

/** Forms, and the bell of a local system. */
function signInTargets(csrf: string, formToken: string): readonly Target[] {
  const change = `csrf=${csrf}&old=a&password=b&again=c`;
  return [
    {
      as: 'visitor',
      method: 'POST',
      path: '/dang-nhap',
      body: `csrf=${formToken}&login=demo2*&password=khong-biet-dau*`,
      handled: [401, 429],
    },
    {
      as: 'officer',
      method: 'POST',
      path: '/dang-nhap/doi-mat-khau',
      body: change,
      handled: [401, 422, 429],
    },
    // Refused before their values are used, on purpose: a code without a sign-in that waits for one, a bell without its key.
    {
      as: 'officer',
      method: 'POST',
      path: '/dang-nhap/ma',
      body: `csrf=${csrf}&code=123456`,
      handled: [401, 403, 429],
    },
    {
      as: 'officer',
      method: 'POST',
      path: '/api/v1/hooks/demo-province*',
      body: '{"changed":["1"]}',
      headers: ['X-Kntc-Timestamp: 1', `X-Kntc-Nonce: ${UUID}*`, 'X-Kntc-Signature: 00*'],
      handled: [401, 404],
    },
  ];
}

/** Where a crawler begins; the API links to nothing. */
export const CRAWLED = [
  '/dang-nhap',
  '/dang-nhap/doi-mat-khau',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/api/v1/session',
  '/api/v1/overview',
  '/api/v1/records?class=waiting&limit=5',
  '/api/v1/records?class=held',
  '/api/v1/causes',
  '/api/v1/holds?isKept=false',
  '/api/v1/tokens',
  '/api/v1/unmask-requests',
  '/api/v1/audit?limit=5',
];
