import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import type { CorrectionRequest } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { dayText, momentText, numberText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { useWords } from '../../words/use-words';
import { CorrectionActions } from './correction-actions';
import { CorrectionLines } from './correction-lines';

/** What nobody here can correct, asked for in writing and followed until the far side shows it. */
export function CorrectionsPage(): ReactNode {
  const { corrections: words, columns, common } = useWords();
  const [filters, change] = useFilters(['state', 'kind']);
  const list = useList<CorrectionRequest>('/api/v1/correction-requests', filters);
  return (
    <Page
      title={words.title}
      what={words.what}
      actions={
        <Segmented
          aria-label={columns.state}
          value={filters.state ?? ''}
          onChange={(state) => change({ state })}
          options={[
            { value: '', label: common.all },
            ...Object.entries(words.states).map(([value, label]) => ({ value, label })),
          ]}
        />
      }
    >
      <ListTable
        list={list}
        label={words.title}
        empty={words.nothing}
        rowKey={({ id }) => id}
        expanded={({ id }) => <CorrectionLines id={id} />}
        columns={useCorrectionColumns()}
      />
    </Page>
  );
}

function useCorrectionColumns(): Parameters<typeof ListTable<CorrectionRequest>>[0]['columns'] {
  const { corrections: words, columns } = useWords();
  return [
    { title: columns.kind, key: 'kind', width: 160, render: (_value, { kind }) => words.kinds[kind] },
    {
      title: columns.state,
      key: 'state',
      width: 110,
      render: (_value, { state }) => words.states[state],
    },
    {
      title: words.entries,
      key: 'entries',
      width: 110,
      render: (_value, { corrected, entries }) => `${numberText(corrected)} / ${numberText(entries)}`,
    },
    { title: columns.cause, dataIndex: 'reason', key: 'reason' },
    {
      title: words.document,
      key: 'document',
      width: 170,
      render: (_value, { documentNo, documentDate }) =>
        documentNo !== null && `${documentNo}, ${dayText(documentDate ?? '')}`,
    },
    {
      title: columns.author,
      key: 'createdBy',
      width: 150,
      render: (_value, { createdBy, createdAt }) => (
        <>
          <div>{createdBy}</div>
          <small>{momentText(createdAt)}</small>
        </>
      ),
    },
    {
      title: '',
      key: 'actions',
      width: 180,
      render: (_value, row) => <CorrectionActions request={row} />,
    },
  ];
}
