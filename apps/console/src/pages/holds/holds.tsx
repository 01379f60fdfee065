import { Button, Flex, Segmented } from 'antd';
import type { ReactNode } from 'react';
import type { Hold } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { momentText } from '../../parts/format';
import { useWords } from '../../words/use-words';
import { useRecordColumns } from '../records/record-columns';
import { HoldActions } from './hold-actions';

/** What the gateway stopped for a person's opinion, longest first. */
export function HoldsPage(): ReactNode {
  const { holds, columns: names, common } = useWords();
  const [filters, change] = useFilters(['code', 'agency', 'kind', 'isKept']);
  const isKept = filters.isKept ?? 'false';
  const list = useList<Hold>('/api/v1/holds', { ...filters, isKept });
  const columns = useRecordColumns<Hold>();
  return (
    <Page
      title={holds.title}
      what={holds.what}
      actions={
        <Flex gap={8}>
          <Segmented
            aria-label={holds.title}
            value={isKept}
            onChange={(value) => change({ isKept: value })}
            options={[
              { value: 'false', label: holds.undecided },
              { value: 'true', label: holds.kept },
            ]}
          />
          {filters.code !== undefined && <Button onClick={() => change({ code: '' })}>{common.clear}</Button>}
        </Flex>
      }
    >
      <ListTable
        list={list}
        label={holds.title}
        empty={common.nothing}
        rowKey={({ id }) => id}
        columns={[
          ...columns.filter(({ key }) => key !== 'changedAt' && key !== 'class'),
          {
            title: names.heldAt,
            key: 'heldAt',
            width: 105,
            render: (_value, { heldAt }) => momentText(heldAt),
          },
          { title: '', key: 'actions', width: 190, render: (_value, hold) => <HoldActions hold={hold} /> },
        ]}
      />
    </Page>
  );
}
