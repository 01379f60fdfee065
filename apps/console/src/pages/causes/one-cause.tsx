import { Button, Card, Flex, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { CauseInFull } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { Count } from '../../parts/count';
import { momentText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { StateTag } from '../../parts/state-tag';
import { ThreeLines } from '../../parts/three-lines';
import { useMay } from '../../session/use-session';
import { CAUSE_WORDS } from '../../words/cause-words';
import { useOwnWords, useWords } from '../../words/use-words';
import { MapCode } from '../crosswalk/map-code';
import { recordsOf } from '../overview/cause-table';
import { newResyncPath } from '../resync/subject';
import { CauseNotes } from './cause-notes';
import { TrySamples } from './try-samples';

/** Everybody mended it meanwhile, or this account may not know of it. */
const GONE = 404;

/** One cause: what it is, who takes care of it, what a change would do, and the ways to its records. */
export function CausePage(): ReactNode {
  const { id = '' } = useParams();
  const words = useOwnWords(CAUSE_WORDS);
  const path = `/api/v1/causes/${encodeURIComponent(id)}/notes`;
  const { data, error, refetch } = useAnswer<CauseInFull>(path);
  const isGone = error?.told.status === GONE;
  return (
    <Page title={words.title} actions={data !== undefined && !isGone && <CauseActions cause={data.cause} />}>
      <Link to="/nguyen-nhan">{words.all}</Link>
      {isGone && <Nothing why={words.gone} />}
      {error !== null && !isGone && <ProblemView problem={error} again={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton active />}
      {data !== undefined && !isGone && <Whole seen={data} />}
    </Page>
  );
}

type Cause = CauseInFull['cause'];

function CauseActions({ cause }: { readonly cause: Cause }): ReactNode {
  const { causes } = useWords();
  const may = useMay();
  return (
    <>
      <Link to={recordsOf(cause)}>
        <Button tabIndex={-1}>{causes.seeRecords}</Button>
      </Link>
      {may('records.decide') && (
        <Link to={newResyncPath({ kind: 'cause', cause: cause.id })}>
          <Button type="primary" tabIndex={-1}>
            {causes.resyncGroup}
          </Button>
        </Link>
      )}
    </>
  );
}

function Whole({ seen }: { readonly seen: CauseInFull }): ReactNode {
  const words = useOwnWords(CAUSE_WORDS);
  const { owners, columns } = useWords();
  const may = useMay();
  const { cause } = seen;
  return (
    <>
      <Card size="small">
        <div style={{ marginBottom: 8 }}>
          <StateTag state={cause.class} />
        </div>
        <ThreeLines text={cause.text} />
        <p style={{ marginBottom: 0 }}>
          {columns.records}:{' '}
          <b>
            <Count of={cause.records} />
          </b>{' '}
          · {columns.owner}: {owners[cause.owner]} · {columns.since} {momentText(cause.oldestAt)}
        </p>
      </Card>
      <CauseNotes seen={seen} />
      {may('records.decide') && cause.class === 'quarantined' && (
        <Card size="small" title={words.trying}>
          <TrySamples cause={cause} />
          <Mapping cause={cause} />
        </Card>
      )}
    </>
  );
}

/** For good, once the samples look right. */
function Mapping({ cause: { source, list, localCode } }: { readonly cause: Cause }): ReactNode {
  const words = useOwnWords(CAUSE_WORDS);
  const may = useMay();
  if (source === undefined || list === undefined || localCode === undefined || !may('codes.decide'))
    return null;
  return (
    <Flex gap={12} align="center" style={{ marginTop: 12 }}>
      <span>{words.mapWhat}</span>
      <MapCode code={{ source, list, localCode }} />
    </Flex>
  );
}
