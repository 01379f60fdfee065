import { Card, Table } from 'antd';
import type { ReactNode } from 'react';
import type { Ledger } from '../../api/answers';
import { Count } from '../../parts/count';
import { momentText, numberText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { useWords } from '../../words/use-words';

/** What waits for data longer than the law's patience, with its owner. */
export function LongWaits({ ledger: { longWaits } }: { readonly ledger: Ledger }): ReactNode {
  const { ledger: words, columns, owners, overview } = useWords();
  return (
    <Card size="small" title={words.longWaits} style={{ flex: '2 1 520px' }}>
      <Table<Ledger['longWaits'][number]>
        size="small"
        aria-label={words.longWaits}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={longWaits}
        rowKey={({ agency, code }) => `${agency} ${code}`}
        locale={{ emptyText: <Nothing why={overview.noCauses} /> }}
        columns={[
          { title: columns.agency, dataIndex: 'agency', key: 'agency' },
          { title: columns.cause, key: 'text', render: (_v, { text }) => text[0] },
          { title: columns.owner, key: 'owner', render: (_v, { owner }) => owners[owner] },
          {
            title: columns.records,
            key: 'records',
            align: 'right',
            render: (_v, { records }) => <Count of={records} />,
          },
          { title: columns.since, key: 'since', render: (_v, { oldestAt }) => momentText(oldestAt) },
        ]}
      />
    </Card>
  );
}

/** How long it takes from reception to the confirmation. */
export function Promptness({ ledger: { promptness } }: { readonly ledger: Ledger }): ReactNode {
  const { ledger: words, columns, common } = useWords();
  const days = (count: number | null): string =>
    count === null ? '–' : `${numberText(count)} ${words.days}`;
  return (
    <Card size="small" title={words.promptness} style={{ flex: '1 1 380px' }}>
      <Table<Ledger['promptness'][number]>
        size="small"
        aria-label={words.promptness}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={promptness}
        rowKey="agency"
        locale={{ emptyText: <Nothing why={common.none} /> }}
        columns={[
          { title: columns.agency, dataIndex: 'agency', key: 'agency' },
          {
            title: columns.records,
            key: 'confirmed',
            align: 'right',
            render: (_v, { confirmed }) => <Count of={confirmed} />,
          },
          {
            title: words.median,
            key: 'median',
            align: 'right',
            render: (_v, { medianDays }) => days(medianDays),
          },
          { title: words.most, key: 'most', align: 'right', render: (_v, { mostDays }) => days(mostDays) },
        ]}
      />
    </Card>
  );
}
