import { Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Ledger, LedgerEntry } from '../../api/answers';
import { searchOf } from '../../api/ask';
import { Count } from '../../parts/count';
import { shareText } from '../../parts/format';
import { useWords } from '../../words/use-words';

/** A line for each agency, or for each month and type of one; the last is the sum. */
export function LedgerTable({
  ledger,
  agency,
}: {
  readonly ledger: Ledger;
  readonly agency: string | undefined;
}): ReactNode {
  const { ledger: words } = useWords();
  const columns = useLedgerColumns(agency);
  return (
    <Table<LedgerEntry>
      size="small"
      aria-label={words.title}
      columns={columns}
      dataSource={[...ledger.rows, { ...ledger.total, agency: '' }]}
      rowKey={({ agency: of, period, kind }) => `${of} ${period ?? ''} ${kind ?? ''}`}
      pagination={false}
      scroll={{ x: 'max-content', y: 480 }}
      sticky
    />
  );
}

function useLedgerColumns(agency: string | undefined): ColumnsType<LedgerEntry> {
  const { columns, states, kinds, ledger: words } = useWords();
  const count = (title: string, of: (entry: LedgerEntry) => number | null | undefined): object => ({
    title,
    key: title,
    align: 'right' as const,
    width: 105,
    render: (_value: unknown, entry: LedgerEntry) => <Count of={of(entry)} />,
  });
  const named: ColumnsType<LedgerEntry> =
    agency === undefined
      ? [
          {
            title: columns.agency,
            key: 'agency',
            fixed: 'left',
            width: 160,
            render: (_value, { agency: of }) =>
              of === '' ? <b>{words.grandTotal}</b> : <Link to={searchOf({ agency: of })}>{of}</Link>,
          },
        ]
      : [
          {
            title: columns.month,
            key: 'period',
            fixed: 'left',
            width: 120,
            render: (_value, { agency: of, period }) =>
              of === '' ? <b>{columns.total}</b> : (period ?? words.unknownMonth),
          },
          { title: columns.kind, key: 'kind', width: 110, render: (_value, { kind }) => kind && kinds[kind] },
        ];
  return [
    ...named,
    count(columns.total, ({ records }) => records),
    ...Object.keys(CLASSES).map((name) =>
      count(states[name] ?? name, ({ classes }) => classes[name as keyof LedgerEntry['classes']]),
    ),
    {
      title: columns.unaccounted,
      key: 'unaccounted',
      align: 'right',
      width: 105,
      render: (_value, { unaccounted }) =>
        unaccounted === 0 ? 0 : <b style={{ color: '#a8071a' }}>{unaccounted}</b>,
    },
    count(columns.due, ({ legallyDue }) => legallyDue),
    {
      title: columns.share,
      key: 'share',
      align: 'right',
      width: 105,
      render: (_value, { confirmedShare }) => (confirmedShare === null ? '–' : shareText(confirmedShare)),
    },
  ];
}

/** Every class of the ledger, in the order of the road; a class that is missing here does not compile. */
const CLASSES = {
  confirmed: true,
  diverged: true,
  waiting: true,
  shadow: true,
  quarantined: true,
  held: true,
  unknown: true,
  noChannel: true,
  outOfScope: true,
} as const satisfies Record<keyof LedgerEntry['classes'], true>;
