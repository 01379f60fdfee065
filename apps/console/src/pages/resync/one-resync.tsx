import { Alert, Card, Descriptions, Skeleton, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { ResyncInFull } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { momentText, numberText } from '../../parts/format';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { RESYNC_WORDS } from '../../words/resync-words';
import { useOwnWords, useWords } from '../../words/use-words';
import { isOver } from './finished-share';
import { ResyncActions } from './resync-actions';
import { ResyncCounts } from './resync-counts';
import { ResyncItems } from './resync-items';
import { ResyncState } from './resync-state';
import { newResyncPath, subjectOf } from './subject';
import { SubjectText } from './subject-text';
import { useProgress } from './use-progress';

/** One re-sync: how far it has come while it runs, and what came of each of its records. */
export function ResyncPage(): ReactNode {
  const { id = '' } = useParams();
  const words = useOwnWords(RESYNC_WORDS);
  const [live, setLive] = useState<'on' | 'off' | 'lost'>('on');
  const asked = useAnswer<ResyncInFull>(`/api/v1/resync/${encodeURIComponent(id)}`);
  const isMoving = asked.data !== undefined && !isOver(asked.data);
  useProgress(id, { isWanted: isMoving && live === 'on', lose: () => setLive('lost') });
  return (
    <Page
      title={words.title}
      what={asked.data?.reason}
      actions={
        <>
          {isMoving && <LiveSwitch isOn={live === 'on'} set={setLive} />}
          {asked.data !== undefined && <ResyncActions resync={asked.data} />}
        </>
      }
    >
      <Link to="/dong-bo-lai">{words.all}</Link>
      {live === 'lost' && isMoving && <Alert type="warning" showIcon title={words.lost} />}
      <Answered asked={asked} />
    </Page>
  );
}

function Answered({
  asked: { data, error, refetch },
}: {
  readonly asked: ReturnType<typeof useAnswer<ResyncInFull>>;
}): ReactNode {
  return (
    <>
      {error !== null && <ProblemView problem={error} again={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton active />}
      {data !== undefined && <Whole resync={data} />}
    </>
  );
}

/** Numbers hold still while somebody reads them. */
function LiveSwitch({
  isOn,
  set,
}: {
  readonly isOn: boolean;
  readonly set: (live: 'on' | 'off') => void;
}): ReactNode {
  const { common } = useWords();
  return (
    <Switch
      checked={isOn}
      onChange={(isWanted) => set(isWanted ? 'on' : 'off')}
      checkedChildren={common.live}
      unCheckedChildren={common.paused}
      aria-label={common.live}
    />
  );
}

function Whole({ resync }: { readonly resync: ResyncInFull }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  return (
    <>
      <Facts resync={resync} />
      <ResyncCounts resync={resync} />
      <Newcomers resync={resync} />
      <Card size="small" title={words.items}>
        <ResyncItems id={resync.id} />
      </Card>
    </>
  );
}

function Facts({ resync }: { readonly resync: ResyncInFull }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const { columns } = useWords();
  const { actor, approver, begunAt, endedAt, changedBy, changeReason } = resync;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [columns.state, <ResyncState key="state" resync={resync} />],
    [words.subject, <SubjectText key="subject" resync={resync} />],
    [words.begun, momentText(begunAt)],
    [words.by, actor],
    ...(approver === null ? [] : [[words.approver, approver] as const]),
    ...(endedAt === null ? [] : [[words.ended, momentText(endedAt)] as const]),
    ...(changedBy === null ? [] : [[words.changedBy, `${changedBy}: ${changeReason ?? ''}`] as const]),
  ];
  return (
    <Descriptions
      bordered
      size="small"
      column={{ xs: 1, md: 2, xl: 2 }}
      items={facts.map(([label, children]) => ({ key: label, label, children }))}
    />
  );
}

/** Records that came after the set was frozen: apart, and a click away from a re-sync of their own. */
function Newcomers({ resync }: { readonly resync: ResyncInFull }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const subject = subjectOf(resync);
  if (resync.newcomers === 0 || subject === undefined) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={`${numberText(resync.newcomers)} ${words.newcomers}`}
      description={<Link to={newResyncPath(subject)}>{words.newcomersResync}</Link>}
    />
  );
}
