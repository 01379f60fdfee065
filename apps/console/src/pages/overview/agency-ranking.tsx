import { Progress, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { LedgerEntry } from '../../api/answers';
import { searchOf } from '../../api/ask';
import { Count } from '../../parts/count';
import { shareText } from '../../parts/format';
import { useWords } from '../../words/use-words';

const SHOWN = 10;

/** Agencies by the share of what the law asks for, lowest first. */
export function AgencyRanking({ rows }: { readonly rows: readonly LedgerEntry[] }): ReactNode {
  const { overview, columns } = useWords();
  const ranked = rows.toSorted((one, other) => (one.confirmedShare ?? 2) - (other.confirmedShare ?? 2));
  const shown: ColumnsType<LedgerEntry> = [
    {
      title: columns.agency,
      key: 'agency',
      render: (_value, row) => <Link to={`/doi-chieu${searchOf({ agency: row.agency })}`}>{row.agency}</Link>,
    },
    {
      title: columns.total,
      key: 'records',
      align: 'right',
      render: (_value, row) => <Count of={row.records} />,
    },
    {
      title: columns.share,
      key: 'share',
      width: 200,
      render: (_value, { confirmedShare: share }) =>
        share === null ? (
          '–'
        ) : (
          <Progress
            aria-label={`${columns.share}: ${shareText(share)}`}
            percent={share * 100}
            format={() => shareText(share)}
            size="small"
          />
        ),
    },
  ];
  return (
    <Table<LedgerEntry>
      size="small"
      aria-label={overview.agencies}
      columns={shown}
      dataSource={ranked}
      rowKey="agency"
      pagination={{ pageSize: SHOWN, hideOnSinglePage: true, showSizeChanger: false }}
    />
  );
}
