import { contentDigest, type NationalProfile, type PlannedStep } from '@kntc/domain';
import type { NationalSettings } from '../../settings/national-settings';
import { fieldsOf } from '../ttcp-2018/body';
import { createTtcp2018Profile, type Ttcp2018Options } from '../ttcp-2018/ttcp-2018.profile';
import { Wire } from '../ttcp-2018/wire/wire-calls';
import { BatchedSending } from './batched-sending';
import { NextReading } from './next-reading';
import { NextReadBack } from './read-back/next-read-back';

/**
 * What the national side may offer one day (`config/national/next.openapi.yaml`, an assumption of ours): the five steps
 * of `ttcp-2018` word for word, and beside them methods by which everything can be read back and compared. The steps,
 * their mapping and their outcomes are those of `ttcp-2018`; so are its settings, its pace and its errors.
 */
export function createNextProfile(options: Ttcp2018Options): NationalProfile {
  const { settings } = options;
  const wire = new Wire(options);
  const steps = createTtcp2018Profile(options, wire);
  const reading = new NextReading(wire, settings);
  const { batch, readBack } = settings.capabilities;
  return {
    ...steps,
    ...(batch !== false && { send: new BatchedSending(wire, settings, batch, options.clock).send }),
    plan: (kase, context) => {
      const plan = steps.plan(kase, context);
      return { ...plan, steps: plan.steps.map((step) => comparable(step, settings)) };
    },
    ...(readBack === 'full' && { readBack: new NextReadBack(reading, settings) }),
    reading,
  };
}

/** Plans are made often and few of their steps are sent: the digest is worked out when somebody asks for it. */
function comparable(step: PlannedStep, settings: NationalSettings): PlannedStep {
  let digest: string | undefined;
  return {
    ...step,
    get comparableDigest() {
      return (digest ??= contentDigest(fieldsOf(step, settings)));
    },
  };
}
