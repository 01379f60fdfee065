import { Alert, Button, Card, Flex, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { Ledger } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { useFilters } from '../../api/use-filters';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { useWords } from '../../words/use-words';
import { LedgerCauses } from './ledger-causes';
import { LedgerTable } from './ledger-table';
import { LongWaits, Promptness } from './ledger-times';
import { NoChannelMilestones, StepTimes } from './no-channel';

/** The ledger that must add up: the province, an agency, a month, down to the causes and their records. */
export function LedgerPage(): ReactNode {
  const { ledger: words } = useWords();
  const [filters, change] = useFilters(['agency', 'period', 'kind']);
  const asked = useAnswer<Ledger>('/api/v1/ledger', filters);
  return (
    <Page
      title={words.title}
      what={words.what}
      actions={
        filters.agency !== undefined && (
          <Button onClick={() => change({ agency: '', period: '', kind: '' })}>{words.back}</Button>
        )
      }
    >
      {asked.error !== null && <ProblemView problem={asked.error} again={() => void asked.refetch()} />}
      {asked.data === undefined ? (
        asked.error === null && <Skeleton active />
      ) : (
        <Whole ledger={asked.data} agency={filters.agency} />
      )}
    </Page>
  );
}

function Whole({
  ledger,
  agency,
}: {
  readonly ledger: Ledger;
  readonly agency: string | undefined;
}): ReactNode {
  const { ledger: words } = useWords();
  return (
    <>
      {!ledger.knowsHolidays && <Alert type="warning" showIcon title={words.noHolidays} />}
      <Card size="small" title={agency === undefined ? words.byAgency : `${words.byMonth} ${agency}`}>
        <LedgerTable ledger={ledger} agency={agency} />
      </Card>
      <Card size="small" title={words.causesOf}>
        <LedgerCauses entry={ledger.total} agency={agency} />
      </Card>
      <NoChannelMilestones ledger={ledger} />
      <StepTimes ledger={ledger} />
      <Flex gap={16} wrap align="stretch">
        <LongWaits ledger={ledger} />
        <Promptness ledger={ledger} />
      </Flex>
    </>
  );
}
