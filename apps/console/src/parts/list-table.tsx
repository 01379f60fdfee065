import { Button, Flex, Skeleton, Table } from 'antd';
import type { ColumnsType, TableProps } from 'antd/es/table';
import type { ReactNode } from 'react';
import type { ListState } from '../api/use-list';
import { useWords } from '../words/use-words';
import { Nothing } from './nothing';
import { ProblemView } from './problem-view';

/** Narrower, and it scrolls inside; a screen of 1366 pixels has 1,050 left beside the menu. */
const LEAST_WIDTH = 960;

interface Props<Item> {
  readonly list: ListState<Item>;
  readonly columns: ColumnsType<Item>;
  readonly rowKey: (item: Item) => string;
  readonly empty: string;
  readonly rowSelection?: TableProps<Item>['rowSelection'];
  readonly label: string;
  /** What a line shows when it is opened; asked for only then. */
  readonly expanded?: (item: Item) => ReactNode;
}

/** A list of the API as a table with its pages, and what stands there while it loads, fails or is empty. */
export function ListTable<Item extends object>(props: Props<Item>): ReactNode {
  const { list, columns, rowKey, empty, rowSelection, label, expanded } = props;
  if (list.items === undefined && list.problem !== null)
    return <ProblemView problem={list.problem} again={list.again} />;
  if (list.items === undefined) return <Skeleton active paragraph={{ rows: 8 }} />;
  return (
    <Flex vertical gap={8}>
      {list.problem !== null && <ProblemView problem={list.problem} again={list.again} />}
      <Table<Item>
        size="small"
        aria-label={label}
        columns={columns}
        dataSource={list.items}
        rowKey={rowKey}
        loading={list.isStale}
        pagination={false}
        scroll={{ x: LEAST_WIDTH }}
        locale={{ emptyText: <Nothing why={empty} /> }}
        {...(rowSelection !== undefined && { rowSelection })}
        {...(expanded !== undefined && { expandable: { expandedRowRender: expanded } })}
      />
      <Pages list={list} />
    </Flex>
  );
}

function Pages<Item>({ list }: { readonly list: ListState<Item> }): ReactNode {
  const { common } = useWords();
  if (list.page === 1 && !list.hasMore) return null;
  return (
    <Flex justify="end" align="center" gap={8} className="no-print">
      <Button onClick={list.back} disabled={list.page === 1}>
        {common.previous}
      </Button>
      <span>
        {common.page} {list.page}
      </span>
      <Button onClick={list.forward} disabled={!list.hasMore}>
        {common.next}
      </Button>
    </Flex>
  );
}
