import type { Principal } from '@kntc/domain';

/**
 * Until there is a sign-in, whoever sits at this machine is an operator: queues, codes and references, no content.
 * A forwarded request comes from elsewhere, however near its last hop stands.
 */
export function localOperator(request: {
  readonly socket: { readonly remoteAddress?: string };
  readonly headers: Readonly<Record<string, unknown>>;
}): Principal | undefined {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const isLocal = address === '::1' || address.startsWith('127.');
  if (!isLocal || 'x-forwarded-for' in request.headers || 'forwarded' in request.headers) return undefined;
  return LOCAL_OPERATOR;
}

const LOCAL_OPERATOR: Principal = {
  accountId: '00000000-0000-0000-0000-000000000000',
  login: 'tại máy chủ',
  roles: ['operator'],
  agencies: 'all',
  via: 'local',
  authenticatedAt: '1970-01-01T00:00:00.000Z',
};
