import { Button, Card, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { ResyncPreview } from '../../api/answers';
import { useLookInto } from '../../api/use-look-into';
import { Nothing } from '../../parts/nothing';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { RESYNC_WORDS } from '../../words/resync-words';
import { useOwnWords, useWords } from '../../words/use-words';
import { PreviewBlocked, PreviewSamples } from './preview-records';
import { PreviewCounts } from './preview-counts';
import { PreviewWarnings } from './preview-warnings';
import { StartResync } from './start-resync';
import { bodyOf, subjectIn, type Subject } from './subject';
import { WantedText } from './subject-text';

/** What a re-sync would do, before anybody begins it. Which records it is about stands in the address. */
export function NewResyncPage(): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const { menu } = useWords();
  const [search] = useSearchParams();
  const subject = subjectIn(search);
  if (subject !== undefined) return <Previewed subject={subject} />;
  return (
    <Page title={words.newTitle}>
      <Nothing why={`${words.noSubject}. ${words.noSubjectWhat}`} />
      <Link to="/ho-so">{menu.records}</Link>
    </Page>
  );
}

function Previewed({ subject }: { readonly subject: Subject }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const body = { subject: bodyOf(subject) };
  const { data, error, isFetching, refetch } = useLookInto<ResyncPreview>('/api/v1/resync/preview', body);
  const again = (): void => void refetch();
  return (
    <Page
      title={words.newTitle}
      what={words.newWhat}
      actions={
        <>
          <Button onClick={again} loading={isFetching}>
            {words.lookAgain}
          </Button>
          {data !== undefined && <StartResync subject={body.subject} preview={data} />}
        </>
      }
    >
      <div>
        <WantedText subject={subject} />
      </div>
      {error !== null && <ProblemView problem={error} again={again} />}
      {data === undefined && error === null && <Looking />}
      {data !== undefined && error === null && <Seen preview={data} />}
    </Page>
  );
}

function Looking(): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  return (
    <div role="status">
      {words.looking}
      <Skeleton active />
    </div>
  );
}

function Seen({ preview }: { readonly preview: ResyncPreview }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  return (
    <>
      <PreviewWarnings preview={preview} />
      <PreviewCounts preview={preview} />
      {preview.blocked.length > 0 && (
        <Card size="small" title={words.stays}>
          <PreviewBlocked blocked={preview.blocked} />
        </Card>
      )}
      {preview.samples.length > 0 && (
        <Card size="small" title={words.samples}>
          <PreviewSamples samples={preview.samples} />
        </Card>
      )}
    </>
  );
}
