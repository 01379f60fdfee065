import { Table } from 'antd';
import type { ReactNode } from 'react';
import type { EntryBatch } from '../../api/answers';
import { momentText, numberText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { Tone } from '../../parts/tone';
import { ENTRY_WORDS } from '../../words/entry-words';
import { useOwnWords, useWords } from '../../words/use-words';
import { BatchActions } from './batch-actions';

/** What was handed out, and what came back of it. */
export function BatchTable({
  rows,
  empty,
}: {
  readonly rows: readonly EntryBatch[];
  readonly empty: string;
}): ReactNode {
  const words = useOwnWords(ENTRY_WORDS);
  const { columns, decisions } = useWords();
  return (
    <Table<EntryBatch>
      size="small"
      aria-label={words.batches}
      pagination={false}
      dataSource={rows}
      rowKey={({ id }) => id}
      scroll={{ x: 960 }}
      locale={{ emptyText: <Nothing why={empty} /> }}
      columns={[
        { title: words.number, dataIndex: 'id', key: 'id', width: 70 },
        { title: columns.agency, dataIndex: 'agency', key: 'agency', width: 100 },
        {
          title: words.madeAt,
          key: 'madeAt',
          width: 140,
          render: (_value, { madeAt }) => momentText(madeAt),
        },
        { title: words.by, dataIndex: 'madeBy', key: 'madeBy', width: 120 },
        { title: decisions.reason, dataIndex: 'reason', key: 'reason' },
        {
          title: words.results,
          key: 'rows',
          width: 230,
          render: (_value, batch) => <Results batch={batch} />,
        },
        { title: '', key: 'act', width: 130, render: (_value, batch) => <BatchActions batch={batch} /> },
      ]}
    />
  );
}

function Results({ batch: { rows, cancelledAt, cancelledBy } }: { readonly batch: EntryBatch }): ReactNode {
  const words = useOwnWords(ENTRY_WORDS);
  const some = Object.entries(rows).filter(([, count]) => count > 0);
  return (
    <>
      {cancelledAt !== null && (
        <Tone of="bad">
          {words.cancelled}: {cancelledBy}, {momentText(cancelledAt)}
        </Tone>
      )}
      {some.map(([state, count]) => (
        <div key={state}>
          {words.rows[state]}: {numberText(count)}
        </div>
      ))}
    </>
  );
}
