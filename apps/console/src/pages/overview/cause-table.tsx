import { Flex, Table, Tag } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Cause } from '../../api/answers';
import { searchOf } from '../../api/ask';
import { Count } from '../../parts/count';
import { momentText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { StateTag } from '../../parts/state-tag';
import { ThreeLines } from '../../parts/three-lines';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';
import { newResyncPath } from '../resync/subject';

/** The list of exactly the records that stand for this cause. */
export function recordsOf({
  class: standing,
  code,
  field,
  list,
  localCode,
  source,
}: Omit<Cause, 'attention'>): string {
  const about = standing === 'held' ? {} : { field, list, localCode };
  return `/ho-so${searchOf({ class: standing, code, source, ...about })}`;
}

/** Columns in which causes are shown, wherever they are. */
export function useCauseColumns(): ColumnsType<Cause> {
  const { columns, owners } = useWords();
  return [
    {
      title: columns.records,
      key: 'records',
      align: 'right',
      width: 80,
      render: (_value, cause) => <Count of={cause.records} />,
    },
    {
      title: columns.state,
      key: 'class',
      width: 130,
      render: (_value, cause) => <StateTag state={cause.class} />,
    },
    {
      title: columns.cause,
      key: 'text',
      render: (_value, cause) => (
        <>
          <ThreeLines text={cause.text} />
          {cause.localCode !== undefined && <Tag>{cause.localCode}</Tag>}
        </>
      ),
    },
    { title: columns.owner, key: 'owner', width: 105, render: (_value, cause) => owners[cause.owner] },
    { title: columns.since, key: 'since', width: 95, render: (_value, cause) => momentText(cause.oldestAt) },
    {
      title: '',
      key: 'see',
      width: 150,
      render: (_value, cause) => <CauseWays cause={cause} />,
    },
  ];
}

/** Where one goes from a cause. */
function CauseWays({ cause }: { readonly cause: Cause }): ReactNode {
  const { causes } = useWords();
  const may = useMay();
  return (
    <Flex vertical gap={4}>
      <Link to={recordsOf(cause)}>{causes.seeRecords}</Link>
      {may('records.read') && <Link to={`/nguyen-nhan/${cause.id}`}>{causes.takeCare}</Link>}
      {may('records.decide') && (
        <Link to={newResyncPath({ kind: 'cause', cause: cause.id })}>{causes.resyncGroup}</Link>
      )}
    </Flex>
  );
}

export function causeKey({ class: standing, code, source, field, list, localCode }: Cause): string {
  return JSON.stringify([standing, code, source, field, list, localCode]);
}

/** The few causes of the first screen. */
export function CauseTable({ causes }: { readonly causes: readonly Cause[] }): ReactNode {
  const { overview } = useWords();
  const columns = useCauseColumns();
  return (
    <Table<Cause>
      size="small"
      aria-label={overview.causes}
      columns={columns}
      dataSource={causes}
      rowKey={causeKey}
      pagination={false}
      scroll={{ x: 960 }}
      locale={{ emptyText: <Nothing why={overview.noCauses} /> }}
    />
  );
}
