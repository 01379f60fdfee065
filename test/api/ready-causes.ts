import type { RequestParts } from './any-request';

type Ready = RequestParts & { readonly body?: object };

interface Tools {
  readonly sql: (statement: string) => Promise<unknown>;
  /** What the API answers; fails with what it refuses. */
  readonly asked: <T>(method: string, path: string, body?: object) => Promise<T>;
}

const REASON = 'đang hỏi đơn vị';

/** What operations about causes need, set up anew each time. */
export function causesReady({ sql, asked }: Tools): Readonly<Record<string, () => Promise<Partial<Ready>>>> {
  /** A record stands still for it. */
  const cause = async (): Promise<string> => {
    // Whatever others did to the code: the petition of the world has one that nobody maps.
    await sql(
      `update source_record set class = 'quarantined',
         reasons = '[{"code": "UNKNOWN_CODE", "field": "channel", "list": 5, "localCode": "WEB"}]' where local_key = 'WEB'`,
    );
    const { items } = await asked<{ items: readonly { readonly id: string }[] }>(
      'GET',
      '/api/v1/causes?code=UNKNOWN_CODE',
    );
    return items[0]?.id ?? '';
  };
  const about = async (body: object): Promise<Partial<Ready>> => ({ path: { id: await cause() }, body });
  return {
    readCauseNotes: async () => {
      const id = await cause();
      await asked('POST', `/api/v1/causes/${id}/comment`, { reason: REASON });
      return { path: { id } };
    },
    acknowledgeCause: () => about({ until: inDays(7), reason: REASON }),
    assignCause: () => about({ assignee: 'phòng 1', reason: REASON }),
    commentCause: () => about({ reason: REASON }),
    tryCause: () => about({ targets: [{ nationalCode: '21' }] }),
  };
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
