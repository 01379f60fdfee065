import { Card, Table } from 'antd';
import type { ReactNode } from 'react';
import type { CaseView } from '../../api/answers';
import { momentText } from '../../parts/format';
import { useWords } from '../../words/use-words';

/** Fields that people completed; their contents are not shown. */
export function Completed({ overlays }: { readonly overlays: NonNullable<CaseView['overlays']> }): ReactNode {
  const { case: words, columns, decisions } = useWords();
  if (overlays.length === 0) return null;
  return (
    <Card size="small" title={words.overlays}>
      <Table
        size="small"
        aria-label={words.overlays}
        pagination={false}
        rowKey="field"
        dataSource={overlays}
        columns={[
          { title: columns.field, dataIndex: 'field', key: 'field' },
          { title: columns.document, dataIndex: 'documentNo', key: 'documentNo' },
          { title: columns.author, dataIndex: 'author', key: 'author' },
          { title: decisions.reason, dataIndex: 'reason', key: 'reason' },
          { title: columns.when, key: 'setAt', render: (_value, { setAt }) => momentText(setAt) },
        ]}
      />
    </Card>
  );
}
