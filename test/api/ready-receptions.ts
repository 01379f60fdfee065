import type { RequestParts } from './any-request';

type Ready = RequestParts & { readonly body?: object };

const OF = { period: '2026-Q1', agency: 'ttt' } as const;

/** The rule by which the world's source tells a visit without a petition, and what such a row says. */
export const VISITS = {
  edit: ['nulls: [""]', 'receptionOnly: [{ column: nguon, equals: TIEP }]\nnulls: [""]'],
  key: 'LUOT',
  columns: { nguon: 'TIEP' },
} as const;

/** What operations about the book of receptions and files of the report forms need, set up anew each time. */
export function receptionsReady({
  sql,
  approver,
}: {
  readonly sql: (statement: string) => Promise<unknown>;
  readonly approver: () => string;
}): Readonly<Record<string, () => Promise<Ready>>> {
  return {
    listReceptions: async () => ({ query: OF }),
    readReceptionBook: async () => ({ query: OF }),
    readFormsWorkbook: async () => ({ query: OF }),
    readUsageReport: async () => ({ query: { period: OF.period } }),
    readNamedReceptionBook: async () => ({ body: { ...OF, approver: approver(), reason: 'nhập tay' } }),
    enterReceptions: async () => {
      await sql('delete from reception_entry');
      return {
        body: { ...OF, enteredOn: '2026-03-20', evidence: 'màn hình Tiếp công dân', reason: 'nhập tay' },
      };
    },
  };
}
