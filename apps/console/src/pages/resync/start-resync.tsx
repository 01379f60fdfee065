import { Button, Checkbox, Form } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { ResyncPreview, ResyncStarted } from '../../api/answers';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { numberText } from '../../parts/format';
import { RESYNC_WORDS } from '../../words/resync-words';
import { useOwnWords, useWords } from '../../words/use-words';

interface Props {
  readonly subject: object;
  readonly preview: ResyncPreview;
}

/** Begins what was previewed, or freezes it to begin later. */
export function StartResync({ subject, preview: { matching, most, needsApprover } }: Props): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const { common } = useWords();
  const [isOpen, setOpen] = useState(false);
  const decision = {
    title: words.start,
    what: `${numberText(matching)} ${common.records}. ${words.startWhat}`,
    path: '/api/v1/resync',
    body: { subject },
    needsApprover: needsApprover !== null,
    fields: (
      <Form.Item name="paused" valuePropName="checked">
        <Checkbox>{words.paused}</Checkbox>
      </Form.Item>
    ),
  };
  return (
    <>
      <Button type="primary" disabled={matching === 0 || matching > most} onClick={() => setOpen(true)}>
        {words.start} ({numberText(matching)})
      </Button>
      <DecisionDialog
        decision={isOpen ? decision : undefined}
        close={() => setOpen(false)}
        answered={(answer) => <Link to={`/dong-bo-lai/${(answer as ResyncStarted).id}`}>{words.follow}</Link>}
      />
    </>
  );
}
