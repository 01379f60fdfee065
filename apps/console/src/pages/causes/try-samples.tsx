import { Button, Flex, Form, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CauseInFull, CauseTried } from '../../api/answers';
import { useLookInto } from '../../api/use-look-into';
import { Refusal } from '../../parts/problem-view';
import { CAUSE_WORDS } from '../../words/cause-words';
import { useOwnWords } from '../../words/use-words';
import { intoView } from '../../parts/into-view';
import { SampleTable } from './sample-table';

interface Line {
  readonly nationalCode?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
}
interface Typed {
  readonly lines?: readonly (Line | undefined)[];
}

/** What five records would become with other rows of the crosswalk. Asked as often as one likes: nothing is kept. */
export function TrySamples({ cause }: { readonly cause: CauseInFull['cause'] }): ReactNode {
  const words = useOwnWords(CAUSE_WORDS);
  const isAboutCode = cause.list !== undefined && cause.localCode !== undefined;
  const [wanted, setWanted] = useState<object>();
  const { data, error, isFetching, refetch } = useLookInto<CauseTried>(
    `/api/v1/causes/${cause.id}/samples`,
    wanted ?? {},
    { isWanted: wanted !== undefined },
  );
  const ask = (typed: Typed): void => {
    const body = bodyOf(typed);
    // The same once more is asked once more: somebody may have changed something meanwhile.
    if (JSON.stringify(body) === JSON.stringify(wanted)) void refetch();
    else setWanted(body);
  };
  return (
    <Flex vertical gap={12}>
      <span>{words.tryWhat}</span>
      <Form<Typed> layout="vertical" onFinish={ask} initialValues={{ lines: [{}] }}>
        {isAboutCode && <Proposed />}
        <Button htmlType="submit" loading={isFetching}>
          {words.try}
        </Button>
      </Form>
      {error !== null && <Refusal problem={error} />}
      {data !== undefined && error === null && (
        <div ref={intoView}>
          <SampleTable tried={data} />
        </div>
      )}
    </Flex>
  );
}

/** No code typed: the rows in use are what is tried. */
function bodyOf({ lines = [] }: Typed): object {
  const targets = lines.flatMap((line) => {
    if (line === undefined || (line.nationalCode ?? '') === '') return [];
    return [Object.fromEntries(Object.entries(line).filter(([, value]) => value))];
  });
  return targets.length === 0 ? {} : { targets };
}

/** One row, or several where the code changes with time. */
function Proposed(): ReactNode {
  const words = useOwnWords(CAUSE_WORDS);
  return (
    <Form.List name="lines">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ name, key }) => (
            <Flex key={key} gap={8} align="start" wrap>
              <Form.Item name={[name, 'nationalCode']} label={words.proposed} extra={words.proposedHint}>
                <Input maxLength={80} autoComplete="off" style={{ width: 220 }} />
              </Form.Item>
              <Form.Item name={[name, 'validFrom']} label={words.validFrom}>
                <Input type="date" />
              </Form.Item>
              <Form.Item name={[name, 'validUntil']} label={words.validUntil}>
                <Input type="date" />
              </Form.Item>
              {fields.length > 1 && (
                <Button style={{ marginTop: 30 }} onClick={() => remove(name)}>
                  {words.removeLine}
                </Button>
              )}
            </Flex>
          ))}
          <Button type="link" onClick={() => add({})} style={{ paddingInline: 0, marginInlineEnd: 16 }}>
            {words.addLine}
          </Button>
        </>
      )}
    </Form.List>
  );
}
