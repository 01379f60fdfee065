import type { RequestParts } from './any-request';

type Ready = RequestParts & { readonly body: object };

interface Tools {
  readonly sql: (statement: string) => Promise<unknown>;
  /** What the API answers; fails with what it refuses. */
  readonly asked: <T>(method: string, path: string, body?: object) => Promise<T>;
}

const REQUEST = {
  agency: 'ttt',
  documentNo: '12/TTCP',
  receivedOn: '2026-11-02',
  dueOn: '2026-11-17',
  owner: 'phòng 1',
  reason: 'đã kiểm tra kỹ',
};

/** What operations about requests of the inspectorate need, set up anew each time. */
export function requestsReady({
  sql,
  asked,
}: Tools): Readonly<Record<string, () => Promise<Partial<Ready>>>> {
  /** The id of one without a reply. */
  const open = async (): Promise<string> => {
    await sql('delete from inspectorate_request');
    await asked('POST', '/api/v1/requests', REQUEST);
    const { items } = await asked<{ items: readonly { readonly id: string }[] }>('GET', '/api/v1/requests');
    return items[0]?.id ?? '';
  };
  return {
    listRequests: async () => {
      await open();
      return {};
    },
    recordRequest: async () => {
      await sql('delete from inspectorate_request');
      return { body: REQUEST };
    },
    replyRequest: async () => ({
      path: { id: await open() },
      body: { replyNo: '7/BC', repliedOn: '2026-11-10', reason: REQUEST.reason },
    }),
  };
}
