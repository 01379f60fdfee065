import { Card, Col, Descriptions, Row, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { DuplicateInFull } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { dayText, momentText } from '../../parts/format';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { StateTag } from '../../parts/state-tag';
import { ThreeLines } from '../../parts/three-lines';
import { Tone } from '../../parts/tone';
import { DUPLICATE_WORDS } from '../../words/duplicate-words';
import { useOwnWords, useWords } from '../../words/use-words';
import { DecideDuplicate } from './decide-duplicate';
import { Waterfall } from './waterfall';

/** One pair: both petitions beside each other as far as one may see them, why they may be one, and what to do about it. */
export function DuplicatePage(): ReactNode {
  const { id = '' } = useParams();
  const words = useOwnWords(DUPLICATE_WORDS);
  const { data, error, refetch } = useAnswer<DuplicateInFull>(`/api/v1/duplicates/${encodeURIComponent(id)}`);
  return (
    <Page title={words.oneTitle} actions={data !== undefined && <DecideDuplicate pair={data} />}>
      <Link to="/don-trung">{words.all}</Link>
      {error !== null && <ProblemView problem={error} again={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton active />}
      {data !== undefined && <Whole pair={data} />}
    </Page>
  );
}

function Whole({ pair }: { readonly pair: DuplicateInFull }): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  const { kind, earlierKind, receivedOn, later, earlier } = pair;
  return (
    <>
      <Standing pair={pair} />
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={12}>
          <Side title={words.later} side={later} kind={kind} receivedOn={receivedOn} />
        </Col>
        <Col xs={24} lg={12}>
          <Side title={words.earlier} side={earlier} kind={earlierKind} />
        </Col>
      </Row>
      <Card size="small" title={words.why}>
        <Waterfall pair={pair} />
      </Card>
    </>
  );
}

function Standing({ pair }: { readonly pair: DuplicateInFull }): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  const { state, text, until, decidedBy, decidedAt, reason, approver, group } = pair;
  return (
    <Card size="small">
      <Tone of={state === 'open' ? 'waits' : 'plain'}>{words.states[state]}</Tone>{' '}
      {state === 'open' && until !== null && `${words.until} ${momentText(until)}`}
      <div style={{ marginTop: 8 }}>
        <ThreeLines text={text} />
      </div>
      {decidedBy !== null && (
        <div>
          {words.decidedBy}: {[decidedBy, approver].filter(Boolean).join(', ')}
          {decidedAt !== null && `, ${momentText(decidedAt)}`}: {reason}
        </div>
      )}
      {group !== null && (
        <div className="in-text">
          {words.group} {group.size}
          {group.head !== null && (
            <>
              , {words.groupHead} <Link to={`/ho-so/${group.head}`}>{group.head}</Link>
            </>
          )}
        </div>
      )}
    </Card>
  );
}

interface SideProps {
  readonly title: string;
  readonly side: DuplicateInFull['later'];
  readonly kind: DuplicateInFull['kind'];
  readonly receivedOn?: string | null;
}

function Side({ title, side, kind, receivedOn }: SideProps): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  const { columns, kinds, common } = useWords();
  const { reference, agency, state, nationalId, parties } = side;
  const respondents = parties?.respondents.map(({ name }) => name) ?? [];
  const facts: readonly (readonly [string, ReactNode])[] = [
    [columns.agency, agency],
    [columns.kind, kinds[kind]],
    ...(receivedOn ? [[words.received, dayText(receivedOn)] as const] : []),
    ...(reference === null ? [] : [[columns.state, <StateTag key="state" state={state} />] as const]),
    [columns.nationalId, nationalId ?? common.none],
    ...(parties === undefined
      ? []
      : ([
          [words.petitioners, parties.petitioners.name],
          [words.people, parties.petitioners.headCount ?? common.notKnown],
          [words.respondents, respondents.length === 0 ? common.none : respondents.join('; ')],
        ] as const)),
  ];
  return (
    <Card
      size="small"
      title={title}
      extra={reference !== null && <Link to={`/ho-so/${reference}`}>{reference}</Link>}
      style={{ height: '100%' }}
    >
      {reference === null && <p>{words.noSide}</p>}
      <Descriptions
        size="small"
        column={1}
        items={facts.map(([label, children]) => ({ key: label, label, children }))}
      />
    </Card>
  );
}
