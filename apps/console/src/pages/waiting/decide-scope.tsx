import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { RecordRow } from '../../api/answers';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { useWords } from '../../words/use-words';

/** The reason that people can answer with: it is another person of that name. */
const NAMESAKE = 'IDENTITY_IN_OPEN_FIELD';

/** Whether a record is one the law asks for at all, and whether a name in it is another person's. */
export function DecideScope({
  record: { source, localKey, reasons },
}: {
  readonly record: Pick<RecordRow, 'source' | 'localKey' | 'reasons'>;
}): ReactNode {
  const { decisions: words } = useWords();
  const [open, setOpen] = useState<DecisionToMake>();
  const deciding = (
    decision: 'include' | 'exclude' | 'namesake',
    title: string,
    what: string,
  ): DecisionToMake => ({
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
      {reasons.some(({ code }) => code === NAMESAKE) && (
        <Button
          size="small"
          onClick={() => setOpen(deciding('namesake', words.namesake, words.namesakeWhat))}
        >
          {words.namesake}
        </Button>
      )}
      <DecisionDialog decision={open} close={() => setOpen(undefined)} />
    </>
  );
}
