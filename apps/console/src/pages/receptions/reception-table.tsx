import { Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import type { ReactNode } from 'react';
import type { Reception } from '../../api/answers';
import { dayText, numberText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { RECEPTION_WORDS } from '../../words/reception-words';
import { useOwnWords, useWords } from '../../words/use-words';

interface Props {
  readonly items: readonly Reception[];
  readonly empty: string;
  readonly selected: readonly Reception[];
  readonly select: (rows: readonly Reception[]) => void;
}

/** Visits, of which those can be selected that somebody still has to type. */
export function ReceptionTable({ items, empty, selected, select }: Props): ReactNode {
  const words = useOwnWords(RECEPTION_WORDS);
  return (
    <Table<Reception>
      size="small"
      aria-label={words.title}
      columns={useReceptionColumns()}
      dataSource={items}
      rowKey={({ reference }) => reference}
      pagination={false}
      scroll={{ x: 960 }}
      locale={{ emptyText: <Nothing why={empty} /> }}
      rowSelection={{
        selectedRowKeys: selected.map(({ reference }) => reference),
        hideSelectAll: true,
        onChange: (_keys, rows) => select(rows),
        getCheckboxProps: ({ hasPetition, entered }) => ({ disabled: hasPetition || entered !== null }),
      }}
    />
  );
}

function useReceptionColumns(): ColumnsType<Reception> {
  const words = useOwnWords(RECEPTION_WORDS);
  const { columns, kinds, common } = useWords();
  return [
    { title: columns.reference, dataIndex: 'reference', key: 'reference', width: 190 },
    { title: words.date, key: 'date', width: 120, render: (_value, { date }) => dayText(date) },
    { title: columns.agency, dataIndex: 'agency', key: 'agency', width: 110 },
    {
      title: columns.kind,
      key: 'kind',
      width: 160,
      render: (_value, { kind }) => (kind === null ? common.notKnown : kinds[kind]),
    },
    {
      title: words.petition,
      key: 'hasPetition',
      width: 80,
      render: (_value, { hasPetition }) => (hasPetition ? words.yes : words.no),
    },
    {
      title: words.people,
      key: 'people',
      width: 90,
      align: 'right',
      render: (_value, { people }) => numberText(people),
    },
    {
      title: words.entered,
      key: 'entered',
      render: (_value, { entered }) =>
        entered === null ? '–' : `${dayText(entered.enteredOn)}, ${entered.enteredBy}: ${entered.evidence}`,
    },
  ];
}
