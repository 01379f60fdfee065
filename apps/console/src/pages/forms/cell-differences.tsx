import { Modal, Skeleton, Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { FormDifference } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { numberText } from '../../parts/format';
import { ProblemView } from '../../parts/problem-view';
import { useWords } from '../../words/use-words';
import type { Cell } from './form-table';

interface Props {
  readonly query: { readonly period: string; readonly agency: string | undefined };
  readonly cell: Cell | undefined;
  readonly close: () => void;
}

/** The cases that make one cell differ, each a click away. */
export function CellDifferences({ query, cell, close }: Props): ReactNode {
  const { forms: words } = useWords();
  return (
    <Modal
      open={cell !== undefined}
      title={cell && `${words.differences}: ${cell.form}, ${cell.title}`}
      onCancel={close}
      footer={null}
      width={760}
      destroyOnHidden
    >
      {cell !== undefined && <Found query={{ ...query, form: cell.form, column: cell.column }} />}
    </Modal>
  );
}

function Found({ query }: { readonly query: Readonly<Record<string, string | undefined>> }): ReactNode {
  const { forms: words, columns, states } = useWords();
  const asked = useAnswer<{ readonly items: readonly FormDifference[] }>(
    '/api/v1/statutory/differences',
    query,
  );
  if (asked.error !== null) return <ProblemView problem={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Skeleton active />;
  return (
    <Table<FormDifference>
      size="small"
      aria-label={words.differences}
      dataSource={asked.data.items}
      rowKey="reference"
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: columns.reference,
          key: 'reference',
          render: (_value, { reference }) => <Link to={`/ho-so/${reference}`}>{reference}</Link>,
        },
        { title: columns.agency, dataIndex: 'agency', key: 'agency' },
        { title: words.local, key: 'local', align: 'right', render: (_v, { local }) => numberText(local) },
        {
          title: words.confirmed,
          key: 'confirmed',
          align: 'right',
          render: (_v, { confirmed }) => numberText(confirmed),
        },
        {
          title: columns.state,
          key: 'class',
          render: (_v, { class: standing }) => standing && (states[standing] ?? standing),
        },
      ]}
    />
  );
}
