import { Button, Checkbox, Form, InputNumber, Table } from 'antd';
import { useState, type ReactNode } from 'react';
import type { HandAgency } from '../../api/answers';
import { Count } from '../../parts/count';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { momentText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { useMay } from '../../session/use-session';
import { ENTRY_WORDS } from '../../words/entry-words';
import { useOwnWords, useWords } from '../../words/use-words';

const MOST_RECORDS = 500;
const USUAL = 100;

/** What of each agency waits to be handed out. */
export function HandTable({ rows }: { readonly rows: readonly HandAgency[] }): ReactNode {
  const words = useOwnWords(ENTRY_WORDS);
  const { columns } = useWords();
  return (
    <Table<HandAgency>
      size="small"
      aria-label={words.agencies}
      pagination={false}
      dataSource={rows}
      rowKey={({ agency }) => agency}
      locale={{ emptyText: <Nothing why={words.noAgencies} /> }}
      columns={[
        { title: columns.agency, dataIndex: 'agency', key: 'agency' },
        { title: words.begunAt, key: 'begunAt', render: (_value, { begunAt }) => momentText(begunAt) },
        {
          title: words.waiting,
          key: 'waiting',
          align: 'right',
          render: (_value, { waiting, denunciations }) => (
            <>
              <Count of={waiting} /> ({words.denunciations}: <Count of={denunciations} />)
            </>
          ),
        },
        {
          title: words.handedOut,
          key: 'handedOut',
          align: 'right',
          render: (_value, { handedOut }) => <Count of={handedOut} />,
        },
        { title: '', key: 'make', width: 130, render: (_value, { agency }) => <MakeBatch agency={agency} /> },
      ]}
    />
  );
}

function MakeBatch({ agency }: { readonly agency: string }): ReactNode {
  const words = useOwnWords(ENTRY_WORDS);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may('records.decide')) return null;
  const decision = {
    title: words.make,
    what: `${agency}. ${words.makeWhat}`,
    path: '/api/v1/entry-batches',
    body: { agency },
    fields: (
      <>
        <Form.Item name="limit" label={words.limit} initialValue={USUAL}>
          <InputNumber min={1} max={MOST_RECORDS} precision={0} />
        </Form.Item>
        <Form.Item name="withDenunciations" valuePropName="checked">
          <Checkbox>{words.withDenunciations}</Checkbox>
        </Form.Item>
      </>
    ),
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words.make}
      </Button>
      <DecisionDialog decision={isOpen ? decision : undefined} close={() => setOpen(false)} />
    </>
  );
}
