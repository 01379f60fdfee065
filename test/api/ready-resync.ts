import type { RequestParts } from './any-request';

type Ready = RequestParts & { readonly body?: object };

interface Tools {
  readonly sql: (statement: string) => Promise<unknown>;
  /** What the API answers; fails with what it refuses. */
  readonly asked: <T>(method: string, path: string, body?: object) => Promise<T>;
  /** One record that may be re-synced by one person. */
  readonly reference: () => string;
  /** Who approves. */
  readonly approver: () => string;
}

const REASON = 'đã sửa nguyên nhân';

/** What operations about re-syncs need, set up anew each time. */
export function resyncsReady({
  sql,
  asked,
  reference,
  approver,
}: Tools): Readonly<Record<string, () => Promise<Partial<Ready>>>> {
  const body = () => ({
    subject: { kind: 'records', references: [reference()] },
    reason: REASON,
    approver: approver(),
  });
  const one = async (state: 'paused' | 'running' | 'done'): Promise<string> => {
    await sql('delete from resync_item');
    await sql('delete from resync_operation');
    const { id } = await asked<{ id: string }>('POST', '/api/v1/resync', { ...body(), paused: true });
    await sql(`update resync_operation set state = '${state}'`);
    return id;
  };
  return {
    previewResync: async () => ({ body: { subject: body().subject } }),
    startResync: async () => ({ body: { ...body(), paused: true } }),
    listResyncs: async () => {
      await one('paused');
      return {};
    },
    readResync: async () => ({ path: { id: await one('paused') } }),
    listResyncItems: async () => ({ path: { id: await one('paused') } }),
    // It is told to the end at once: otherwise nobody would hear the last of it.
    followResync: async () => ({ path: { id: await one('done') } }),
    stopResync: async () => ({ path: { id: await one('running') }, body: { reason: REASON } }),
    pauseResync: async () => ({ path: { id: await one('running') }, body: { reason: REASON } }),
    goOnResync: async () => ({ path: { id: await one('paused') }, body: { reason: REASON } }),
  };
}
