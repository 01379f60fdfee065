import { Button, Card, Descriptions, Flex, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { CaseView } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { momentText } from '../../parts/format';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { StateTag } from '../../parts/state-tag';
import { ThreeLines } from '../../parts/three-lines';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';
import { FindingTable } from '../findings/finding-table';
import { HoldActions } from '../holds/hold-actions';
import { newResyncPath } from '../resync/subject';
import { Attempts } from './attempts';
import { ConflictPanel } from './conflict-panel';
import { Completed } from './completed';
import { StepLine } from './step-line';

/** One case: where it stands and why, what the far side confirmed, what was tried, and what can be decided now. */
export function CasePage(): ReactNode {
  const { reference = '' } = useParams();
  const { case: words } = useWords();
  const path = `/api/v1/cases/${encodeURIComponent(reference)}`;
  const asked = useAnswer<CaseView>(path);
  return (
    <Page title={`${words.title} ${reference}`} actions={<CaseActions reference={reference} />}>
      {asked.data !== undefined && <Whole reference={reference} view={asked.data} />}
      {asked.error !== null && <ProblemView problem={asked.error} again={() => void asked.refetch()} />}
      {asked.data === undefined && asked.error === null && <Skeleton active />}
    </Page>
  );
}

function CaseActions({ reference }: { readonly reference: string }): ReactNode {
  const { records, case: words } = useWords();
  const may = useMay();
  return (
    <>
      <Link to="/ho-so">
        <Button tabIndex={-1}>{words.back}</Button>
      </Link>
      {may('records.decide') && (
        <Link to={newResyncPath({ kind: 'records', records: [{ reference }] })}>
          <Button tabIndex={-1}>{records.resync}</Button>
        </Link>
      )}
    </>
  );
}

function Whole({ reference, view }: { readonly reference: string; readonly view: CaseView }): ReactNode {
  const { case: words } = useWords();
  return (
    <>
      <Facts view={view} />
      <WhyThere reference={reference} view={view} />
      <Flex gap={16} wrap align="stretch">
        <Card size="small" title={words.timeline} style={{ flex: '1 1 320px' }}>
          <StepLine steps={view.steps ?? []} />
        </Card>
        <Card size="small" title={words.attempts} style={{ flex: '2 1 480px' }}>
          <Attempts reference={reference} />
        </Card>
      </Flex>
      <ConflictPanel reference={reference} />
      <Completed overlays={view.overlays ?? []} />
      <Card size="small" title={words.findings}>
        <FindingTable query={{ reference }} />
      </Card>
    </>
  );
}

function Facts({ view }: { readonly view: CaseView }): ReactNode {
  const { columns, kinds, case: words, common } = useWords();
  const facts: readonly (readonly [string, ReactNode])[] = [
    [columns.state, <StateTag key="state" state={view.state} />],
    [columns.kind, view.kind === undefined ? common.notKnown : kinds[view.kind]],
    [columns.agency, view.agency ?? common.notKnown],
    [columns.nationalId, view.nationalId ?? common.none],
    [columns.changedAt, view.changedAt === undefined ? '–' : momentText(view.changedAt)],
    [words.parties, view.parties?.petitioners.name ?? '–'],
    [words.people, view.parties?.petitioners.headCount ?? '–'],
  ];
  return (
    <Descriptions
      bordered
      size="small"
      column={{ xs: 1, md: 2, xl: 3 }}
      items={facts.map(([label, children]) => ({ key: label, label, children }))}
    />
  );
}

/** Why it stands where it does, and what a person can decide about it now. */
function WhyThere({ reference, view }: { readonly reference: string; readonly view: CaseView }): ReactNode {
  const { columns, case: words } = useWords();
  const { reasons = [], waiting, state } = view;
  if (reasons.length === 0 && waiting === undefined) return null;
  return (
    <Card size="small" title={waiting === undefined ? columns.reason : words.waiting}>
      <Flex vertical gap={12}>
        {waiting !== undefined && <ThreeLines text={waiting.text} />}
        {reasons.map(({ code, field, text }) => (
          <ThreeLines key={`${code} ${field}`} text={text} />
        ))}
        {state === 'held' && <HoldActions hold={{ reference, reasons }} />}
      </Flex>
    </Card>
  );
}
