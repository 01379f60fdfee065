import { Button, Flex } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CorrectionRequest } from '../../api/answers';
import { DayField } from '../../parts/day-field';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { FileButton } from '../../parts/file-button';
import { LineField } from '../../parts/line-field';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';

/** The files of a request, and what can be said of it. */
export function CorrectionActions({
  request: { id, state },
}: {
  readonly request: CorrectionRequest;
}): ReactNode {
  const { corrections: words } = useWords();
  const may = useMay();
  const [open, setOpen] = useState<DecisionToMake>();
  const at = `/api/v1/correction-requests/${id}`;
  const isOpen = state === 'draft' || state === 'sent';
  const sent: DecisionToMake = {
    title: words.markSent,
    what: words.markSentWhat,
    path: `${at}/sent`,
    body: {},
    fields: (
      <>
        <LineField name="documentNo" label={words.documentNo} most={100} />
        <DayField name="documentDate" label={words.documentDate} />
      </>
    ),
  };
  const withdraw: DecisionToMake = {
    title: words.withdraw,
    what: words.withdrawWhat,
    path: `${at}/withdraw`,
    body: {},
  };
  return (
    <Flex vertical gap={4}>
      <FileButton path={`${at}/files/cong-van.docx`} label={words.letter} />
      <FileButton path={`${at}/files/phu-luc.xlsx`} label={words.sheet} />
      {may('records.decide') && state === 'draft' && (
        <Button size="small" type="primary" onClick={() => setOpen(sent)}>
          {words.markSent}
        </Button>
      )}
      {may('records.decide') && isOpen && (
        <Button size="small" onClick={() => setOpen(withdraw)}>
          {words.withdraw}
        </Button>
      )}
      <DecisionDialog decision={open} close={() => setOpen(undefined)} />
    </Flex>
  );
}
