import { z } from 'zod';
import { validityPeriod } from './limit-settings';

const secret = validityPeriod.safeExtend({
  name: z
    .string()
    .regex(
      /^[A-Z][A-Z0-9_]{0,39}$/,
      'expected the NAME of a secret in capital letters, never the secret itself',
    ),
});

const group = z.strictObject({
  group: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected a short name such as so-nganh'),
  agencies: z.union([z.literal('*'), z.array(z.string().min(1)).min(1)]),
  secrets: z.array(secret).min(1),
});

/** Groups of agencies with their named secrets; none = one account for all, the one of the environment. */
export const credentialSettings = z.array(group).superRefine((groups, context) => {
  const names = new Set<string>();
  const agencies = new Set<string>();
  groups.forEach((one, index) => {
    const own = one.agencies === '*' ? ['*'] : one.agencies;
    const clash = own.find((agency) => agencies.has(agency));
    if (names.has(one.group))
      context.addIssue({ code: 'custom', path: [index, 'group'], message: `group ${one.group} twice` });
    if (clash !== undefined)
      context.addIssue({ code: 'custom', path: [index, 'agencies'], message: `${clash} is in two groups` });
    names.add(one.group);
    for (const agency of own) agencies.add(agency);
  });
});

export type CredentialGroup = z.output<typeof credentialSettings>[number];
