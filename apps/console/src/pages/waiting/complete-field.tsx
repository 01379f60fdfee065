import { AutoComplete, Button, Form, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { RecordRow } from '../../api/answers';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { useWords } from '../../words/use-words';

/** Fills in one field of one record, with the document it rests on. */
export function CompleteField({
  record: { source, localKey, reasons },
}: {
  readonly record: Pick<RecordRow, 'source' | 'localKey' | 'reasons'>;
}): ReactNode {
  const { case: words, decisions } = useWords();
  const [isOpen, setOpen] = useState(false);
  const asked = [...new Set(reasons.map(({ field }) => field).filter((field) => field !== ''))];
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words.complete}
      </Button>
      <DecisionDialog
        decision={
          isOpen
            ? {
                title: decisions.overlay,
                what: decisions.overlayWhat,
                path: '/api/v1/overlays',
                body: { source, localKey },
                fields: <OverlayFields asked={asked} />,
              }
            : undefined
        }
        close={() => setOpen(false)}
      />
    </>
  );
}

function OverlayFields({ asked }: { readonly asked: readonly string[] }): ReactNode {
  const { decisions } = useWords();
  const rules = [{ required: true, whitespace: true, message: decisions.required }];
  return (
    <>
      <Form.Item name="field" label={decisions.fieldName} rules={rules} initialValue={asked[0]}>
        <AutoComplete options={asked.map((value) => ({ value }))} maxLength={100} />
      </Form.Item>
      <Form.Item name="value" label={decisions.value} rules={rules}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 8 }} autoComplete="off" />
      </Form.Item>
      <Form.Item name="documentNo" label={decisions.documentNo} rules={rules}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </>
  );
}
