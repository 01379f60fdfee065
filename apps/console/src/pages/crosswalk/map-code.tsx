import { Button, Form, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CodeEntry, CrosswalkLine, Listed } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';

interface Code {
  readonly source: string;
  readonly list: number;
  readonly localCode: string;
}

/** One page of the API's largest size holds every list but those of places, where a code is typed. */
const MOST = 500;

/** Says which national code a local one becomes, from now on and for everything judged again. */
export function MapCode({ code }: { readonly code: Code }): ReactNode {
  const { crosswalk: words, decisions } = useWords();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const { source, list, localCode } = code;
  const seen = useAnswer<Listed<CrosswalkLine>>(
    '/api/v1/crosswalk',
    { source, list, localCode },
    { isWanted: isOpen },
  );
  if (!may('codes.decide')) return null;
  const body = { source, list, localCode, seen: seen.data?.items.map(targetOf) ?? [] };
  const decision = {
    title: `${decisions.crosswalk} ${localCode}`,
    what: decisions.crosswalkWhat,
    path: '/api/v1/crosswalk',
    body,
    fields: <TargetField list={list} />,
    bodyOf: ({ nationalCode, ...said }: Readonly<Record<string, unknown>>) => ({
      ...said,
      targets: [{ nationalCode }],
    }),
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words.decide}
      </Button>
      <DecisionDialog
        decision={isOpen && seen.data !== undefined ? decision : undefined}
        close={() => setOpen(false)}
      />
    </>
  );
}

function targetOf({ nationalCode, validFrom, validUntil, parent }: CrosswalkLine): object {
  return { nationalCode, validFrom, validUntil, parent };
}

function TargetField({ list }: { readonly list: number }): ReactNode {
  const { crosswalk: words, columns, decisions } = useWords();
  const codes = useAnswer<Listed<CodeEntry>>('/api/v1/codes', { list, limit: MOST });
  return (
    <Form.Item
      name="nationalCode"
      label={columns.nationalCode}
      rules={[{ required: true, message: decisions.required }]}
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={`${words.choose} – ${words.search}`}
        loading={codes.isPending}
        options={
          codes.data?.items.map(({ code, name }) => ({ value: code, label: `${code} – ${name}` })) ?? []
        }
      />
    </Form.Item>
  );
}
