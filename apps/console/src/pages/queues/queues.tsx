import { Alert, Card, Skeleton, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Queues } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { useFilters } from '../../api/use-filters';
import { Choice } from '../../parts/choice';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { QUEUE_WORDS } from '../../words/queue-words';
import { useOwnWords, useWords } from '../../words/use-words';
import { DestinationTable } from './destination-table';
import { SourceTable } from './source-table';

const EVERY_MS = 5_000;

/** What waits on either side of the gateway, how long, and who paused what. */
export function QueuesPage(): ReactNode {
  const words = useOwnWords(QUEUE_WORDS);
  const { common } = useWords();
  const [filters, change] = useFilters(['xem']);
  const [isLive, setLive] = useState(true);
  const asked = useAnswer<Queues>('/api/v1/queues', {}, { everyMs: isLive && EVERY_MS });
  return (
    <Page
      title={words.title}
      what={words.what}
      actions={
        <>
          <Choice
            label={words.show}
            value={filters.xem}
            choose={(xem) => change({ xem })}
            options={[['tam-dung', words.onlyPaused]]}
          />
          <Switch
            checked={isLive}
            onChange={setLive}
            checkedChildren={common.live}
            unCheckedChildren={common.paused}
            aria-label={common.live}
          />
        </>
      }
    >
      {asked.error !== null && <ProblemView problem={asked.error} again={() => void asked.refetch()} />}
      {asked.data === undefined && asked.error === null && <Skeleton active />}
      {asked.data !== undefined && <Both queues={asked.data} onlyPaused={filters.xem === 'tam-dung'} />}
    </Page>
  );
}

function Both({ queues, onlyPaused }: { readonly queues: Queues; readonly onlyPaused: boolean }): ReactNode {
  const words = useOwnWords(QUEUE_WORDS);
  const isShown = ({ pause }: { readonly pause: object | null }): boolean => !onlyPaused || pause !== null;
  return (
    <>
      {queues.blocked !== null && (
        <Alert type="warning" showIcon title={words.blocked} description={queues.blocked.text} />
      )}
      <Card size="small" title={words.destinations}>
        <DestinationTable
          rows={queues.destinations.filter(isShown)}
          empty={onlyPaused ? words.nothingPaused : words.noDestinations}
        />
      </Card>
      <Card size="small" title={words.sources}>
        <SourceTable
          rows={queues.sources.filter(isShown)}
          empty={onlyPaused ? words.nothingPaused : words.noSources}
        />
      </Card>
    </>
  );
}
