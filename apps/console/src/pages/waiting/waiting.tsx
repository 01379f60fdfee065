import { Flex } from 'antd';
import type { ReactNode } from 'react';
import type { RecordRow } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';
import { useRecordColumns } from '../records/record-columns';
import { CompleteField } from './complete-field';
import { DecideScope } from './decide-scope';

/** Records that lack something: completed at the source, or here with the document it rests on. */
export function WaitingPage(): ReactNode {
  const { menu, common, waiting } = useWords();
  const may = useMay();
  const [filters] = useFilters(['source', 'agency', 'kind', 'code', 'field', 'list', 'localCode']);
  const list = useList<RecordRow>('/api/v1/records', { ...filters, class: 'quarantined' });
  const columns = useRecordColumns<RecordRow>();
  return (
    <Page title={menu.waiting} what={waiting.what}>
      <ListTable
        list={list}
        label={menu.waiting}
        empty={common.nothing}
        rowKey={({ id }) => id}
        columns={[
          ...columns.filter(({ key }) => key !== 'class'),
          ...(may('records.decide')
            ? [
                {
                  title: '',
                  key: 'actions',
                  width: 180,
                  render: (_value: unknown, record: RecordRow) => (
                    <Flex vertical gap={4}>
                      <CompleteField record={record} />
                      <DecideScope record={record} />
                    </Flex>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Page>
  );
}
