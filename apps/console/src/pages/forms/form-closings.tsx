import { Card, Skeleton, Table } from 'antd';
import type { ReactNode } from 'react';
import type { FigureChange, FormClosing } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { momentText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { ProblemView } from '../../parts/problem-view';
import { useWords } from '../../words/use-words';

/** Periods that were signed, who signed them, and what changed since. */
export function FormClosings(): ReactNode {
  const { forms: words, columns } = useWords();
  const asked = useAnswer<{ readonly items: readonly FormClosing[] }>('/api/v1/statutory/closings');
  if (asked.error !== null) return <ProblemView problem={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Skeleton active />;
  return (
    <Card size="small" title={words.closings}>
      <Table<FormClosing>
        size="small"
        aria-label={words.closings}
        dataSource={asked.data.items}
        rowKey={({ period, agency }) => `${period} ${agency ?? ''}`}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Nothing why={words.neverClosed} /> }}
        expandable={{ expandedRowRender: (closing) => <Changes closing={closing} /> }}
        columns={[
          { title: words.period, dataIndex: 'period', key: 'period' },
          { title: columns.agency, key: 'agency', render: (_v, { agency }) => agency ?? words.whole },
          { title: words.closedBy, dataIndex: 'closedBy', key: 'closedBy' },
          { title: columns.approver, dataIndex: 'approvedBy', key: 'approvedBy' },
          { title: columns.cause, dataIndex: 'reason', key: 'reason' },
          { title: columns.when, key: 'closedAt', render: (_v, { closedAt }) => momentText(closedAt) },
          { title: words.adjustments, key: 'n', render: (_v, { adjustments }) => adjustments.length },
        ]}
      />
    </Card>
  );
}

function Changes({ closing: { period, agency } }: { readonly closing: FormClosing }): ReactNode {
  const { forms: words, columns } = useWords();
  const asked = useAnswer<{ readonly items: readonly FigureChange[] }>('/api/v1/statutory/changes', {
    period,
    agency: agency ?? undefined,
  });
  if (asked.error !== null) return <ProblemView problem={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Skeleton active paragraph={{ rows: 2 }} />;
  return (
    <Table<FigureChange>
      size="small"
      aria-label={words.changes}
      title={() => words.changes}
      dataSource={asked.data.items}
      rowKey={({ agency: of, form, column }) => `${of} ${form} ${column}`}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: words.noChanges }}
      columns={[
        { title: words.form, dataIndex: 'form', key: 'form' },
        {
          title: columns.agency,
          key: 'agency',
          render: (_v, { agency: of }) => (of === '' ? words.whole : of),
        },
        { title: columns.field, dataIndex: 'column', key: 'column' },
        { title: words.before, dataIndex: 'before', key: 'before', align: 'right' },
        { title: words.after, dataIndex: 'after', key: 'after', align: 'right' },
      ]}
    />
  );
}
