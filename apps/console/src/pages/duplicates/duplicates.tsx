import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Duplicate } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Choice } from '../../parts/choice';
import { dayText, momentText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { Tone } from '../../parts/tone';
import { DUPLICATE_WORDS } from '../../words/duplicate-words';
import { useOwnWords, useWords } from '../../words/use-words';

/** Nothing chosen shows what waits for a decision; this shows all. */
const EVERY = 'tat-ca';

/** Pairs of petitions that may be one matter, found longest ago first. */
export function DuplicatesPage(): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  const [filters, change] = useFilters(['state', 'situation', 'band', 'kind', 'agency', 'reference']);
  const { state = 'open', ...rest } = filters;
  const list = useList<Duplicate>('/api/v1/duplicates', { ...rest, ...(state !== EVERY && { state }) });
  return (
    <Page title={words.title} what={words.what}>
      <PairFilters filters={{ ...rest, state }} change={change} />
      <ListTable
        list={list}
        label={words.title}
        empty={words.nothing}
        rowKey={({ id }) => id}
        columns={usePairColumns()}
      />
    </Page>
  );
}

function PairFilters({
  filters,
  change,
}: {
  readonly filters: Readonly<Partial<Record<'state' | 'situation' | 'band' | 'kind', string>>>;
  readonly change: (
    changed: Readonly<Partial<Record<'state' | 'situation' | 'band' | 'kind', string>>>,
  ) => void;
}): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  const { columns, kinds } = useWords();
  return (
    <Flex gap={8} wrap className="no-print">
      <Choice
        label={columns.state}
        value={filters.state === EVERY ? undefined : filters.state}
        choose={(state) => change({ state: state === '' ? EVERY : state })}
        options={Object.entries(words.states)}
      />
      <Choice
        label={words.situation}
        value={filters.situation}
        choose={(situation) => change({ situation })}
        options={Object.entries(words.situations)}
      />
      <Choice
        label={words.band}
        value={filters.band}
        choose={(band) => change({ band })}
        options={Object.entries(words.bands)}
      />
      <Choice
        label={columns.kind}
        value={filters.kind}
        choose={(kind) => change({ kind })}
        options={Object.entries(kinds)}
      />
    </Flex>
  );
}

function usePairColumns(): Parameters<typeof ListTable<Duplicate>>[0]['columns'] {
  const words = useOwnWords(DUPLICATE_WORDS);
  const { columns, kinds } = useWords();
  return [
    {
      title: columns.reference,
      key: 'reference',
      width: 180,
      render: (_value, { id, reference, isHeld }) => (
        <>
          <Link to={`/don-trung/${id}`}>{reference ?? words.oneTitle}</Link>
          {isHeld && <div>{words.held}</div>}
        </>
      ),
    },
    { title: columns.kind, key: 'kind', width: 100, render: (_value, { kind }) => kinds[kind] },
    { title: columns.agency, dataIndex: 'agency', key: 'agency', width: 90 },
    {
      title: words.received,
      key: 'receivedOn',
      width: 105,
      render: (_value, { receivedOn }) => (receivedOn === null ? '–' : dayText(receivedOn)),
    },
    { title: words.earlierAgency, dataIndex: 'earlierAgency', key: 'earlierAgency', width: 100 },
    {
      title: words.situation,
      key: 'situation',
      // What it means and what to do stands with the pair.
      render: (_value, { text: [what] }) => what,
    },
    { title: words.band, key: 'band', width: 120, render: (_value, { band }) => words.bands[band] },
    {
      title: columns.state,
      key: 'state',
      width: 140,
      render: (_value, pair) => <PairState pair={pair} />,
    },
  ];
}

function PairState({
  pair: { state, until, escalatedAt },
}: {
  readonly pair: Pick<Duplicate, 'state' | 'until' | 'escalatedAt'>;
}): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  return (
    <>
      <Tone of={state === 'open' ? 'waits' : 'plain'}>{words.states[state]}</Tone>
      {state === 'open' && until !== null && (
        <div>
          {words.until} {momentText(until)}
        </div>
      )}
      {escalatedAt !== null && <div>{words.escalated}</div>}
    </>
  );
}
