import { Alert, Button, Card, Flex, Segmented, Select, Statistic } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Reconciliation } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { useFilters } from '../../api/use-filters';
import { Count } from '../../parts/count';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';
import { DraftCorrection } from './draft-correction';
import { FindingTable } from './finding-table';

/** Where both sides do not agree, and how far comparing has come. */
export function FindingsPage(): ReactNode {
  const { findings: words, common, columns } = useWords();
  const [filters, change] = useFilters(['class', 'code', 'agency', 'kind', 'isSettled']);
  const [selected, select] = useState<readonly string[]>([]);
  return (
    <Page
      title={words.title}
      what={words.what}
      actions={
        <>
          <DraftCorrection findings={selected} />
          <AskForIt />
        </>
      }
    >
      <Progress />
      <Flex gap={8} wrap>
        <Segmented
          aria-label={words.title}
          value={filters.isSettled ?? 'false'}
          onChange={(isSettled) => change({ isSettled })}
          options={[
            { value: 'false', label: words.open },
            { value: 'true', label: words.settled },
          ]}
        />
        <Select
          aria-label={columns.state}
          style={{ minWidth: 200 }}
          value={filters.class ?? ''}
          onChange={(value) => change({ class: value })}
          options={[
            { value: '', label: common.all },
            ...['different', 'onlyLocal', 'onlyNational'].map((value) => ({
              value,
              label: words.classes[value] ?? value,
            })),
          ]}
        />
      </Flex>
      <FindingTable query={filters} selected={selected} select={select} />
    </Page>
  );
}

function Progress(): ReactNode {
  const { findings: words } = useWords();
  const asked = useAnswer<Reconciliation>('/api/v1/reconciliation', {}, { everyMs: 10_000 });
  if (asked.error !== null) return <ProblemView problem={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return null;
  const { level, classes, never } = asked.data;
  return (
    <Card size="small" title={words.progress}>
      {level !== 'full' && (
        <Alert type="info" showIcon title={words.level[level]} style={{ marginBottom: 12 }} />
      )}
      <Flex gap={32} wrap>
        {Object.entries(words.classes).map(([name, title]) => (
          <Statistic key={name} title={title} valueRender={() => <Count of={classes[name] ?? 0} />} />
        ))}
        <Statistic title={words.never} valueRender={() => <Count of={never} />} />
      </Flex>
    </Card>
  );
}

function AskForIt(): ReactNode {
  const { decisions } = useWords();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may('records.decide')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{decisions.reconcile}</Button>
      <DecisionDialog
        decision={
          isOpen
            ? {
                title: decisions.reconcile,
                what: decisions.reconcileWhat,
                path: '/api/v1/reconciliation',
                body: {},
              }
            : undefined
        }
        close={() => setOpen(false)}
      />
    </>
  );
}
