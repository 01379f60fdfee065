import { Input, Select, Table } from 'antd';
import type { ReactNode } from 'react';
import type { SideBySide } from '../../api/answers';
import { Tone } from '../../parts/tone';
import { useWords } from '../../words/use-words';

type Field = SideBySide['fields'][number];
type DecisionWay = NonNullable<Field['decision']>['way'];

/** What a person chose, by field; a field that is not there is left as it is. */
export type Choices = Readonly<Record<string, { readonly way: DecisionWay; readonly value?: string }>>;

interface Props {
  readonly fields: readonly Field[];
  readonly choices: Choices;
  readonly choose: (choices: Choices) => void;
  /** Whether this account may decide at all. */
  readonly isOpen: boolean;
}

/** A line for each field: agreed last, ours, theirs, and which is right. */
export function ConflictFields({ fields, choices, choose, isOpen }: Props): ReactNode {
  const { conflicts: words, columns } = useWords();
  const set = (field: string, choice: Choices[string] | undefined): void => {
    const { [field]: _before, ...others } = choices;
    choose(choice === undefined ? others : { ...others, [field]: choice });
  };
  return (
    <Table<Field>
      size="small"
      aria-label={words.title}
      pagination={false}
      rowKey="field"
      dataSource={fields}
      scroll={{ x: 900 }}
      columns={[
        { title: columns.field, dataIndex: 'label', key: 'label', width: 180 },
        {
          title: words.base,
          key: 'base',
          width: 140,
          render: (_v, { base }) => (base.sameAs === null ? '–' : words.sameAs[base.sameAs]),
        },
        { title: words.local, key: 'local', render: (_v, { local }) => <Side of={local} /> },
        { title: words.national, key: 'national', render: (_v, { national }) => <Side of={national} /> },
        {
          title: words.choice,
          key: 'choice',
          width: 230,
          render: (_v, field) => (
            <>
              <Decided field={field} />
              {isOpen && (
                <Choice
                  field={field}
                  choice={choices[field.field]}
                  set={(choice) => set(field.field, choice)}
                />
              )}
            </>
          ),
        },
      ]}
    />
  );
}

function Side({ of: { kind, text } }: { readonly of: Field['local'] }): ReactNode {
  const { conflicts: words } = useWords();
  return kind === 'open' || (kind === 'masked' && text !== undefined) ? text : <i>{words.sides[kind]}</i>;
}

function Decided({ field: { decision } }: { readonly field: Field }): ReactNode {
  const { conflicts: words } = useWords();
  if (decision === null) return null;
  return (
    <div>
      {words[decision.way]} – {decision.actor}{' '}
      <Tone of={decision.state === 'outdated' ? 'bad' : 'moving'}>{words.states[decision.state]}</Tone>
    </div>
  );
}

function Choice({
  field: { label },
  choice,
  set,
}: {
  readonly field: Field;
  readonly choice: Choices[string] | undefined;
  readonly set: (choice: Choices[string] | undefined) => void;
}): ReactNode {
  const { conflicts: words } = useWords();
  return (
    <>
      <Select<DecisionWay | ''>
        aria-label={`${words.choice}: ${label}`}
        style={{ width: '100%' }}
        value={choice?.way ?? ''}
        onChange={(way) => set(way === '' ? undefined : { way })}
        options={[
          { value: '', label: words.leave },
          ...(['ours', 'theirs', 'typed'] as const).map((way) => ({ value: way, label: words[way] })),
        ]}
      />
      {choice?.way === 'typed' && (
        <Input.TextArea
          aria-label={`${words.typed}: ${label}`}
          autoSize
          value={choice.value}
          onChange={({ target: { value } }) =>
            set(value.trim() === '' ? { way: 'typed' } : { way: 'typed', value })
          }
        />
      )}
    </>
  );
}
