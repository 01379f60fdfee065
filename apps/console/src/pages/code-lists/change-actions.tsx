import { Button, Flex, Table } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CodeListChange, CodeListChangeInFull } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { Count } from '../../parts/count';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';

/** What the change touches here, and the two ways to decide it. */
export function ChangeActions({
  change: { list, version, doubt },
}: {
  readonly change: CodeListChange;
}): ReactNode {
  const { decisions: words } = useWords();
  const may = useMay();
  const [open, setOpen] = useState<DecisionToMake>();
  const deciding = (act: 'accept' | 'refuse', title: string, what: string): DecisionToMake => ({
    title,
    what,
    path: `/api/v1/code-list-changes/${list}/${act}`,
    body: { version, ...(act === 'accept' && doubt === 'most-gone' && { evenIfMostGone: true }) },
    isDangerous: act === 'accept' && doubt !== null,
  });
  return (
    <>
      <Touched list={list} />
      {may('codes.decide') && (
        <Flex gap={8}>
          <Button size="small" onClick={() => setOpen(deciding('accept', words.accept, words.acceptWhat))}>
            {words.accept}
          </Button>
          <Button size="small" onClick={() => setOpen(deciding('refuse', words.refuse, words.refuseWhat))}>
            {words.refuse}
          </Button>
        </Flex>
      )}
      <DecisionDialog decision={open} close={() => setOpen(undefined)} />
    </>
  );
}

function Touched({ list }: { readonly list: number }): ReactNode {
  const { codeLists: words, columns } = useWords();
  const asked = useAnswer<CodeListChangeInFull>(`/api/v1/code-list-changes/${list}`);
  const touched = asked.data?.touched ?? [];
  if (touched.length === 0) return null;
  return (
    <Table<CodeListChangeInFull['touched'][number]>
      size="small"
      aria-label={words.touched}
      title={() => words.touched}
      pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={touched}
      rowKey="code"
      columns={[
        { title: columns.code, dataIndex: 'code', key: 'code' },
        { title: columns.nationalName, dataIndex: 'name', key: 'name' },
        {
          title: columns.result,
          key: 'renamed',
          render: (_v, { renamedTo, splitInto }) =>
            renamedTo ?? (splitInto.length > 0 ? splitInto.join('; ') : words.removed),
        },
        {
          title: columns.records,
          key: 'cases',
          align: 'right',
          render: (_v, { cases }) => <Count of={cases} />,
        },
      ]}
    />
  );
}
