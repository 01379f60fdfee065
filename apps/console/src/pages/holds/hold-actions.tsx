import { Button, Flex, Form, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { RecordRow } from '../../api/answers';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';

/** Holds about an attempt whose outcome nobody knows: they end with what stands at the far side. */
const ABOUT_AN_ATTEMPT = ['UNKNOWN_OUTCOME', 'WRONG_ANSWER'];

/** What can be decided about a record that was stopped. */
export function HoldActions({
  hold,
}: {
  readonly hold: Pick<RecordRow, 'reference' | 'reasons'>;
}): ReactNode {
  const { decisions: words } = useWords();
  const may = useMay();
  const [open, setOpen] = useState<DecisionToMake>();
  const { reference, reasons } = hold;
  if (reference === undefined || !may('records.decide')) return null;
  const isUnknown = reasons.some(({ code }) => ABOUT_AN_ATTEMPT.includes(code));
  const offered = isUnknown ? unknownOnes(reference, words) : plainOnes(reference, words);
  return (
    <>
      <Flex vertical gap={4}>
        {offered.map((decision) => (
          <Button key={decision.path} size="small" onClick={() => setOpen(decision)}>
            {decision.title}
          </Button>
        ))}
      </Flex>
      <DecisionDialog decision={open} close={() => setOpen(undefined)} />
    </>
  );
}

type DecisionWords = ReturnType<typeof useWords>['decisions'];

function plainOnes(reference: string, words: DecisionWords): readonly DecisionToMake[] {
  const at = (act: string): string => `/api/v1/holds/${reference}/${act}`;
  return [
    { title: words.release, what: words.releaseWhat, path: at('release'), body: {} },
    { title: words.keep, what: words.keepWhat, path: at('keep'), body: {} },
  ];
}

function unknownOnes(reference: string, words: DecisionWords): readonly DecisionToMake[] {
  const at = (act: string): string => `/api/v1/holds/${reference}/${act}`;
  return [
    {
      title: words.nationalId,
      what: words.nationalIdWhat,
      path: at('national-id'),
      body: {},
      fields: <NationalIdField />,
    },
    { title: words.notThere, what: words.notThereWhat, path: at('not-there'), body: {}, isDangerous: true },
  ];
}

function NationalIdField(): ReactNode {
  const { columns, decisions } = useWords();
  return (
    <Form.Item
      name="nationalId"
      label={columns.nationalId}
      rules={[{ required: true, message: decisions.required }]}
    >
      <Input autoComplete="off" maxLength={36} />
    </Form.Item>
  );
}
