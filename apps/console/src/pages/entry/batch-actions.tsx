import { Button, Flex } from 'antd';
import { useState, type ReactNode } from 'react';
import type { EntryBatch, EntryResult, WrittenFile } from '../../api/answers';
import { saveFile } from '../../api/save-file';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { useMay } from '../../session/use-session';
import { ENTRY_WORDS } from '../../words/entry-words';
import { useOwnWords } from '../../words/use-words';
import { ResultOfRows } from './result-of-rows';
import { WorkbookField } from './workbook-field';

interface Offered extends DecisionToMake {
  readonly answered?: (answer: unknown) => ReactNode;
  readonly flawOf?: (answer: unknown) => string | undefined;
}

/** Fetch the workbook, hand in its results, cancel it. */
export function BatchActions({ batch }: { readonly batch: EntryBatch }): ReactNode {
  const may = useMay();
  const [open, setOpen] = useState<Offered>();
  const offered = useOffered(batch);
  if (!may('records.decide') || batch.cancelledAt !== null) return null;
  return (
    <>
      <Flex vertical gap={4}>
        {offered.map((decision) => (
          <Button
            key={decision.path}
            size="small"
            danger={decision.isDangerous === true}
            onClick={() => setOpen(decision)}
          >
            {decision.title}
          </Button>
        ))}
      </Flex>
      <DecisionDialog
        decision={open}
        close={() => setOpen(undefined)}
        answered={open?.answered}
        flawOf={open?.flawOf}
      />
    </>
  );
}

function useOffered({ id, rows }: EntryBatch): readonly Offered[] {
  const words = useOwnWords(ENTRY_WORDS);
  const at = (act: string): string => `/api/v1/entry-batches/${id}/${act}`;
  const cancelling = {
    title: words.cancel,
    what: words.cancelWhat,
    path: at('cancel'),
    body: {},
    isDangerous: true,
  };
  return [
    {
      title: words.download,
      what: words.downloadWhat,
      path: at('workbook'),
      body: {},
      answered: (answer) => <SaveIt file={answer as WrittenFile} />,
    },
    {
      title: words.upload,
      what: words.uploadWhat,
      path: at('result'),
      body: {},
      needsApprover: true,
      fields: <WorkbookField />,
      bodyOf: ({ workbook, ...said }) => ({ ...said, ...(workbook as object) }),
      answered: (answer) => <ResultOfRows result={answer as EntryResult} />,
      flawOf: (answer) => ((answer as EntryResult).objections.length > 0 ? words.someWrong : undefined),
    },
    ...(rows.open > 0 ? [cancelling] : []),
  ];
}

function SaveIt({ file }: { readonly file: WrittenFile }): ReactNode {
  const words = useOwnWords(ENTRY_WORDS);
  return (
    <Button onClick={() => saveFile(file)}>
      {words.save} {file.fileName}
    </Button>
  );
}
