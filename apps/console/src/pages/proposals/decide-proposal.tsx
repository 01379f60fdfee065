import { Button, Form, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Proposal } from '../../api/answers';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { LineField } from '../../parts/line-field';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';

/** Nobody decides about these any more. */
const ENDED = ['linked', 'gone'];

/** What a person says of a case that only the far side knows. */
export function DecideProposal({
  proposal: { id, nationalId, state },
}: {
  readonly proposal: Proposal;
}): ReactNode {
  const { proposals: words } = useWords();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may('records.decide') || ENDED.includes(state)) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words.decide}
      </Button>
      <DecisionDialog
        decision={
          isOpen
            ? {
                title: `${words.decide}: ${nationalId}`,
                what: words.decideWhat,
                path: `/api/v1/proposals/${id}/decision`,
                body: {},
                fields: <DecisionFields isDecided={state !== 'open'} />,
              }
            : undefined
        }
        close={() => setOpen(false)}
      />
    </>
  );
}

function DecisionFields({ isDecided }: { readonly isDecided: boolean }): ReactNode {
  const { proposals: words, decisions, columns } = useWords();
  const chosen: unknown = Form.useWatch('decision');
  const offered = Object.entries(words.decisions).filter(([value]) => isDecided || value !== 'undecided');
  return (
    <>
      <Form.Item
        name="decision"
        label={words.decision}
        rules={[{ required: true, message: decisions.required }]}
      >
        <Radio.Group
          options={offered.map(([value, label]) => ({ value, label }))}
          style={{ display: 'flex', flexDirection: 'column', gap: 6 }}
        />
      </Form.Item>
      {chosen === 'link' && <LineField name="reference" label={columns.reference} most={40} />}
    </>
  );
}
