import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { WrittenFile } from '../../api/answers';
import { saveFile } from '../../api/save-file';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { useMay } from '../../session/use-session';
import { RECEPTION_WORDS } from '../../words/reception-words';
import { useOwnWords } from '../../words/use-words';
import { AgencyField } from './agency-field';

/** The book with names, for whoever types it: by two people, and on record. */
export function NamedBook({
  period,
  agencies,
}: {
  readonly period: string;
  readonly agencies: readonly string[];
}): ReactNode {
  const words = useOwnWords(RECEPTION_WORDS);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may('unmask.request')) return null;
  const decision = {
    title: words.namedBook,
    what: `${period}. ${words.namedBookWhat}`,
    path: '/api/v1/receptions/book',
    body: { period },
    needsApprover: true,
    fields: <AgencyField agencies={agencies} />,
  };
  return (
    <>
      <Button size="small" disabled={agencies.length === 0} onClick={() => setOpen(true)}>
        {words.namedBook}
      </Button>
      <DecisionDialog
        decision={isOpen ? decision : undefined}
        close={() => setOpen(false)}
        answered={(answer) => (
          <Button onClick={() => saveFile(answer as WrittenFile)}>
            {words.save} {(answer as WrittenFile).fileName}
          </Button>
        )}
      />
    </>
  );
}
