import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { RecordRow } from '../../api/answers';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { useWords } from '../../words/use-words';

/** Whether a record is one the law asks for at all. */
export function DecideScope({
  record: { source, localKey },
}: {
  readonly record: Pick<RecordRow, 'source' | 'localKey'>;
}): ReactNode {
  const { decisions: words } = useWords();
  const [open, setOpen] = useState<DecisionToMake>();
  const deciding = (decision: 'include' | 'exclude', title: string, what: string): DecisionToMake => ({
    title,
    what,
    path: '/api/v1/scope-decisions',
    body: { source, localKey, decision },
  });
  return (
    <>
      <Button size="small" onClick={() => setOpen(deciding('include', words.include, words.includeWhat))}>
        {words.include}
      </Button>
      <Button size="small" onClick={() => setOpen(deciding('exclude', words.exclude, words.excludeWhat))}>
        {words.exclude}
      </Button>
      <DecisionDialog decision={open} close={() => setOpen(undefined)} />
    </>
  );
}
