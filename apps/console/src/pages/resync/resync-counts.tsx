import { Card, Col, Progress, Row, Statistic } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Resync } from '../../api/answers';
import { numberText } from '../../parts/format';
import { RESYNC_WORDS } from '../../words/resync-words';
import { useOwnWords } from '../../words/use-words';
import { finishedShare, isOver } from './finished-share';
import { SHOWN, type Shown } from './shown';

const ORDER = [
  'cured',
  'nothing',
  'failing',
  'newCause',
  'skipped',
  'underWay',
  'chosen',
  'stopped',
] as const;

/** How far it has come; each number leads to its records. */
export function ResyncCounts({ resync }: { readonly resync: Resync }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const { progress, state } = resync;
  const seen = ORDER.filter((name) => name !== 'stopped' || progress.stopped > 0);
  return (
    <Card size="small">
      <Progress percent={finishedShare(resync)} status="normal" aria-label={words.progress} />
      <Row gutter={[16, 12]} style={{ marginTop: 8 }}>
        {seen.map((name) => (
          <Col key={name} xs={12} md={6}>
            <CountOf name={name} count={progress[name]} />
          </Col>
        ))}
      </Row>
      <p role="status">
        {isOver(resync) && words.over}
        {state === 'done' && progress.underWay > 0 && words.waitingFor}
      </p>
    </Card>
  );
}

function CountOf({
  name,
  count,
}: {
  readonly name: (typeof ORDER)[number];
  readonly count: number;
}): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const statistic = <Statistic title={words.counts[name]} value={numberText(count)} />;
  const isListed = (shown: string): shown is Shown => shown in SHOWN;
  return isListed(name) ? <Link to={`?xem=${name}`}>{statistic}</Link> : statistic;
}
