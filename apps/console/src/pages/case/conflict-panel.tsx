import { Button, Card, Flex } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Resolved, SideBySide } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { ProblemView } from '../../parts/problem-view';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';
import { ConflictFields, type Choices } from './conflict-fields';
import { ResultingSteps } from './resulting-steps';

/** Nothing differs, or nothing that people decide field by field. */
const NONE = 404;

/** What both sides see differently, field by field beside each other, and who is right. Nothing where both agree. */
export function ConflictPanel({ reference }: { readonly reference: string }): ReactNode {
  const path = `/api/v1/conflicts/${encodeURIComponent(reference)}`;
  const asked = useAnswer<SideBySide>(path);
  if (asked.error?.told.status === NONE) return null;
  // What was shown once stays while asking again fails: somebody may be deciding about it.
  if (asked.data !== undefined) return <Sides path={path} sides={asked.data} />;
  return asked.error === null ? null : (
    <ProblemView problem={asked.error} again={() => void asked.refetch()} />
  );
}

function Sides({ path, sides }: { readonly path: string; readonly sides: SideBySide }): ReactNode {
  const { conflicts: words } = useWords();
  const may = useMay();
  const [choices, setChoices] = useState<Choices>({});
  const [open, setOpen] = useState<DecisionToMake>();
  const fields = Object.entries(choices).map(([field, choice]) => ({ field, ...choice }));
  const isReady =
    fields.length > 0 && fields.every(({ way, value }) => way !== 'typed' || value !== undefined);
  const resolving: DecisionToMake = {
    title: words.resolve,
    what: words.resolveWhat,
    path: `${path}/resolve`,
    body: { fields },
    preview: {
      path: `${path}/resolve?preview=true`,
      shown: (answer) => <ResultingSteps resolved={answer as Resolved} />,
    },
  };
  const undoing: DecisionToMake = { title: words.undo, what: words.undoWhat, path: `${path}/undo`, body: {} };
  const isDecided = sides.fields.some(({ decision }) => decision?.state === 'waiting');
  return (
    <Card size="small" title={words.title}>
      <p>{words.what}</p>
      <ConflictFields
        fields={sides.fields}
        choices={choices}
        choose={setChoices}
        isOpen={may('records.decide')}
      />
      {may('records.decide') && (
        <Flex gap={8} style={{ marginTop: 12 }}>
          <Button type="primary" disabled={!isReady} onClick={() => setOpen(resolving)}>
            {words.resolve}
          </Button>
          {isDecided && <Button onClick={() => setOpen(undoing)}>{words.undo}</Button>}
        </Flex>
      )}
      <DecisionDialog
        decision={open}
        close={() => {
          setOpen(undefined);
          setChoices({});
        }}
      />
    </Card>
  );
}
