import { Alert, Button, Card, Col, Flex, Row, Skeleton, Statistic, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Ledger, Overview } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { Count } from '../../parts/count';
import { ageText, shareText } from '../../parts/format';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { useLanguage, useWords } from '../../words/use-words';
import { AgencyRanking } from './agency-ranking';
import { CauseTable } from './cause-table';
import { DeadlineCard } from './deadline-card';
import { Disturbances } from './disturbances';
import { SourceStates } from './source-states';

const EVERY_MS = 10_000;

/** The first screen: is anything unaccounted for, what waits for people, and are both sides reachable. */
export function OverviewPage(): ReactNode {
  const { overview: words, common } = useWords();
  const [isLive, setLive] = useState(true);
  const everyMs = isLive && EVERY_MS;
  const overview = useAnswer<Overview>('/api/v1/overview', {}, { everyMs });
  const ledger = useAnswer<Ledger>('/api/v1/ledger', {}, { everyMs });
  return (
    <Page
      title={words.title}
      actions={
        <>
          <Switch
            checked={isLive}
            onChange={setLive}
            checkedChildren={common.live}
            unCheckedChildren={common.paused}
            aria-label={common.live}
          />
          <Button onClick={() => window.print()}>{words.print}</Button>
        </>
      }
    >
      {overview.data === undefined ? (
        <Waiting problem={overview.error} again={() => void overview.refetch()} />
      ) : (
        <>
          {overview.error !== null && (
            <ProblemView problem={overview.error} again={() => void overview.refetch()} />
          )}
          <Whole overview={overview.data} ledger={ledger.data} />
        </>
      )}
    </Page>
  );
}

function Waiting({
  problem,
  again,
}: {
  readonly problem: ReturnType<typeof useAnswer>['error'];
  readonly again: () => void;
}): ReactNode {
  return problem === null ? <Skeleton active /> : <ProblemView problem={problem} again={again} />;
}

function Whole({
  overview,
  ledger,
}: {
  readonly overview: Overview;
  readonly ledger: Ledger | undefined;
}): ReactNode {
  const { overview: words } = useWords();
  return (
    <>
      <Disturbances overview={overview} />
      <Row gutter={[16, 16]}>
        <Col xs={24} md={8}>
          <Unaccounted ledger={ledger} isWhole={overview.readAll} />
        </Col>
        <Col xs={24} md={16}>
          <Card size="small" title={words.states} style={{ height: '100%' }}>
            <States overview={overview} />
          </Card>
        </Col>
      </Row>
      <Card size="small" title={words.causes} extra={<Link to="/nguyen-nhan">{words.allCauses}</Link>}>
        <CauseTable causes={overview.causes} />
      </Card>
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={12}>
          <Card size="small" title={words.agencies}>
            {ledger === undefined ? <Skeleton active /> : <AgencyRanking rows={ledger.rows} />}
          </Card>
        </Col>
        <Col xs={24} lg={12}>
          <Flex vertical gap={16}>
            <DeadlineCard counts={overview.deadlines} />
            <Queue overview={overview} />
            {overview.sources.length > 0 && <SourceStates sources={overview.sources} />}
          </Flex>
        </Col>
      </Row>
    </>
  );
}

function Unaccounted({
  ledger,
  isWhole,
}: {
  readonly ledger: Ledger | undefined;
  readonly isWhole: boolean;
}): ReactNode {
  const { overview: words } = useWords();
  if (ledger === undefined) return <Skeleton active />;
  const { unaccounted, records, confirmedShare } = ledger.total;
  const isGood = unaccounted === 0;
  return (
    <Card size="small" title={words.unaccounted} style={{ height: '100%' }}>
      <div className="big-number" style={{ color: isGood ? '#1b6e35' : '#a8071a' }}>
        {unaccounted}
      </div>
      <p>{isGood ? words.unaccountedGood : words.unaccountedBad}</p>
      {!isWhole && <Alert type="info" title={words.notYet} />}
      <Flex gap={24} style={{ marginTop: 8 }} wrap>
        <Statistic title={words.records} valueRender={() => <Count of={records} />} />
        <Statistic title={words.share} value={confirmedShare === null ? '–' : shareText(confirmedShare)} />
      </Flex>
    </Card>
  );
}

/** In the order of the road; the way to what waits for people is a click. */
const ORDER = ['confirmed', 'waiting', 'quarantined', 'held', 'unknown', 'noChannel', 'outOfScope'] as const;

function States({ overview }: { readonly overview: Overview }): ReactNode {
  const { states } = useWords();
  return (
    <Row gutter={[16, 16]}>
      {ORDER.map((state) => (
        <Col key={state} xs={12} sm={8}>
          <Link to={`/ho-so?class=${state}`}>
            <Statistic
              title={states[state] ?? state}
              valueRender={() => <Count of={overview.classes[state] ?? 0} />}
            />
          </Link>
        </Col>
      ))}
    </Row>
  );
}

function Queue({ overview: { queue, destination } }: { readonly overview: Overview }): ReactNode {
  const { overview: words } = useWords();
  const { language } = useLanguage();
  return (
    <Card size="small" title={words.queue}>
      <Alert
        type={destination.open ? 'success' : 'error'}
        showIcon
        title={destination.open ? words.destinationOpen : words.destinationShut}
        description={destination.text}
        style={{ marginBottom: 12 }}
      />
      <Flex gap={24} wrap>
        <Statistic title={words.queueDue} valueRender={() => <Count of={queue.due} />} />
        <Statistic title={words.queueFlight} valueRender={() => <Count of={queue.inFlight} />} />
        <Statistic title={words.queueUnknown} valueRender={() => <Count of={queue.unknown} />} />
        {queue.oldestDueAt !== undefined && (
          <Statistic title={words.queueOldest} value={ageText(queue.oldestDueSeconds, language === 'vi')} />
        )}
      </Flex>
    </Card>
  );
}
