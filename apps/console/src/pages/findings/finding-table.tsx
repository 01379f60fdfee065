import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Finding } from '../../api/answers';
import type { Query } from '../../api/ask';
import { useList } from '../../api/use-list';
import { momentText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { ThreeLines } from '../../parts/three-lines';
import { useWords } from '../../words/use-words';

/** Differences with their evidence: which fields, who changed them, which ids stand there. */
export function FindingTable({
  query,
  selected,
  select,
}: {
  readonly query: Query;
  readonly selected?: readonly string[];
  readonly select?: (ids: readonly string[]) => void;
}): ReactNode {
  const { findings: words } = useWords();
  const list = useList<Finding>('/api/v1/findings', query);
  return (
    <ListTable
      list={list}
      label={words.title}
      empty={words.nothing}
      rowKey={({ id }) => id}
      {...(select !== undefined && {
        rowSelection: {
          selectedRowKeys: [...(selected ?? [])],
          preserveSelectedRowKeys: true,
          hideSelectAll: true,
          onChange: (keys) => select(keys.map(String)),
        },
      })}
      columns={useFindingColumns()}
    />
  );
}

function useFindingColumns(): Parameters<typeof ListTable<Finding>>[0]['columns'] {
  const { columns, findings: words, kinds } = useWords();
  const changed = { national: words.changedThere, both: words.changedBoth, unknown: words.changedUnknown };
  return [
    {
      title: columns.reference,
      key: 'reference',
      width: 170,
      render: (_value, { reference }) =>
        reference === null ? words.habit : <Link to={`/ho-so/${reference}`}>{reference}</Link>,
    },
    { title: columns.kind, key: 'kind', width: 110, render: (_value, { kind }) => kind && kinds[kind] },
    { title: columns.agency, dataIndex: 'agency', key: 'agency', width: 130 },
    { title: columns.cause, key: 'text', render: (_value, { text }) => <ThreeLines text={text} /> },
    {
      title: columns.field,
      key: 'fields',
      width: 240,
      render: (_value, { fields, nationalIds }) => (
        <>
          {fields.map(({ field, label, changed: by }) => (
            <div key={field}>
              {label} <Tag>{changed[by]}</Tag>
            </div>
          ))}
          {nationalIds.map((id) => (
            <div key={id}>{id}</div>
          ))}
        </>
      ),
    },
    {
      title: columns.firstSeen,
      key: 'firstSeenAt',
      width: 105,
      render: (_value, { firstSeenAt }) => momentText(firstSeenAt),
    },
  ];
}
