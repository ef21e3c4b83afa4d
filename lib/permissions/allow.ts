import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement, written out: nothing here is wider than it reads. */
export function allow(sid: string, actions: readonly string[], resources: readonly string[], conditions?: Conditions): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.ALLOW,
    actions: [...actions],
    resources: [...resources],
    ...(conditions === undefined || Object.keys(conditions).length === 0 ? {} : { conditions }),
  });
}
