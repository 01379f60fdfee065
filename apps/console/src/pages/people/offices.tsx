import { Flex, Segmented } from 'antd';
import type { ReactNode } from 'react';
import type { Office, OfficePreview } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Choice } from '../../parts/choice';
import { FileButton } from '../../parts/file-button';
import { dayText, numberText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Tone } from '../../parts/tone';
import { PEOPLE_WORDS } from '../../words/people-words';
import { useOwnWords } from '../../words/use-words';
import { HandInForm } from './hand-in-form';
import { OfficePreviewTable } from './office-preview-table';

/** Offices with the names they had, and Biểu số 1 in and out. */
export function Offices(): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  const [filters, change] = useFilters(['isEnded', 'level']);
  const list = useList<Office>('/api/v1/agencies', filters);
  return (
    <Flex vertical gap={16}>
      <HandInForm<OfficePreview>
        what="agencies"
        decisionWhat={words.recordOffices}
        preview={(answer) => <OfficePreviewTable rows={answer.rows} />}
      />
      <Flex gap={8} wrap align="center">
        <Choice
          label={words.level}
          value={filters.level}
          choose={(level) => change({ level })}
          options={Object.entries(words.levels)}
        />
        <Segmented
          aria-label={words.state}
          value={filters.isEnded ?? 'false'}
          onChange={(isEnded) => change({ isEnded })}
          options={[
            { value: 'false', label: words.living },
            { value: 'true', label: words.ended },
          ]}
        />
        <FileButton path="/api/v1/agencies/form" label={words.exportOffices} />
      </Flex>
      <ListTable
        list={list}
        label={words.offices}
        empty={words.noOffices}
        rowKey={({ id }) => id}
        columns={useOfficeColumns()}
      />
    </Flex>
  );
}

function useOfficeColumns(): Parameters<typeof ListTable<Office>>[0]['columns'] {
  const words = useOwnWords(PEOPLE_WORDS);
  return [
    { title: words.name, key: 'name', render: (_value, office) => <OfficeName office={office} /> },
    { title: words.level, key: 'level', width: 100, render: (_value, { level }) => words.levels[level] },
    { title: words.kind, key: 'kind', width: 90, render: (_value, { kind }) => words.kinds[kind] },
    { title: words.superior, key: 'superior', width: 250, render: (_value, { superior }) => superior },
    {
      title: words.ofAgency,
      key: 'agency',
      width: 150,
      render: (_value, { agency }) => agency ?? <Tone of="waits">{words.noAgency}</Tone>,
    },
    {
      title: words.validFrom,
      key: 'from',
      width: 105,
      render: (_value, { validFrom }) => dayText(validFrom),
    },
    {
      title: words.people,
      key: 'users',
      width: 85,
      align: 'right',
      render: (_value, { users }) => numberText(users),
    },
  ];
}

function OfficeName({
  office: { name, earlier, endedOn, successor },
}: {
  readonly office: Office;
}): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  return (
    <>
      {name}
      {endedOn !== null && (
        <div>
          <Tone of="bad">
            {words.endedOn} {dayText(endedOn)}
          </Tone>{' '}
          {successor !== null && `${words.successor}: ${successor}`}
        </div>
      )}
      {earlier.map((one) => (
        <div key={one.from}>
          {words.earlier}: {one.name} ({dayText(one.from)} – {dayText(one.until)})
        </div>
      ))}
    </>
  );
}
