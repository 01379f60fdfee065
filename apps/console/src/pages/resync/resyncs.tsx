import { Progress } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Resync } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Choice } from '../../parts/choice';
import { Count } from '../../parts/count';
import { momentText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { RESYNC_WORDS } from '../../words/resync-words';
import { useOwnWords, useWords } from '../../words/use-words';
import { finishedShare } from './finished-share';
import { ResyncState } from './resync-state';
import { SubjectText } from './subject-text';

const STATES = ['running', 'paused', 'done', 'stopped'] as const;

/** Every re-sync, newest first. */
export function ResyncsPage(): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const { columns } = useWords();
  const [filters, change] = useFilters(['state']);
  const list = useList<Resync>('/api/v1/resync', filters);
  return (
    <Page
      title={words.title}
      what={words.what}
      actions={
        <Choice
          label={columns.state}
          value={filters.state}
          choose={(state) => change({ state })}
          options={STATES.map((state) => [state, words.states[state] ?? state])}
        />
      }
    >
      <ListTable
        list={list}
        label={words.title}
        empty={filters.state === undefined ? words.nothing : words.noneMatching}
        rowKey={({ id }) => id}
        columns={useResyncColumns()}
      />
    </Page>
  );
}

function useResyncColumns(): Parameters<typeof ListTable<Resync>>[0]['columns'] {
  const words = useOwnWords(RESYNC_WORDS);
  const { columns } = useWords();
  return [
    {
      title: words.begun,
      key: 'begunAt',
      width: 150,
      render: (_value, { id, begunAt }) => <Link to={`/dong-bo-lai/${id}`}>{momentText(begunAt)}</Link>,
    },
    {
      title: columns.state,
      key: 'state',
      width: 170,
      render: (_value, resync) => <ResyncState resync={resync} />,
    },
    { title: words.subject, key: 'subject', render: (_value, resync) => <SubjectText resync={resync} /> },
    {
      title: columns.records,
      key: 'records',
      align: 'right',
      width: 90,
      render: (_value, { records }) => <Count of={records} />,
    },
    {
      title: words.progress,
      key: 'progress',
      width: 170,
      render: (_value, resync) => (
        <Progress percent={finishedShare(resync)} size="small" aria-label={words.progress} status="normal" />
      ),
    },
    {
      title: words.by,
      key: 'actor',
      width: 150,
      render: (_value, { actor, approver }) => (approver === null ? actor : `${actor}, ${approver}`),
    },
    { title: words.reason, dataIndex: 'reason', key: 'reason' },
  ];
}
