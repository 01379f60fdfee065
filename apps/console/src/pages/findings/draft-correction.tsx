import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';

/** Asks in writing for what was selected to be corrected at the far side. */
export function DraftCorrection({ findings }: { readonly findings: readonly string[] }): ReactNode {
  const { corrections: words } = useWords();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may('records.decide')) return null;
  return (
    <>
      <Button disabled={findings.length === 0} onClick={() => setOpen(true)}>
        {words.draft} ({findings.length})
      </Button>
      <DecisionDialog
        decision={
          isOpen
            ? {
                title: words.draft,
                what: words.draftWhat,
                path: '/api/v1/correction-requests',
                body: { findings },
              }
            : undefined
        }
        close={() => setOpen(false)}
      />
    </>
  );
}
