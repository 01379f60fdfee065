import type { ReactNode } from 'react';
import type { AuditEntry } from '../../api/answers';
import { useList } from '../../api/use-list';
import { momentText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { useWords } from '../../words/use-words';

/** The audit, newest first. */
export function AuditPage(): ReactNode {
  const { audit: words, columns, decisions, common } = useWords();
  const list = useList<AuditEntry>('/api/v1/audit', {});
  return (
    <Page title={words.title} what={words.what}>
      <ListTable
        list={list}
        label={words.title}
        empty={common.none}
        rowKey={({ seq }) => String(seq)}
        columns={[
          { title: columns.when, key: 'at', width: 140, render: (_v, { at }) => momentText(at) },
          { title: columns.actor, dataIndex: 'actor', key: 'actor', width: 130 },
          { title: columns.approver, dataIndex: 'approver', key: 'approver', width: 130 },
          { title: columns.action, dataIndex: 'action', key: 'action', width: 170 },
          { title: columns.target, dataIndex: 'target', key: 'target', width: 220 },
          { title: decisions.reason, dataIndex: 'reason', key: 'reason', width: 320 },
          { title: columns.result, dataIndex: 'result', key: 'result', width: 120 },
        ]}
      />
    </Page>
  );
}
