import { Alert, Card, Flex, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { CodeList, CodeListChange } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { useList } from '../../api/use-list';
import { momentText, numberText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Nothing } from '../../parts/nothing';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { useWords } from '../../words/use-words';
import { ChangeActions } from './change-actions';

/** National lists: those that changed there and wait for people, and those in use. */
export function CodeListsPage(): ReactNode {
  const { codeLists: words } = useWords();
  return (
    <Page title={words.title}>
      <Card size="small" title={words.waiting}>
        <Changes />
      </Card>
      <Card size="small" title={words.inUse}>
        <InUse />
      </Card>
    </Page>
  );
}

function Changes(): ReactNode {
  const { codeLists: words } = useWords();
  const asked = useAnswer<{ readonly items: readonly CodeListChange[] }>('/api/v1/code-list-changes');
  if (asked.error !== null) return <ProblemView problem={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Skeleton active />;
  if (asked.data.items.length === 0) return <Nothing why={words.nothingWaiting} />;
  return (
    <Flex vertical gap={12}>
      {asked.data.items.map((change) => (
        <Change key={change.list} change={change} />
      ))}
    </Flex>
  );
}

function Change({ change }: { readonly change: CodeListChange }): ReactNode {
  const { codeLists: words, columns } = useWords();
  const { list, since, added, removed, renamed, doubt, refused } = change;
  return (
    <Alert
      type={doubt === null ? 'info' : 'warning'}
      title={`${columns.list} ${list} – ${momentText(since)}: ${words.added} ${added}, ${words.removed} ${removed}, ${words.renamed} ${renamed}`}
      description={
        <Flex vertical gap={8}>
          {doubt !== null && words.doubt[doubt]}
          {refused === null ? (
            <ChangeActions change={change} />
          ) : (
            `${words.refusedBy} ${refused.by}, ${momentText(refused.at)}`
          )}
        </Flex>
      }
    />
  );
}

function InUse(): ReactNode {
  const { codeLists: words, columns, common } = useWords();
  const list = useList<CodeList>('/api/v1/code-lists', {});
  return (
    <ListTable
      list={list}
      label={words.inUse}
      empty={common.none}
      rowKey={({ list: number }) => String(number)}
      columns={[
        { title: columns.list, dataIndex: 'list', key: 'list' },
        { title: words.version, dataIndex: 'version', key: 'version', align: 'right' },
        {
          title: words.entries,
          key: 'entries',
          align: 'right',
          render: (_v, { entries }) => numberText(entries),
        },
        { title: words.fetchedAt, key: 'fetchedAt', render: (_v, { fetchedAt }) => momentText(fetchedAt) },
      ]}
    />
  );
}
