import { Table } from 'antd';
import type { ReactNode } from 'react';
import type { UserPreview } from '../../api/answers';
import { PEOPLE_WORDS } from '../../words/people-words';
import { useOwnWords } from '../../words/use-words';
import { RightsText } from './rights-text';
import { RowSays, RowState } from './row-state';

type Row = UserPreview['rows'][number];

/** Biểu số 2 row by row, with what everybody may before and after. */
export function UserPreviewTable({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  return (
    <Table<Row>
      size="small"
      aria-label={words.preview}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={rows}
      rowKey={({ line }) => line}
      scroll={{ x: 960 }}
      columns={[
        { title: words.row, dataIndex: 'line', key: 'line', width: 60 },
        {
          title: words.person,
          key: 'person',
          width: 200,
          render: (_value, { fullName, login }) => (
            <>
              {fullName}
              <div>{login}</div>
            </>
          ),
        },
        { title: words.office, dataIndex: 'office', key: 'office', width: 180 },
        {
          title: words.result,
          key: 'state',
          width: 140,
          render: (_value, { state }) => <RowState state={state} />,
        },
        { title: words.rights, key: 'rights', width: 200, render: (_value, row) => <RowRights row={row} /> },
        {
          title: words.says,
          key: 'says',
          render: (_value, { changes, problems, isByHand }) => (
            <>
              <RowSays changes={changes} problems={problems} />
              {isByHand && <div>{words.byHand}</div>}
            </>
          ),
        },
      ]}
    />
  );
}

function RowRights({ row: { rights, before, changes } }: { readonly row: Row }): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  if (rights === null) return null;
  return (
    <>
      <RightsText {...rights} />
      {before !== null && changes.includes('rights') && (
        <div>
          {words.was}: <RightsText {...before} />
        </div>
      )}
    </>
  );
}
