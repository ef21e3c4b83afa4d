import { type App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { rules } from 'cdk-nag';
import { NIST, SERVERLESS, SOLUTIONS, WILDCARDS } from './findings.ts';

/** Puts each accepted finding where it belongs, with its reason. What is not listed stays an error. */
export function accept(app: App): void {
  for (const node of app.node.findAll()) {
    if (!CfnResource.isCfnResource(node)) continue;
    const part = node.node.path.slice(Stack.of(node).node.id.lastIndexOf('-') + 1);
    for (const { id, at, reason } of [...SOLUTIONS, ...SERVERLESS, ...NIST]) {
      if (at.test(part)) Validations.of(node).acknowledge({ id, reason });
    }
  }
  // A wildcard's finding is named by its resource. One of another stack has its name only when references are resolved: after
  // the stacks are prepared and before they are checked, where validations run.
  app.node.addValidation({
    validate: () => {
      for (const node of app.node.findAll()) if (node instanceof CfnRole || node instanceof CfnManagedPolicy) acceptWildcards(node);
      return [];
    },
  });
}

function acceptWildcards(policy: CfnRole | CfnManagedPolicy): void {
  const findings = rules.iam.IAMNoWildcardPermissions(policy);
  for (const finding of Array.isArray(findings) ? findings : []) {
    const known = WILDCARDS.find(({ resource }) => resource.test(finding));
    if (known !== undefined) Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[${finding}]`, reason: known.reason });
  }
}
