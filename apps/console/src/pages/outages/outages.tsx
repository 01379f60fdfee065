import { Flex, Tag } from 'antd';
import type { ReactNode } from 'react';
import type { PastOutage } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Choice } from '../../parts/choice';
import { Count } from '../../parts/count';
import { FileButton } from '../../parts/file-button';
import { momentText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';
import { AffectedRecords } from './affected-records';
import { AlertCard } from './alert-card';

/** Interruptions of the connection: since when, why, who waited, and the paper about each. */
export function OutagesPage(): ReactNode {
  const { outages: words, columns } = useWords();
  const may = useMay();
  const [filters, change] = useFilters(['isOver']);
  const list = useList<PastOutage>('/api/v1/outages', filters);
  const mayOpen = may('records.read');
  return (
    <Page
      title={words.title}
      what={words.what}
      actions={
        <Choice
          label={columns.state}
          value={filters.isOver}
          choose={(isOver) => change({ isOver })}
          options={[
            ['false', words.open],
            ['true', words.over],
          ]}
        />
      }
    >
      <AlertCard />
      <ListTable
        list={list}
        label={words.title}
        empty={words.nothing}
        rowKey={({ id }) => id}
        {...(mayOpen && { expanded: ({ id }: PastOutage) => <AffectedRecords outage={id} /> })}
        columns={useOutageColumns(mayOpen)}
      />
    </Page>
  );
}

/** @param mayOpen whether the paper and the records are for whoever looks */
function useOutageColumns(mayOpen: boolean): Parameters<typeof ListTable<PastOutage>>[0]['columns'] {
  const { outages: words, columns } = useWords();
  return [
    { title: words.number, dataIndex: 'id', key: 'id', width: 70 },
    {
      title: words.began,
      key: 'since',
      width: 110,
      render: (_value, { since }) => momentText(since),
    },
    {
      title: words.ended,
      key: 'endedAt',
      width: 110,
      render: (_value, { endedAt, isRecovering }) =>
        endedAt === null ? (
          <Tag color={isRecovering ? 'gold' : 'red'}>{isRecovering ? words.recovering : words.open}</Tag>
        ) : (
          momentText(endedAt)
        ),
    },
    { title: words.span, dataIndex: 'span', key: 'span', width: 110 },
    { title: columns.cause, dataIndex: 'text', key: 'text' },
    { title: columns.owner, dataIndex: 'actor', key: 'actor', width: 150 },
    {
      title: words.affected,
      key: 'affected',
      align: 'right',
      width: 90,
      render: (_value, { affected }) => <Count of={affected} />,
    },
    {
      title: words.paper,
      key: 'paper',
      width: 120,
      render: (_value, { id }) =>
        mayOpen && (
          <Flex vertical gap={4}>
            <FileButton path={`/api/v1/outages/${id}/files/bien-ban.docx`} label=".docx" />
            <FileButton path={`/api/v1/outages/${id}/files/bien-ban.xlsx`} label=".xlsx" />
          </Flex>
        ),
    },
  ];
}
