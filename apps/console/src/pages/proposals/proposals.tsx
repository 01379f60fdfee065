import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import type { Proposal } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { dayText, momentText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { StepTags } from '../../parts/step-tags';
import { ThreeLines } from '../../parts/three-lines';
import { useWords } from '../../words/use-words';
import { DecideProposal } from './decide-proposal';
import { ProposalMatches } from './proposal-matches';

const STATES = ['open', 'awaited', 'not-ours', 'linked', 'ignored'] as const;

/** Cases that stand nationally for this province and are no record here. */
export function ProposalsPage(): ReactNode {
  const { proposals: words, columns } = useWords();
  const [filters, change] = useFilters(['state', 'agency', 'kind', 'nationalId']);
  const state = filters.state ?? 'open';
  const list = useList<Proposal>('/api/v1/proposals', { ...filters, state });
  return (
    <Page
      title={words.title}
      what={words.what}
      actions={
        <Segmented
          aria-label={columns.state}
          value={state}
          onChange={(chosen) => change({ state: chosen })}
          options={STATES.map((value) => ({ value, label: words.states[value] ?? value }))}
        />
      }
    >
      <ListTable
        list={list}
        label={words.title}
        empty={words.nothing}
        rowKey={({ id }) => id}
        expanded={({ id }) => <ProposalMatches id={id} />}
        columns={useProposalColumns()}
      />
    </Page>
  );
}

function useProposalColumns(): Parameters<typeof ListTable<Proposal>>[0]['columns'] {
  const { proposals: words, columns, kinds } = useWords();
  return [
    {
      title: columns.nationalId,
      key: 'nationalId',
      width: 190,
      render: (_value, { nationalId, way }) => (
        <>
          <div>{nationalId}</div>
          <small>{words.ways[way]}</small>
        </>
      ),
    },
    { title: columns.agency, dataIndex: 'agency', key: 'agency', width: 130 },
    { title: columns.kind, key: 'kind', width: 110, render: (_value, { kind }) => kind && kinds[kind] },
    {
      title: words.received,
      key: 'receivedOn',
      width: 105,
      render: (_value, { receivedOn }) => receivedOn && dayText(receivedOn),
    },
    {
      title: columns.step,
      key: 'steps',
      width: 150,
      render: (_value, { steps }) => <StepTags of={steps} />,
    },
    { title: columns.reason, key: 'text', render: (_value, { text }) => <ThreeLines text={text} /> },
    {
      title: columns.firstSeen,
      key: 'firstSeenAt',
      width: 105,
      render: (_value, { firstSeenAt }) => momentText(firstSeenAt),
    },
    {
      title: '',
      key: 'decide',
      width: 120,
      render: (_value, row) => <DecideProposal proposal={row} />,
    },
  ];
}
