import { Table } from 'antd';
import type { ReactNode } from 'react';
import type { OfficePreview } from '../../api/answers';
import { PEOPLE_WORDS } from '../../words/people-words';
import { useOwnWords } from '../../words/use-words';
import { RowSays, RowState } from './row-state';

type Row = OfficePreview['rows'][number];

/** Biểu số 1 row by row, as it would be taken in. */
export function OfficePreviewTable({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  return (
    <Table<Row>
      size="small"
      aria-label={words.preview}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={rows}
      rowKey={({ line }) => line}
      columns={[
        { title: words.row, dataIndex: 'line', key: 'line', width: 70 },
        { title: words.name, dataIndex: 'name', key: 'name' },
        {
          title: words.result,
          key: 'state',
          width: 150,
          render: (_value, { state }) => <RowState state={state} />,
        },
        {
          title: words.says,
          key: 'says',
          width: 480,
          render: (_value, { changes, problems, ended }) => (
            <>
              <RowSays changes={changes} problems={problems} />
              {ended.length > 0 && (
                <div>
                  {words.endsBefore}: {ended.join('; ')}
                </div>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
