import { Card, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { EntryBatches } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { useFilters } from '../../api/use-filters';
import { Choice } from '../../parts/choice';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { ENTRY_WORDS } from '../../words/entry-words';
import { useOwnWords, useWords } from '../../words/use-words';
import { BatchTable } from './batch-table';
import { HandTable } from './hand-table';

/** Agencies without the connection, and what was handed out to be typed. */
export function EntryBatchesPage(): ReactNode {
  const words = useOwnWords(ENTRY_WORDS);
  const { columns } = useWords();
  const [filters, change] = useFilters(['agency']);
  const { data, error, refetch } = useAnswer<EntryBatches>('/api/v1/entry-batches');
  const known = [
    ...new Set([...(data?.agencies ?? []), ...(data?.batches ?? [])].map(({ agency }) => agency)),
  ];
  const isShown = ({ agency }: { readonly agency: string }): boolean =>
    filters.agency === undefined || filters.agency === agency;
  return (
    <Page
      title={words.title}
      what={words.what}
      actions={
        known.length > 1 && (
          <Choice
            label={columns.agency}
            value={filters.agency}
            choose={(agency) => change({ agency })}
            options={known.map((agency) => [agency, agency])}
          />
        )
      }
    >
      {error !== null && <ProblemView problem={error} again={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton active />}
      {data !== undefined && (
        <>
          <Card size="small" title={words.agencies}>
            <HandTable rows={data.agencies.filter(isShown)} />
          </Card>
          <Card size="small" title={words.batches}>
            <BatchTable
              rows={data.batches.filter(isShown)}
              empty={filters.agency === undefined ? words.noBatches : words.noneOf}
            />
          </Card>
        </>
      )}
    </Page>
  );
}
