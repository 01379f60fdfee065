import { Button, Checkbox, Form, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import type { DuplicateDecided, DuplicateInFull } from '../../api/answers';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { ThreeLines } from '../../parts/three-lines';
import { useMay } from '../../session/use-session';
import { DUPLICATE_WORDS } from '../../words/duplicate-words';
import { useOwnWords, useWords } from '../../words/use-words';

/** Also after the term nobody has decided yet; what was sent stays sent. */
const UNDECIDED: readonly string[] = ['open', 'sent-alone'];

/** What a person says of a pair, with what it leads to at the far side; or takes back. */
export function DecideDuplicate({ pair }: { readonly pair: DuplicateInFull }): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  const may = useMay();
  const [open, setOpen] = useState<DecisionToMake>();
  if (!may('records.decide')) return null;
  const at = `/api/v1/duplicates/${pair.id}`;
  const deciding: DecisionToMake = {
    title: words.decide,
    what: words.decideWhat,
    path: `${at}/decision`,
    body: {},
    fields: <DecisionFields />,
    preview: {
      path: `${at}/decision?preview=true`,
      shown: (answer) => <Follows decided={answer as DuplicateDecided} />,
    },
  };
  const undoing: DecisionToMake = { title: words.undo, what: words.undoWhat, path: `${at}/undo`, body: {} };
  const isOpen = UNDECIDED.includes(pair.state);
  return (
    <>
      <Button type={isOpen ? 'primary' : 'default'} onClick={() => setOpen(isOpen ? deciding : undoing)}>
        {isOpen ? words.decide : words.undo}
      </Button>
      <DecisionDialog decision={open} close={() => setOpen(undefined)} />
    </>
  );
}

function DecisionFields(): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  const { decisions } = useWords();
  const chosen: unknown = Form.useWatch('decision');
  return (
    <>
      <Form.Item
        name="decision"
        label={words.decision}
        rules={[{ required: true, message: decisions.required }]}
      >
        <Radio.Group
          options={Object.entries(words.decisions).map(([value, label]) => ({ value, label }))}
          style={{ display: 'flex', flexDirection: 'column', gap: 6 }}
        />
      </Form.Item>
      {chosen === 'link' && (
        <Form.Item name="isLaterHead" valuePropName="checked">
          <Checkbox>{words.laterHead}</Checkbox>
        </Form.Item>
      )}
    </>
  );
}

/** What would follow; the first line says that nothing is recorded, the last one is for programs. */
function Follows({
  decided: { text, national, needsApprover },
}: {
  readonly decided: DuplicateDecided;
}): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  return (
    <>
      <ThreeLines text={text.slice(0, -1)} />
      {national.isIrreversible && <div>{words.irreversible}</div>}
      {needsApprover && <div>{words.needsApprover}</div>}
    </>
  );
}
