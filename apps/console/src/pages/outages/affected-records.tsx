import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AffectedRecord } from '../../api/answers';
import { useList } from '../../api/use-list';
import { momentText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { useWords } from '../../words/use-words';

/** Who waited in one interruption, and since when it is there. */
export function AffectedRecords({ outage }: { readonly outage: string }): ReactNode {
  const { outages: words, columns, kinds, common } = useWords();
  const list = useList<AffectedRecord>(`/api/v1/outages/${outage}/records`, {}, 20);
  return (
    <ListTable
      list={list}
      label={words.affected}
      empty={common.nothing}
      rowKey={({ reference }) => reference}
      columns={[
        {
          title: columns.reference,
          key: 'reference',
          render: (_value, { reference }) => <Link to={`/ho-so/${reference}`}>{reference}</Link>,
        },
        { title: columns.kind, key: 'kind', render: (_value, { kind }) => kinds[kind] },
        { title: columns.agency, dataIndex: 'agency', key: 'agency' },
        { title: words.waitedFrom, key: 'since', render: (_value, { since }) => momentText(since) },
        {
          title: words.sentAt,
          key: 'sentAt',
          render: (_value, { sentAt }) => (sentAt === null ? words.notSent : momentText(sentAt)),
        },
      ]}
    />
  );
}
