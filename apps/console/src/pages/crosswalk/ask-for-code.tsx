import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { MissingCode } from '../../api/answers';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { LineField } from '../../parts/line-field';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';

/** Asks in writing for an entry that the national list lacks. */
export function AskForCode({
  missing: { source, list, localCode },
}: {
  readonly missing: MissingCode;
}): ReactNode {
  const { corrections: words } = useWords();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may('records.decide')) return null;
  const decision = {
    title: `${words.draftCodes}: ${localCode}`,
    what: words.draftWhat,
    path: '/api/v1/correction-requests',
    body: {},
    fields: <LineField name="name" label={words.codeName} hint={words.codeNameHint} />,
    bodyOf: ({ name, ...said }: Readonly<Record<string, unknown>>) => ({
      ...said,
      codes: [{ source, list, localCode, name }],
    }),
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words.draftCodes}
      </Button>
      <DecisionDialog decision={isOpen ? decision : undefined} close={() => setOpen(false)} />
    </>
  );
}
